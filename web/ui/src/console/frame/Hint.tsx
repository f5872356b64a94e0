import { Keys } from "@kit";
import { ariaCombo } from "@shared/keys.ts";
import { useCallback } from "react";
import { usePrefs } from "../texts.ts";
import { comboOf, isSingle, type ShortcutId } from "./shortcuts.ts";

/** The keys of a shortcut, as long as they do something: nothing for a single letter while those are switched off. */
export function useShownCombo(): (id: ShortcutId) => { readonly combo?: string } {
  const { letterKeys } = usePrefs();
  return useCallback((id) => (letterKeys || !isSingle(comboOf(id)) ? { combo: comboOf(id) } : {}), [letterKeys]);
}

/** The keys of a shortcut beside what it does. */
export function Hint({ id }: { id: ShortcutId }) {
  const { combo } = useShownCombo()(id);
  return combo ? <Keys combo={combo} /> : null;
}

/** The same for who listens: what a control carries of its shortcut. */
export function useAriaKeys(): (id: ShortcutId) => { readonly "aria-keyshortcuts"?: string } {
  const shown = useShownCombo();
  return useCallback(
    (id) => {
      const { combo } = shown(id);
      return combo ? { "aria-keyshortcuts": ariaCombo(combo) } : {};
    },
    [shown],
  );
}

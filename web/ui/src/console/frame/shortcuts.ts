import { isEditable, KeyMatcher, type Shortcut } from "@shared/keys.ts";
import { useEffect, useRef, useState } from "react";
import type { TextKey } from "../texts.ts";
import { usePrefs } from "../texts.ts";

export type ShortcutId =
  | "next"
  | "previous"
  | "next_arrow"
  | "previous_arrow"
  | "open"
  | "solve"
  | "solve_quiet"
  | "block"
  | "reply"
  | "note"
  | "take"
  | "assign"
  | "unread"
  | "undo"
  | "arrivals"
  | "keys"
  | "leave"
  | "nav"
  | "panel"
  | "inbox"
  | "mine"
  | "waiting"
  | "campaigns"
  | "faq"
  | "places"
  | "send"
  | "send_solve";

export interface ShownShortcut extends Shortcut<ShortcutId> {
  readonly label: TextKey;
}

/** Every shortcut there is: the sheet, the hints and aria-keyshortcuts are made from this list. */
export const shortcuts: readonly ShownShortcut[] = [
  { id: "next", combo: "J", label: "console.key.next" },
  { id: "next_arrow", combo: "ArrowDown", label: "console.key.next" },
  { id: "previous", combo: "K", label: "console.key.previous" },
  { id: "previous_arrow", combo: "ArrowUp", label: "console.key.previous" },
  { id: "open", combo: "O", label: "console.key.open" },
  { id: "solve", combo: "E", label: "console.key.solve" },
  { id: "solve_quiet", combo: "Shift+E", label: "console.key.solve_quiet" },
  { id: "reply", combo: "R", label: "console.key.reply" },
  { id: "note", combo: "N", label: "console.key.note" },
  { id: "take", combo: "I", label: "console.key.take" },
  { id: "assign", combo: "A", label: "console.key.assign" },
  { id: "unread", combo: "U", label: "console.key.unread" },
  { id: "block", combo: "B", label: "console.key.block" },
  { id: "undo", combo: "Z", label: "console.key.undo" },
  { id: "arrivals", combo: ".", label: "console.key.arrivals" },
  { id: "nav", combo: "[", label: "console.key.nav" },
  { id: "panel", combo: "]", label: "console.key.panel" },
  { id: "inbox", combo: "G I", label: "console.key.inbox" },
  { id: "mine", combo: "G M", label: "console.key.mine" },
  { id: "waiting", combo: "G S", label: "console.key.waiting" },
  { id: "campaigns", combo: "G C", label: "console.key.campaigns" },
  { id: "faq", combo: "G F", label: "console.key.faq" },
  { id: "places", combo: "Mod+K", inFields: true, label: "console.key.places" },
  { id: "keys", combo: "?", label: "console.key.keys" },
  { id: "leave", combo: "Escape", inFields: true, label: "console.key.leave" },
];

/** Shortcuts of the composer itself, listed in the sheet with the others. */
export const composerKeys: readonly { readonly combo: string; readonly label: TextKey }[] = [
  { combo: "Enter", label: "console.key.send" },
  { combo: "Mod+Enter", label: "console.key.send" },
  { combo: "Mod+Shift+Enter", label: "console.key.send_solve" },
];

export type Handlers = Partial<Record<ShortcutId, () => void>>;

const stack: Handlers[] = [];
const HINT_MS = 1000;

/** Answers shortcuts while the component stands; a later component goes first. */
export function useShortcuts(handlers: Handlers): void {
  const latest = useRef(handlers);
  latest.current = handlers;
  useEffect(() => {
    const layer: Handlers = new Proxy({}, { get: (_target, id) => latest.current[id as ShortcutId] });
    stack.push(layer);
    return () => {
      stack.splice(stack.indexOf(layer), 1);
    };
  }, []);
}

/** Listens to the keyboard, once for the whole console; returns the step that waits for a second one. */
export function useKeyboard(): string {
  const { letterKeys } = usePrefs();
  const [pending, setPending] = useState("");
  useEffect(() => {
    const keys = new KeyMatcher(letterKeys ? shortcuts : shortcuts.filter((s) => s.inFields));
    let timer: ReturnType<typeof setTimeout> | undefined;
    const onKey = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.isComposing || event.key === "Process") return;
      if (document.querySelector('[role="dialog"][aria-modal="true"], [role="menu"], [role="listbox"]')) return; // Esc and letters are theirs
      const onControl =
        /^Arrow/.test(event.key) &&
        event.target instanceof Element &&
        event.target.closest('[role="log"], [role="tablist"], [role="radiogroup"]');
      if (onControl) return;
      const id = keys.press(event, isEditable(event.target), performance.now());
      setPending(keys.pending(performance.now()));
      clearTimeout(timer);
      timer = setTimeout(() => setPending(""), HINT_MS);
      const act = id ? [...stack].reverse().find((layer) => layer[id])?.[id] : undefined;
      if (!act) return;
      event.preventDefault();
      act();
    };
    addEventListener("keydown", onKey);
    return () => {
      removeEventListener("keydown", onKey);
      clearTimeout(timer);
    };
  }, [letterKeys]);
  return pending;
}

import { isEditable, KeyMatcher, type Shortcut } from "@shared/keys.ts";
import { useEffect, useRef, useState } from "react";
import type { TextKey } from "../texts.ts";
import { usePrefs } from "../texts.ts";

export interface ShownShortcut extends Shortcut<string> {
  readonly label: TextKey;
  /** Where the sheet lists it. */
  readonly group: "move" | "act" | "many" | "go";
}

const registry = [
  { id: "next", combo: "J", label: "console.key.next", group: "move" },
  { id: "next_arrow", combo: "ArrowDown", label: "console.key.next", group: "move" },
  { id: "previous", combo: "K", label: "console.key.previous", group: "move" },
  { id: "previous_arrow", combo: "ArrowUp", label: "console.key.previous", group: "move" },
  { id: "open", combo: "O", label: "console.key.open", group: "move" },
  { id: "open_enter", combo: "Enter", label: "console.key.open", group: "move" },
  { id: "leave", combo: "Escape", inFields: true, label: "console.key.leave", group: "move" },
  { id: "arrivals", combo: ".", label: "console.key.arrivals", group: "move" },
  { id: "solve", combo: "E", label: "console.key.solve", group: "act" },
  { id: "solve_quiet", combo: "Shift+E", label: "console.key.solve_quiet", group: "act" },
  { id: "snooze", combo: "H", label: "console.key.snooze", group: "act" },
  { id: "reply", combo: "R", label: "console.key.reply", group: "act" },
  { id: "note", combo: "N", label: "console.key.note", group: "act" },
  { id: "assign", combo: "A", label: "console.key.assign", group: "act" },
  { id: "take", combo: "I", label: "console.key.take", group: "act" },
  { id: "tag", combo: "L", label: "console.key.tag", group: "act" },
  { id: "priority", combo: "P", label: "console.key.priority", group: "act" },
  { id: "unread", combo: "U", label: "console.key.unread", group: "act" },
  { id: "block", combo: "B", label: "console.key.block", group: "act" },
  { id: "call", combo: "T", label: "console.key.call", group: "act" },
  { id: "undo", combo: "Z", label: "console.key.undo", group: "act" },
  { id: "new_ticket", combo: "C", label: "console.key.new_ticket", group: "act" },
  { id: "select", combo: "X", label: "console.key.select", group: "many" },
  { id: "select_range", combo: "Shift+X", label: "console.key.select_range", group: "many" },
  { id: "select_all", combo: "Mod+A", label: "console.key.select_all", group: "many" },
  { id: "row_menu", combo: "Shift+F10", label: "console.key.row_menu", group: "many" },
  { id: "places", combo: "Mod+K", inFields: true, label: "console.key.places", group: "go" },
  { id: "search", combo: "/", label: "console.key.search", group: "go" },
  { id: "inbox", combo: "G I", label: "console.key.inbox", group: "go" },
  { id: "mine", combo: "G M", label: "console.key.mine", group: "go" },
  { id: "snoozed", combo: "G S", label: "console.key.snoozed", group: "go" },
  { id: "waiting", combo: "G W", label: "console.key.waiting", group: "go" },
  { id: "reports", combo: "G R", label: "console.key.reports", group: "go" },
  { id: "campaigns", combo: "G C", label: "console.key.campaigns", group: "go" },
  { id: "settings", combo: "G P", label: "console.key.settings", group: "go" },
  { id: "faq", combo: "G F", label: "console.key.faq", group: "go" },
  { id: "nav", combo: "[", label: "console.key.nav", group: "go" },
  { id: "panel", combo: "]", label: "console.key.panel", group: "go" },
  { id: "narrower", combo: "Shift+[", label: "console.key.narrower", group: "go" },
  { id: "wider", combo: "Shift+]", label: "console.key.wider", group: "go" },
  { id: "keys", combo: "?", label: "console.key.keys", group: "go" },
] as const satisfies readonly ShownShortcut[];

export type ShortcutId = (typeof registry)[number]["id"];

/** Every shortcut there is: the sheet, the hints, the palette and aria-keyshortcuts are made from this list. */
export const shortcuts: readonly (ShownShortcut & { readonly id: ShortcutId })[] = registry;

/** The keys of a shortcut, as hints show them. */
export const comboOf = (id: ShortcutId): string => shortcuts.find((s) => s.id === id)?.combo ?? "";

/** Shortcuts of the composer itself, listed in the sheet with the others. */
export const composerKeys: readonly { readonly combo: string; readonly label: TextKey }[] = [
  { combo: "Enter", label: "console.key.send" },
  { combo: "Mod+Enter", label: "console.key.send" },
  { combo: "Mod+Shift+Enter", label: "console.key.send_solve" },
];

/** What a shortcut does; told when its key is held down and repeats. */
export type Handlers = Partial<Record<ShortcutId, (held: boolean) => void>>;

interface Layer {
  readonly handlers: Handlers;
  /** What is chosen in the list goes before what is open. */
  readonly first: boolean;
}

const stack: Layer[] = [];
const HINT_MS = 1000;
const REPEATS: ReadonlySet<string> = new Set<ShortcutId>(["next", "next_arrow", "previous", "previous_arrow", "narrower", "wider"]);

/** Answers shortcuts while the component stands; a later component goes first, and before all who asks to be `first`. */
export function useShortcuts(handlers: Handlers, first = false): void {
  const latest = useRef(handlers);
  latest.current = handlers;
  useEffect(() => {
    const layer: Layer = { handlers: new Proxy({}, { get: (_target, id) => latest.current[id as ShortcutId] }), first };
    stack.push(layer);
    return () => {
      stack.splice(stack.indexOf(layer), 1);
    };
  }, [first]);
}

/** Whether a shortcut is a single character, which can be switched off (WCAG 2.1.4). */
export function isSingle(combo: string): boolean {
  return combo.split(" ").every((step) => [...(step.split("+").pop() ?? "")].length === 1 && !step.includes("Mod"));
}

/** Who answers a shortcut now. */
function handlerOf(id: ShortcutId): ((held: boolean) => void) | undefined {
  const layers = [...stack].reverse().filter((layer) => layer.handlers[id]);
  return (layers.find((layer) => layer.first) ?? layers[0])?.handlers[id];
}

/** Does what a shortcut does, for the palette and for menus; false where nobody answers it now. */
export function press(id: ShortcutId): boolean {
  const act = handlerOf(id);
  act?.(false);
  return act !== undefined;
}

export const answered = (id: ShortcutId): boolean => handlerOf(id) !== undefined;

/** Listens to the keyboard, once for the whole console; returns the step that waits for a second one. */
export function useKeyboard(): string {
  const { letterKeys } = usePrefs();
  const [pending, setPending] = useState("");
  useEffect(() => {
    const keys = new KeyMatcher(letterKeys ? shortcuts : shortcuts.filter((s) => !isSingle(s.combo)));
    let timer: ReturnType<typeof setTimeout> | undefined;
    const onKey = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.isComposing || event.key === "Process") return;
      if (document.querySelector('[role="dialog"][aria-modal="true"], [role="menu"], [role="listbox"]')) return; // Esc and letters are theirs
      // A layer that this very press has closed is gone from the page already; the press was still its.
      if (event.target instanceof Element && event.target.closest('[role="dialog"], [role="menu"], [role="listbox"]')) return;
      const onControl =
        /^Arrow/.test(event.key) &&
        event.target instanceof Element &&
        event.target.closest('[role="log"], [role="tablist"], [role="radiogroup"]');
      if (onControl) return;
      if (event.key === "Enter" && event.target instanceof Element && event.target.closest("a, button, summary, label")) return; // it acts itself
      const id = keys.press(event, isEditable(event.target), performance.now());
      setPending(keys.pending(performance.now()));
      clearTimeout(timer);
      timer = setTimeout(() => setPending(""), HINT_MS);
      const act = id ? handlerOf(id) : undefined;
      if (!act) return;
      event.preventDefault();
      if (!event.repeat || (id && REPEATS.has(id))) act(event.repeat); // a key that is held solves one ticket, not ten
    };
    addEventListener("keydown", onKey);
    return () => {
      removeEventListener("keydown", onKey);
      clearTimeout(timer);
    };
  }, [letterKeys]);
  return pending;
}

import { type KeyboardEvent, type RefObject, useCallback, useEffect, useRef, useState } from "react";
import type { ComposerKind } from "./ComposerTabs.tsx";
import type { Group, Item } from "./items.ts";
import type { MenuRef } from "./SlashMenu.tsx";
import { replaceToken, type Token, tokenAt } from "./tokens.ts";

export interface FieldMenuOptions {
  readonly field: RefObject<HTMLTextAreaElement | null>;
  readonly kind: ComposerKind;
  readonly write: (value: string) => void;
  /** Writes, and puts the caret where the text goes on. */
  readonly put: (value: string, caret: number) => void;
  readonly onMacro: (macro: string, name: string) => void;
}

/** The menu behind / and @ in the field: which sign is being written, and what takes its place. */
export function useFieldMenu({ field, kind, write, put, onMacro }: FieldMenuOptions) {
  const ref = useRef<MenuRef>(null);
  const [token, setToken] = useState<Token | null>(null);
  const [only, setOnly] = useState<Group | null>(null);
  const [active, setActive] = useState("");
  const composing = useRef(false);
  const waiting = useRef<Item | null>(null);

  const look = useCallback(() => {
    const el = field.current;
    if (!el) return;
    const found = tokenAt(el.value, el.selectionStart);
    const wanted = found && (found.sign === "/") === (kind === "answer") ? found : null;
    setToken((was) => (was && wanted && was.from === wanted.from && was.query === wanted.query && was.to === wanted.to ? was : wanted));
    if (!wanted) setOnly(null);
  }, [field, kind]);
  const close = () => {
    setToken(null);
    setOnly(null);
    setActive("");
  };
  const pick = (item: Item) => {
    const el = field.current;
    if (!el || !token) return;
    if (composing.current) {
      // The syllable is finished first, by the browser; then the whole of it is replaced.
      waiting.current = item;
      el.blur();
      el.focus();
      return;
    }
    const end = Math.max(token.to, el.selectionStart);
    const edit = replaceToken(el.value, { from: token.from, to: end }, item.macro ? "" : item.text);
    close();
    put(edit.text, edit.caret);
    if (item.macro) onMacro(item.macro, item.name);
  };
  const chosen = useRef(pick);
  chosen.current = pick;
  const opened = useRef(false);
  opened.current = token !== null && active !== "";

  /** Opens the menu at the caret as if its sign had been typed. */
  const ask = (group: Group | null) => {
    const el = field.current;
    if (!el) return;
    const before = el.value.slice(0, el.selectionStart);
    const sign = kind === "answer" ? "/" : "@";
    const value = before === "" || /\s$/.test(before) ? sign : ` ${sign}`;
    const caret = before.length + value.length;
    write(before + value + el.value.slice(el.selectionEnd));
    requestAnimationFrame(() => {
      el.focus();
      el.setSelectionRange(caret, caret);
      setOnly(group);
      setToken({ sign, from: caret - 1, to: caret, query: "" });
    });
  };
  const onKey = (event: KeyboardEvent) => {
    if (!token) return;
    if (event.key === "Escape") {
      event.preventDefault();
      event.stopPropagation();
      close();
    } else if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      ref.current?.move(event.key === "ArrowDown" ? 1 : -1);
    } else if (event.key === "Tab" && !event.shiftKey && active) {
      event.preventDefault();
      ref.current?.pick();
    }
  };
  const onCompositionStart = () => {
    composing.current = true;
  };
  /** Whether something was picked that waited for the syllable. */
  const onCompositionEnd = (): boolean => {
    composing.current = false;
    const item = waiting.current;
    waiting.current = null;
    if (item) setTimeout(() => chosen.current(item));
    return item !== null;
  };

  // Enter is heard as the line break it would make: a syllable that is still open keeps it for itself.
  useEffect(() => {
    const el = field.current;
    if (!el) return;
    const onBefore = (event: InputEvent) => {
      if (event.inputType !== "insertLineBreak" && event.inputType !== "insertParagraph") return;
      if (!opened.current || event.isComposing || composing.current) return;
      event.preventDefault();
      event.stopImmediatePropagation();
      ref.current?.pick();
    };
    el.addEventListener("beforeinput", onBefore);
    return () => el.removeEventListener("beforeinput", onBefore);
  }, [field]);

  return { ref, token, only, active, setActive, look, close, pick, ask, onKey, onCompositionStart, onCompositionEnd };
}

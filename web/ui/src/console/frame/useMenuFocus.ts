import { type RefObject, useEffect, useRef } from "react";

/** Gives the first entry of a menu the focus once its entries are there: those that come from the server, or take
 * the place of others, would leave the keys with nobody. */
export function useMenuFocus(opened: boolean, ...entries: readonly unknown[]): RefObject<HTMLDivElement | null> {
  const list = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (!opened) return;
    const frame = requestAnimationFrame(() => {
      const at = document.activeElement;
      const lost = at === null || at === document.body || at === list.current;
      if (lost) list.current?.querySelector<HTMLElement>('[role^="menuitem"]:not([disabled])')?.focus();
    });
    return () => cancelAnimationFrame(frame);
  }, [opened, ...entries]);
  return list;
}

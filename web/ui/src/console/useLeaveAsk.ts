import { useEffect } from "react";

/** Asks before the page is left with something unsaved on it. */
export function useLeaveAsk(dirty: boolean, text: string): void {
  useEffect(() => {
    if (!dirty) return;
    const ask = (event: BeforeUnloadEvent) => event.preventDefault();
    const click = (event: MouseEvent) => {
      const link = event.target instanceof Element ? event.target.closest("a[href]") : null;
      if (link && !confirm(text)) {
        event.preventDefault();
        event.stopPropagation();
      }
    };
    addEventListener("beforeunload", ask);
    document.addEventListener("click", click, true);
    return () => {
      removeEventListener("beforeunload", ask);
      document.removeEventListener("click", click, true);
    };
  }, [dirty, text]);
}

import { useCallback, useEffect, useRef, useSyncExternalStore } from "react";
import type { AroundNavHandler } from "wouter";

// What is not saved keeps the page: every way off it (links, keys, the palette, the browser's way back)
// asks first. One module for the whole console, since there is one page.

type Go = () => void;

const held = new Set<object>();
const listeners = new Set<() => void>();
let waiting: Go | null = null;
let here = "";

function tell(next: Go | null): void {
  waiting = next;
  for (const listener of listeners) listener();
}

const unload = (event: BeforeUnloadEvent) => event.preventDefault();

// The address has changed already: it is put back, and the way that was taken is taken again on demand.
const back = (event: PopStateEvent) => {
  if (held.size === 0) return;
  event.stopImmediatePropagation();
  history.pushState(null, "", here);
  leaving(() => history.back());
};

/** Hears of the browser's way back. What listens first hears first, so it is called before anything is drawn. */
export function watchBack(): void {
  addEventListener("popstate", back);
}

function hold(key: object): void {
  if (held.size === 0) {
    here = location.href;
    addEventListener("beforeunload", unload);
  }
  held.add(key);
}

function free(key: object): void {
  if (!held.delete(key) || held.size > 0) return;
  removeEventListener("beforeunload", unload);
}

/** Goes at once, or asks first while something is not saved. */
export function leaving(go: Go): void {
  if (held.size === 0) go();
  else if (!waiting) tell(go);
}

/** Every way that the console itself takes to another page. */
export const aroundLeave: AroundNavHandler = (navigate, to, options) => {
  const go = () => navigate(to, options);
  // A new thing that gets its address, and another choice on one page, leave nothing behind.
  if (!options?.replace && to.replace(/[?#].*/, "") !== location.pathname) return leaving(go);
  go();
  here = location.href;
};

/** Whether somebody is asked just now, and the two answers. */
export function useLeaving(): { readonly asking: boolean; readonly stay: Go; readonly leave: Go } {
  const go = useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => waiting,
  );
  return {
    asking: go !== null,
    stay: () => tell(null),
    leave: () => {
      for (const key of [...held]) free(key);
      tell(null);
      go?.();
    },
  };
}

/** Asks before the page is left while something on it is not saved. What it gives back ends that at once. */
export function useLeaveAsk(dirty: boolean): () => void {
  const key = useRef({}).current;
  useEffect(() => {
    if (!dirty) return;
    hold(key);
    return () => free(key);
  }, [dirty, key]);
  return useCallback(() => free(key), [key]);
}

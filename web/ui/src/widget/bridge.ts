import { MARK, type ToFrame, type ToLoader } from "./messages.ts";

/** The origin of the page that framed us, which its loader put behind the #. */
export function pageOrigin(hash: string): string | null {
  try {
    const url = new URL(decodeURIComponent(hash.slice(1)));
    return url.origin === "null" ? null : url.origin;
  } catch {
    return null;
  }
}

export interface Bridge {
  readonly post: (message: ToLoader) => void;
}

/** Talks with the loader of exactly this origin, and hears nobody else. */
export function connectPage(origin: string, heard: (message: ToFrame) => void): Bridge {
  addEventListener("message", (event: MessageEvent<unknown>) => {
    if (event.origin !== origin || event.source !== parent) return;
    const data = event.data;
    if (typeof data === "object" && data !== null && Reflect.get(data, "dari") === MARK) heard(data as ToFrame);
  });
  return { post: (message) => parent.postMessage({ dari: MARK, ...message }, origin) };
}

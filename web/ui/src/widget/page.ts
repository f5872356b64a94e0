import { MARK, type ToFrame, type ToLoader } from "./messages.ts";

// Talking with the loader on the shop's page, of exactly one origin, and hearing nobody else.

/** The origin of the page that framed us, which its loader put behind the #. */
export function pageOrigin(hash: string): string | null {
  try {
    const url = new URL(decodeURIComponent(hash.slice(1)));
    return url.origin === "null" ? null : url.origin;
  } catch {
    return null;
  }
}

export function connectPage(origin: string, heard: (message: ToFrame) => void): (message: ToLoader) => void {
  addEventListener("message", (event: MessageEvent<{ dari?: unknown } | null>) => {
    if (event.origin === origin && event.source === parent && event.data?.dari === MARK) heard(event.data as ToFrame);
  });
  return (message) => parent.postMessage({ dari: MARK, ...message }, origin);
}

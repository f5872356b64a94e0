import type { Hears, Said, ToFrame, ToLoader } from "./messages.ts";

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

export function connectPage(origin: string, hears: Hears<ToFrame>): (...message: Said<ToLoader>) => void {
  addEventListener("message", (event: MessageEvent<{ dari?: [keyof ToFrame, ...never[]] } | null>) => {
    if (event.origin !== origin || event.source !== parent || !event.data?.dari) return;
    const [name, ...what] = event.data.dari;
    (hears[name] as ((...what: never[]) => void) | undefined)?.(...what);
  });
  return (...dari) => parent.postMessage({ dari }, origin);
}

// What the loader on the shop's page and the panel in the frame say to each other, by postMessage
// with the exact origin on both sides.

import type { Lang } from "../shared/i18n.ts";

export type Theme = "auto" | "light" | "dark";
export type View = "home" | "chat";
/** How the panel was opened decides where the focus goes: by key, by a pointer of a kind, by the page. */
export type OpenedBy = "keyboard" | "mouse" | "pen" | "touch" | "page";

/** The shop's own colour and the text colour that can be read on it. */
export interface Brand {
  readonly bg: string;
  readonly on: string;
}

export interface Init {
  readonly t: "init";
  readonly key: string;
  readonly lang: Lang;
  readonly theme: Theme;
  readonly brand: Brand | null;
  readonly token: string | null;
  readonly jwt: string | null;
  readonly full: boolean;
}

export type ToFrame =
  | Init
  | { readonly t: "open"; readonly view: View | null; readonly by: OpenedBy }
  | { readonly t: "close" }
  | { readonly t: "ask"; readonly text: string }
  | { readonly t: "article"; readonly slug: string }
  | { readonly t: "identify"; readonly jwt: string }
  | { readonly t: "logout" }
  | { readonly t: "lang"; readonly lang: Lang }
  | { readonly t: "theme"; readonly theme: Theme }
  | { readonly t: "full"; readonly full: boolean };

export type ToLoader =
  | { readonly t: "ready" }
  | { readonly t: "close" }
  | { readonly t: "view"; readonly view: View }
  | { readonly t: "token"; readonly token: string | null }
  | { readonly t: "unread"; readonly n: number }
  | { readonly t: "lang"; readonly lang: Lang }
  | { readonly t: "theme"; readonly theme: Theme }
  | { readonly t: "event"; readonly name: EventName; readonly detail?: unknown };

export type EventName = "ready" | "open" | "close" | "unread" | "message" | "started" | "ended" | "csat" | "error" | "identity-expired";

/** Marks our messages among all that a page's scripts post. */
export const MARK = 1;

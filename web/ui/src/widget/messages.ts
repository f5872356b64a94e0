// What the loader on the shop's page and the panel in the frame say to each other, by postMessage
// with the exact origin on both sides.

import type { Lang } from "../shared/i18n.ts";

export type Theme = "auto" | "light" | "dark";
export type View = "home" | "chat" | "orders";
/** How the panel was opened decides where the focus goes: by key or by a pointer of a kind, or, without one, by the page. */
export type OpenedBy = "keyboard" | "mouse" | "pen" | "touch";

/** The shop's own colour and the text colour that can be read on it. */
export interface Brand {
  readonly bg: string;
  readonly on: string;
}

/** What the page tells of what the shopper looks at; a string is the JSON of the tag's data-context. */
export interface PageContext {
  readonly page: string;
  readonly title: string;
  readonly more: unknown;
}

export interface Init {
  readonly key: string | undefined;
  readonly lang: Lang;
  readonly theme: Theme | undefined;
  readonly brand: Brand | null;
  readonly token: string | null | undefined;
  readonly jwt: string | null;
}

/** What the loader tells the panel: a name and what belongs to it. */
export interface ToFrame {
  init: [Init];
  open: [view: View | null, by: OpenedBy | undefined, full: boolean];
  close: [];
  ask: [text: string];
  openArticle: [slug: string];
  openOrder: [number: string];
  identify: [jwt: string];
  logout: [];
  /** A message that the page may show by itself. */
  rule: [id: number, text: string];
  context: [PageContext];
  lang: [Lang];
  theme: [Theme];
  full: [boolean];
}

/** What the panel tells the loader. */
export interface ToLoader {
  ready: [];
  close: [];
  view: [View];
  token: [string | null];
  unread: [number];
  teaser: [text: string, name: string];
  lang: [Lang];
  theme: [Theme];
  event: [name: EventName, detail?: unknown];
}

/** One message as it travels, below our mark. */
export type Said<M extends { [K in keyof M]: unknown[] }> = { [K in keyof M]: [K, ...M[K]] }[keyof M];
export type Hears<M extends { [K in keyof M]: unknown[] }> = { readonly [K in keyof M]: (...what: M[K]) => void };

export type EventName = "ready" | "open" | "close" | "unread" | "message" | "started" | "ended" | "csat" | "error" | "identity-expired";

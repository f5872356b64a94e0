import type { ComponentType } from "preact";
import type { Args, Lang } from "../shared/i18n.ts";
import { type Article, type Config, type Found, noteSearch, readArticle, readConfig, searchArticles } from "./api.ts";
import type { Chat } from "./chat.ts";
import type { EventName, Hears, OpenedBy, Said, Theme, ToFrame, ToLoader, View } from "./messages.ts";
import { connectPage } from "./page.ts";
import { type ChatState, quietChat, unseen } from "./quiet.ts";
import { type Key, speak, translate } from "./text.ts";
import { searchable } from "./words.ts";

// What the panel shows, as one state, and everything that changes it. There is one panel in a
// frame; the views draw its state and call what is exported here.

export interface State {
  readonly started: boolean;
  readonly lang: Lang;
  readonly theme: Theme;
  readonly full: boolean;
  readonly open: boolean;
  readonly menu: boolean;
  readonly view: View | "article" | "leave" | "transcript";
  /** The order that is shown; null shows the list. */
  readonly order: string | null;
  /** What the shopper looks at on the shop's page. */
  readonly product: Product | null;
  readonly config: Config | null;
  readonly online: boolean;
  readonly unread: number;
  readonly q: string;
  readonly found: readonly Found[] | "failed" | null;
  /** The result that the arrow keys stand on. */
  readonly active: number;
  readonly article: Article | "failed" | null;
  /** New replies below what the reader looks at. */
  readonly below: number;
  readonly chat: ChatState;
}

/** What the page tells of the product it shows. */
export interface Product {
  readonly id: string;
  readonly title: string;
  readonly price?: number;
  readonly image?: string;
  readonly url?: string;
}

const CONFIG_FRESH_MS = 60_000;
const REST_MS = 150;
const NOTE_MS = 1_500;

export let state: State;
/** The conversation and its view; null until they are loaded. */
export let chat: Chat | null = null;
export let ChatView: ComponentType<{ s: State }> | null = null;
/** How the panel was opened decides where the focus goes; null once it went there. */
export let openedBy: OpenedBy | null = null;
/** A text that Dari.ask() or a search brought, for the composer to take. */
export let asked = "";
let loading: Promise<Chat> | null = null;
let token: string | null = null;
let jwt: string | null = null;
let post: (...message: Said<ToLoader>) => void;
let draw: () => void;
let key = "";
let page = "";
let configAt = 0;
let slug = "";
let stopSearch = new AbortController();

export const t = (name: Key, args?: Args) => translate(name, args);

export function set(change: Partial<State>): void {
  state = { ...state, ...change };
  draw();
}

/** The conversation is in front of the shopper's eyes. */
export const reading = () => state.open && state.view === "chat" && document.visibilityState === "visible";

export const isDark = () => state.theme === "dark" || (state.theme === "auto" && matchMedia("(prefers-color-scheme:dark)").matches);

export function close(): void {
  post("close");
}

/** Who asks by HTTP: the shop's key and what has identified the shopper so far. */
export const who = () => ({ key, token, jwt });

/** The server knows the shopper by a new token, which the page keeps. */
export function gaveToken(its: string | null): void {
  token = its;
  post("token", its);
  chat?.identity(token, jwt);
}

export function tell(name: EventName, detail?: unknown): void {
  post("event", name, detail);
}

export function focused(): void {
  openedBy = null;
}

export function takeAsked(): string {
  const text = asked;
  asked = "";
  return text;
}

export function go(view: State["view"], text = ""): void {
  asked = text;
  set({ view, menu: false, order: null });
  if (view === "home" || view === "chat" || view === "orders") post("view", view);
  if (view === "chat") talk((its) => its.start());
}

export function openOrder(order: string | null): void {
  go("orders");
  set({ order });
}

export function openArticle(name: string): void {
  slug = name;
  set({ view: "article", article: null, menu: false });
  loadArticle();
}

export function loadArticle(): void {
  const wanted = slug;
  const done = (article: Article | "failed") => wanted === slug && set({ article });
  readArticle(slug, state.lang).then(done, () => done("failed"));
}

export async function setLang(lang: Lang): Promise<void> {
  await speak(lang);
  set({ lang });
  remember({ lang });
  post("lang", lang);
  loadConfig(true);
  find(state.q);
  if (state.view === "article") loadArticle();
}

export function setTheme(theme: Theme): void {
  set({ theme });
  remember({ theme });
  post("theme", theme);
}

/** What the shopper chose in the menu, for this tab; it is stronger than what the page says. */
function chosen(): { lang?: Lang; theme?: Theme } {
  try {
    return JSON.parse(sessionStorage["dari.chosen"]);
  } catch {
    return {}; // nothing yet, or storage is switched off
  }
}

function remember(change: { lang?: Lang; theme?: Theme }): void {
  const all = { ...chosen(), ...change };
  try {
    sessionStorage["dari.chosen"] = JSON.stringify(all);
  } catch {
    // then it holds for this page
  }
}

/** Searches while one types, after a short rest. */
export function find(q: string): void {
  stopSearch.abort();
  stopSearch = new AbortController();
  const { signal } = stopSearch;
  set({ q, active: -1, ...(searchable(q) ? {} : { found: null }) });
  if (!searchable(q)) return;
  setTimeout(() => {
    if (signal.aborted) return;
    searchArticles(q, state.lang, signal).then(
      (found) => set({ found }),
      () => signal.aborted || set({ found: "failed" }),
    );
  }, REST_MS);
  setTimeout(() => signal.aborted || noteSearch(q, state.lang), NOTE_MS);
}

/** Does something with the conversation, as soon as it is loaded. */
function talk(act: (its: Chat) => void): void {
  loading ??= import("./talk.ts").then((talking) => {
    ChatView = talking.ChatView;
    chat = talking.createChat({
      key: () => key,
      page,
      lang: () => state.lang,
      changed: chatChanged,
      tokenChanged(its) {
        token = its;
        post("token", its);
      },
      arrived: ({ from, seq }) => post("event", "message", { from, seq }),
      identityExpired: () => post("event", "identity-expired"),
    });
    chat.identity(token, jwt);
    return chat;
  });
  loading.then(act, () => {
    loading = null; // offline: tried again at the next wish
  });
}

/** Tells the launcher how many replies wait to be seen. */
function chatChanged(its: ChatState): void {
  const unread = unseen(its.thread, its.seen);
  if (unread !== state.unread) post("unread", unread);
  set({ chat: its, unread });
}

function loadConfig(now: boolean): void {
  if (!now && Date.now() - configAt < CONFIG_FRESH_MS) return;
  const { lang } = state;
  configAt = Date.now();
  readConfig(key, lang).then(
    (config) => lang === state.lang && set({ config }),
    () => {
      configAt = 0; // asked again at the next opening; the panel works without
    },
  );
}

const heard: Hears<ToFrame> = {
  init({ brand, lang, theme, full, ...who }) {
    const { style } = document.documentElement;
    ({ key, token, jwt } = who);
    if (brand) {
      style.setProperty("--brand", brand.bg);
      style.setProperty("--brand-on", brand.on);
    }
    set({ lang, theme: theme ?? "auto", full, ...chosen() });
    speak(state.lang).then(() => set({ started: true }));
    if (state.lang !== lang) post("lang", state.lang);
    if (state.theme !== theme) post("theme", state.theme);
    loadConfig(true);
  },
  open(view, by) {
    openedBy = by;
    set({ open: true });
    talk((its) => its.known() && its.start());
    loadConfig(false);
    if (view || state.view === "chat") go(view ?? "chat");
  },
  close: () => set({ open: false, menu: false }),
  ask: (text) => go("chat", text),
  article: openArticle,
  identify(its) {
    jwt = its;
    talk((chat) => chat.identify(its));
  },
  logout() {
    token = jwt = null;
    talk((its) => its.logout());
    set({ view: "home" });
  },
  lang: setLang,
  theme: (theme) => set({ theme }),
  full: (full) => set({ full }),
};

export function startPanel(pageOrigin: string, redraw: () => void): void {
  draw = redraw;
  page = pageOrigin;
  post = connectPage(pageOrigin, heard);
  state = {
    started: false,
    lang: "ko",
    theme: "auto",
    full: false,
    open: false,
    menu: false,
    view: "home",
    order: null,
    product: null,
    config: null,
    online: navigator.onLine,
    unread: 0,
    q: "",
    found: null,
    active: -1,
    article: null,
    below: 0,
    chat: quietChat,
  };
  const online = () => set({ online: navigator.onLine });
  addEventListener("online", online);
  addEventListener("offline", online);
  document.addEventListener("visibilitychange", online);
  matchMedia("(prefers-color-scheme:dark)").addEventListener("change", online);
  addEventListener(
    "pointerdown",
    (event) => state.menu && !(event.target as Element).closest(".menu,[aria-haspopup]") && set({ menu: false }),
  );
  addEventListener("keydown", (event) => event.key === "Escape" && !event.defaultPrevented && !event.isComposing && close());
  post("ready");
}

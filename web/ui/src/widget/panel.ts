import type { ComponentType } from "preact";
import type { Args, Lang } from "../shared/i18n.ts";
import type { Message } from "../shared/types.ts";
import { type Config, type Found, readConfig } from "./api.ts";
import type { Chat } from "./chat.ts";
import type { EventName, Hears, OpenedBy, PageContext, Said, Theme, ToFrame, ToLoader, View } from "./messages.ts";
import { connectPage } from "./page.ts";
import { type ChatState, quietChat, unseen } from "./quiet.ts";
import { type Key, speak, translate } from "./text.ts";

// What the panel shows, as one state, and everything that changes it. There is one panel in a
// frame; the views draw its state and call what is exported here.

export interface State {
  readonly started: boolean;
  readonly lang: Lang;
  readonly theme: Theme;
  readonly full: boolean;
  readonly open: boolean;
  /** What is opened over the view: the header's menu or the signs of the composer. */
  readonly menu: false | "main" | "emoji";
  readonly view: View | "article" | "leave" | "transcript" | "privacy";
  /** The order that is shown; null shows the list. */
  readonly order: string | null;
  /** What the shopper looks at on the shop's page: null where there is none or it is not to be told, undefined
   * once it was asked about. */
  readonly product: Product | null | undefined;
  /** Whether a reply may be heard. */
  readonly sound: boolean;
  readonly config: Config | null;
  readonly online: boolean;
  readonly unread: number;
  readonly q: string;
  readonly found: readonly Found[] | "failed" | null;
  /** The result that the arrow keys stand on. */
  readonly active: number;
  readonly slug: string;
  /** Who the shopper is by name, once the shop has said so. */
  readonly name: string;
  /** The first message as it is being written. */
  readonly writing: string;
  /** The question that an article was offered for. */
  readonly deflecting: string;
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

/** What the panel shows before it knows of anybody. */
const nobody = {
  menu: false,
  view: "home",
  order: null,
  q: "",
  found: null,
  active: -1,
  name: "",
  writing: "",
  deflecting: "",
  below: 0,
  chat: quietChat,
} as const;

const CONFIG_FRESH_MS = 60_000;
const SOON_MS = 150;

export let state: State;
/** The conversation and its view; null until they are loaded. */
export let chat: Chat | null = null;
export let ChatView: ComponentType<{ s: State }> | null = null;
export let Home: ComponentType<{ s: State }> | null = null;
/** How the panel was opened decides where the focus goes; nothing once it went there. */
export let openedBy: OpenedBy | undefined;
/** A text that Dari.ask() or a search brought, for the composer to take. */
export let asked = "";
let loading: Promise<Chat> | null = null;
let token: string | null = null;
let jwt: string | null = null;
export let post: (...message: Said<ToLoader>) => void;
let draw: () => void;
let key = "";
let page = "";
let configAt = 0;
let looking: PageContext | null = null;
let told: PageContext | null = null; // of what the shopper looks at
let teased = 0; // the reply that was last shown beside the launcher
let out: BroadcastChannel | null = null;

export const t = (name: Key, args?: Args) => translate(name, args);

/** Adds the style of what is loaded later. */
export function style(css: string): void {
  const sheet = new CSSStyleSheet(); // not a style element, which our own policy would refuse
  sheet.replaceSync(css);
  document.adoptedStyleSheets.push(sheet);
}

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

/** Opens the menu or closes it. */
export const flip = (menu: "main" | "emoji") => set({ menu: state.menu !== menu && menu });

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
  openedBy = undefined;
}

export function takeAsked(): string {
  const text = asked;
  asked = "";
  return text;
}

/** The shop is closed and nothing was said before: the form asks where the answer goes. In opening
 * hours, with nobody there just now, one writes as usual and may leave an address. */
function formFirst(): boolean {
  const { thread, connection } = state.chat;
  const known = (token || jwt) && connection !== "live";
  const { form, state: hours = "" } = state.config ?? {};
  return Boolean(form && /closed|holiday/.test(hours) && !known && thread.shown.length + thread.outgoing.length === 0);
}

export function go(to: State["view"], text = ""): void {
  const view = to === "chat" && formFirst() ? "leave" : to;
  asked = text;
  set({ view, menu: false, order: null });
  if (view === "home" || view === "chat" || view === "orders") post("view", view);
  if (view === "chat") talk((its) => its.start());
  else if (view === "home") bringHome();
}

export function openOrder(order: string | null): void {
  go("orders");
  set({ order });
}

export function openArticle(slug: string): void {
  set({ view: "article", slug, deflecting: "", menu: false });
}

export async function setLang(lang: Lang): Promise<void> {
  await speak(lang);
  set({ lang });
  remember({ lang });
  post("lang", lang);
  loadConfig(true);
  for (const say of spoken) say();
}

/** What the shopper chose, for this tab; it is stronger than what the page says. */
type Chosen = { lang?: Lang; theme?: Theme; sound?: boolean; teased?: number; emoji?: readonly string[] };

export function chosen(): Chosen {
  try {
    return JSON.parse(sessionStorage["dari.chosen"]);
  } catch {
    return {}; // nothing yet, or storage is switched off
  }
}

export function remember(change: Chosen): void {
  const all = { ...chosen(), ...change };
  try {
    sessionStorage["dari.chosen"] = JSON.stringify(all);
  } catch {
    // then it holds for this page
  }
}

/** A request of the shell in the shopper's name; what it answers is read where it matters. */
export async function call(path: string, body: object = {}): Promise<Record<string, unknown>> {
  const headers: Record<string, string> = { "Content-Type": "application/json" };
  if (token) headers["X-Dari-Visitor"] = token;
  if (jwt) headers["X-Dari-Member"] = jwt;
  const query = new URLSearchParams({ key, lang: state.lang });
  const init = { method: "POST", headers, body: JSON.stringify(body), keepalive: true };
  const answer = await fetch(`/api/v1/widget/${path}?${query}`, init);
  const its = await answer.json().catch(() => ({}));
  if (typeof its.visitor_token === "string") gaveToken(its.visitor_token);
  return answer.ok ? its : {};
}

/** Does what few openings need; offline it is let go. */
export function seldom(act: (our: typeof import("./seldom.ts")) => unknown): void {
  import("./seldom.ts").then(act).catch(() => {});
}

// What the shopper looks at is told once there is a conversation, and while it is in view, which says so.
function tellContext(): void {
  const { chat, view, open } = state;
  if (looking !== told && chat.connection === "live" && chat.thread.cursor > 0 && view === "chat" && open) {
    told = looking;
    seldom((our) => looking && our.tellContext(looking));
  }
}

/** Nothing of the person stays: not on the screen, not in this browser, not in the other tabs. */
function signOut(): void {
  token = jwt = null;
  told = null;
  asked = "";
  talk((its) => its.logout());
  for (const part of leaving) part();
  post("token", null);
  bringHome();
  set(nobody);
}

/** What parts do to forget whom they served, and what they do in another language. */
export const leaving = new Set<() => void>();
export const spoken = new Set<() => void>();

/** Brings the first screen, which who goes straight to a conversation does not need. */
export function bringHome(): void {
  import("./Home.tsx").then(
    (its) => {
      Home = its.Home;
      set({});
    },
    () => {}, // offline: the next opening tries again
  );
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
      arrived,
      reading,
      started: () => tell("started"),
      refused: (code) => tell("error", { code }),
      identityExpired: () => tell("identity-expired"),
    });
    chat.identity(token, jwt);
    return chat;
  });
  loading.then(act, () => {
    loading = null; // offline: tried again at the next wish
  });
}

/** Tells the launcher how many replies wait to be seen, and shows it the newest one once. */
function chatChanged(its: ChatState): void {
  const unread = unseen(its.thread, its.seen);
  const reply = its.thread.shown.findLast((m) => m.from === "agent" && !m.withdrawn);
  if (unread !== state.unread) post("unread", unread);
  set({ chat: its, unread });
  tellContext();
  if (!unread || !reply || reply.seq <= teased || state.open || document.visibilityState !== "visible") return;
  teased = reply.seq;
  remember({ teased });
  post("teaser", reply.text, reply.name ?? "");
}

function arrived({ from, seq }: Message): void {
  tell("message", { from, seq });
  if (state.sound && !reading()) import("./sound.ts").then((its) => its.ring());
}

function loadConfig(now: boolean): void {
  if (!now && Date.now() - configAt < CONFIG_FRESH_MS) return;
  const { lang } = state;
  configAt = Date.now();
  readConfig(key, lang).then(
    (config) => {
      if (lang !== state.lang) return;
      set({ config });
      if (state.view === "chat" && !state.writing && formFirst()) set({ view: "leave" });
    },
    () => {
      configAt = 0; // asked again at the next opening; the panel works without
    },
  );
}

// Behind the first view, which does without: to name its zone takes a browser long the first time.
function soon(now: boolean): void {
  setTimeout(loadConfig, SOON_MS, now);
}

const heard: Hears<ToFrame> = {
  init({ brand, lang, theme, ...who }) {
    const { style } = document.documentElement;
    key = who.key ?? "";
    token = who.token ?? null;
    ({ jwt } = who);
    if (brand) {
      style.setProperty("--brand", brand.bg);
      style.setProperty("--brand-on", brand.on);
    }
    set({ lang, theme: theme ?? "auto", ...chosen() });
    teased = chosen().teased ?? 0;
    speak(state.lang).then(() => set({ started: true }));
    if (state.lang !== lang) post("lang", state.lang);
    if (state.theme !== theme) post("theme", state.theme);
    if (window.BroadcastChannel) {
      out = new BroadcastChannel(`dari.out ${key} ${page}`);
      out.onmessage = signOut;
    }
    soon(true);
    if (!state.open) wake(); // somebody known: the launcher says what waits
  },
  open(view, by, full) {
    openedBy = by;
    set({ open: true, full });
    wake();
    soon(false);
    if (view || state.view === "chat") go(view ?? "chat");
    else bringHome();
  },
  close: () => set({ open: false, menu: false }),
  ask: (text) => go("chat", text),
  openArticle,
  openOrder,
  identify(its) {
    jwt = its;
    talk((chat) => chat.identify(its));
  },
  logout() {
    // The server first, while we still can say who it was.
    if (token || jwt) call("logout").catch(() => {});
    out?.postMessage(1);
    signOut();
  },
  rule: (...rule) => seldom((our) => our.showRule(post, looking, ...rule)),
  context(its) {
    looking = its;
    if (its.more) seldom((our) => set({ product: our.parsed(its.more).product ?? null }));
    tellContext();
  },
  lang: setLang,
  theme: (theme) => set({ theme }),
  full: (full) => set({ full }),
};

// Who has a conversation already is connected, so that replies come.
function wake(): void {
  if (token || jwt) talk((its) => its.known() && its.start());
}

export function startPanel(pageOrigin: string, redraw: () => void): void {
  draw = redraw;
  page = pageOrigin;
  post = connectPage(pageOrigin, heard);
  state = {
    ...nobody,
    started: false,
    lang: "ko",
    theme: "auto",
    full: false,
    sound: false,
    open: false,
    product: null,
    config: null,
    online: navigator.onLine,
    unread: 0,
    slug: "",
  };
  const online = () => set({ online: navigator.onLine });
  addEventListener("online", online);
  addEventListener("offline", online);
  document.addEventListener("visibilitychange", online);
  matchMedia("(prefers-color-scheme:dark)").addEventListener("change", online);
  addEventListener(
    "pointerdown",
    (event) => state.menu && !(event.target as Element).closest(".pop,[aria-haspopup]") && set({ menu: false }),
  );
  addEventListener("keydown", (event) => event.key === "Escape" && !event.defaultPrevented && !event.isComposing && close());
  post("ready");
}

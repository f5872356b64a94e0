import en from "@texts/en/launcher.json";
import ko from "@texts/ko/launcher.json";
import type { Lang } from "../shared/i18n.ts";
import type { EventName, Hears, OpenedBy, Said, Theme, ToFrame, ToLoader, View } from "../widget/messages.ts";
import { badge, build, button, color, dark, data, destroy, frame, host, listen, load, phone, show, signal, tag, whenIdle } from "./dom.ts";

// The one script of the shop's page: it draws the launcher and loads nothing more until a shopper
// shows interest. To be little trouble to the page it builds even the launcher only when the page has loaded and
// is idle, unless it is called before. The panel lives in a frame of our origin and is spoken to by postMessage only. What not
// every page needs (a preview of a reply, messages by rule, a phone's keyboard) is in extra.ts and loaded on use.

type Listener = (detail: unknown) => void;

const KEY = "dari";
const { origin } = new URL(tag.src);
const ears = new Set<[EventName, Listener]>();
let waiting: Said<ToFrame>[] | null = []; // until the panel is ready to hear
// The first wish that we speak; else Korean.
const [, wish = "ko"] = /(?:^|,)(ko|en)/i.exec(`${[data["lang"], document.documentElement.lang, navigator.language]}`) ?? [];
let lang = wish.toLowerCase() as Lang;
let theme = data["theme"] as Theme | undefined;
let jwt = data["user"] ?? null;
let context: unknown = data["context"];
let opened = false;

/** Reads or puts what we keep on the shop's page: the visitor's token, and for this tab which view is
 * open, over a change of page. Storage may be switched off. */
function stored(kind: "local" | "session", value?: string | null): string | null | undefined {
  try {
    const area = window[`${kind}Storage`];
    if (value) area[KEY] = value;
    else if (value !== undefined) delete area[KEY];
    return area[KEY];
  } catch {
    return null;
  }
}

function post(...dari: Said<ToFrame>): void {
  if (waiting) waiting.push(dari);
  else frame.contentWindow?.postMessage({ dari }, origin);
}

// In a turn of its own, so that a fault of the shop's listener is not ours.
function tell(name: EventName, detail?: unknown): void {
  for (const [heard, listener] of ears) if (heard === name) setTimeout(listener, 0, detail);
}

function draw(): void {
  if (!host) return;
  const text = lang === "en" ? en : ko;
  const unread = opened ? 0 : call.unread;
  // Whether it is open is told by aria-expanded, so its name stays the same.
  button.ariaLabel = text[unread ? "launcher.unread" : "launcher.open"].replace("{n}", `${unread}`);
  frame.title = text["launcher.open"];
  badge.hidden = !unread;
  badge.textContent = unread > 99 ? "99+" : `${unread}`;
  show(opened, theme === "dark" || (theme !== "light" && dark.matches));
}

/** Builds the launcher, once. */
function begin(): void {
  if (host) return;
  build(prepare, toggle, look);
  listen(window, "message", (event) => {
    const { origin: from, source, data: said } = event as MessageEvent;
    if (from !== origin || source !== frame.contentWindow) return;
    const [name, ...what] = said.dari;
    heard[name as "view"](...(what as [View]));
  });
  listen(dark, "change", draw);
  listen(button, "keydown", (event) => (event as KeyboardEvent).key === "Escape" && close());
  draw();
}

// What is opened first is told, so that the server can send it along.
function prepare(): void {
  begin();
  load(`${origin}/widget/frame?lang=${lang}&view=${stored("session")}#${location.origin}`);
}
/** Does what extra.ts brings. */
const extra = (name: ExtraName, ...what: unknown[]) =>
  import(/* @vite-ignore */ `${origin}/widget/extra.js`).then((its) => its[name](kit(), ...what));
const look = () => post("context", { page: location.href, title: document.title, more: context });

function open(view?: View, by?: OpenedBy): void {
  stored("session", view || "home");
  prepare();
  post("open", view || null, by, phone.matches);
  if (opened) return;
  opened = true;
  draw();
  if (phone.matches) extra("cover");
  if (by !== "touch") frame.focus();
  tell("open");
}

function close(): void {
  if (!opened) return;
  opened = false;
  stored("session", "");
  post("close");
  draw();
  button.focus();
  tell("close");
}

const toggle = (by?: OpenedBy) => (opened ? close() : open(undefined, by));

const heard: Hears<ToLoader> = {
  ready() {
    const before = waiting ?? [];
    waiting = null;
    post("init", { key: data["shop"], lang, theme, brand: color, token: stored("local"), jwt });
    for (const message of before) post(...message);
    tell("ready");
  },
  close,
  view: (view) => opened && stored("session", view),
  token: (token) => stored("local", token),
  lang(its) {
    lang = its;
    draw();
  },
  theme(its) {
    theme = its;
    draw();
  },
  unread(n) {
    call.unread = n;
    draw();
    tell("unread", n);
  },
  teaser: (...what) => extra("teaser", ...what),
  event: tell,
};

const methods = {
  open,
  close,
  toggle,
  identify(token: string) {
    jwt = token;
    post("identify", jwt);
  },
  logout() {
    jwt = null;
    heard.token(null);
    heard.unread(0);
    prepare(); // the frame holds what must be wiped, and tells the other tabs
    post("logout");
  },
  setLang(next: Lang) {
    heard.lang(next);
    post("lang", lang);
  },
  setTheme(next: Theme) {
    heard.theme(next);
    post("theme", next);
  },
  setContext(its: unknown) {
    context = its;
    look();
  },
  on(name: EventName, listener: Listener) {
    const ear: [EventName, Listener] = [name, listener];
    ears.add(ear);
    return () => ears.delete(ear);
  },
  destroy() {
    destroy();
    delete window.Dari;
  },
};

for (const name of ["ask", "openArticle", "openOrder"] as const) {
  (methods as Record<string, unknown>)[name] = (what: string) => {
    open();
    post(name, what);
  };
}

/** What extra.ts needs to know and to do. */
const kit = () => ({ data, button, signal, post, prepare, open, lang: () => lang, context: () => context });
export type Kit = ReturnType<typeof kit>;
type ExtraName = Exclude<keyof typeof import("./extra.ts"), "fits" | "cartTotal" | "pathOf">;

function call(name: keyof typeof methods, ...args: unknown[]): unknown {
  return (methods[name] as (...a: unknown[]) => unknown)(...args);
}
call.unread = 0;

function start(): void {
  const { q = [] } = (window.Dari ?? {}) as { q?: Parameters<typeof call>[] };
  window.Dari = Object.assign(call, methods);
  for (const args of q) call(...args);
  whenIdle(() => {
    const token = stored("local");
    const last = stored("session");
    begin();
    const asked = () => location.hash === (data["open"] ?? "#help") && open();
    if (last) open(last as View, "touch"); // as it was: the focus stays where the page wants it
    asked();
    listen(window, "hashchange", asked);
    if (data["rules"] || data["launcher"]) extra("begin");
    // Who was here before may have been answered meanwhile: then the panel is loaded, which tells the rest.
    if (token) {
      fetch(`${origin}/api/v1/widget/unread?key=${data["shop"]}`, { headers: { "X-Dari-Visitor": token } })
        .then((answer) => answer.json())
        .then((its) => its.unread && prepare())
        .catch(() => 0);
    }
  });
}

declare global {
  interface Window {
    Dari?: unknown;
  }
}

// A second copy of the tag does nothing.
if (!(window.Dari as { open?: unknown } | undefined)?.open) start();

import en from "@texts/en/launcher.json";
import ko from "@texts/ko/launcher.json";
import { chooseLang, type Lang } from "../shared/i18n.ts";
import type { EventName, Hears, OpenedBy, Said, Theme, ToFrame, ToLoader, View } from "../widget/messages.ts";
import { badge, build, button, color, dark, data, destroy, frame, listen, load, phone, show, tag } from "./dom.ts";

// The one script of the shop's page: it draws the launcher and loads nothing more until a shopper
// shows interest. The panel lives in a frame of our origin and is spoken to by postMessage only.

type Listener = (detail: unknown) => void;

const KEY = "dari";
const { origin } = new URL(tag.src);
const bus = new EventTarget();
const waiting: Said<ToFrame>[] = [];
let lang = chooseLang(data["lang"], document.documentElement.lang, navigator.language);
let theme = data["theme"] as Theme | undefined;
let jwt = data["user"] ?? null;
let ready = false;
let opened = false;
let unread = 0;
let by: OpenedBy = "page";

/** Reads or puts what we keep on the shop's page: the visitor's token, and for this tab which view is
 * open, over a change of page. Storage may be switched off. */
function stored(area: "localStorage" | "sessionStorage", value?: string | null): string | null | undefined {
  try {
    if (value) window[area][KEY] = value;
    else if (value !== undefined) delete window[area][KEY];
    return window[area][KEY];
  } catch {
    return null;
  }
}

function post(...dari: Said<ToFrame>): void {
  if (ready) frame.contentWindow?.postMessage({ dari }, origin);
  else waiting.push(dari);
}

function tell(name: EventName, detail?: unknown): void {
  bus.dispatchEvent(new CustomEvent(name, { detail }));
}

function draw(): void {
  const text = lang === "en" ? en : ko;
  // Whether it is open is told by aria-expanded, so its name stays the same.
  button.ariaLabel = text[opened || !unread ? "launcher.open" : "launcher.unread"].replace("{n}", `${unread}`);
  frame.title = text["launcher.open"];
  badge.hidden = opened || !unread;
  badge.textContent = unread > 99 ? "99+" : `${unread}`;
  show(opened, theme === "dark" || (theme !== "light" && dark.matches));
}

const prepare = () => load(`${origin}/widget/frame#${location.origin}`);

function open(view?: View): void {
  prepare();
  post("open", view ?? null, by);
  by = "page";
  if (opened) return;
  opened = true;
  stored("sessionStorage", view ?? "home");
  draw();
  frame.focus();
  tell("open");
}

function close(): void {
  if (!opened) return;
  opened = false;
  stored("sessionStorage", "");
  post("close");
  draw();
  button.focus();
  tell("close");
}

const toggle = () => (opened ? close() : open());

const heard: Hears<ToLoader> = {
  ready() {
    ready = true;
    const token = stored("localStorage") ?? null;
    post("init", { key: data["shop"] ?? "", lang, theme, brand: color, token, jwt, full: phone.matches });
    for (const message of waiting) post(...message);
    frame.className = "on";
    tell("ready");
  },
  close,
  view: (view) => opened && stored("sessionStorage", view),
  token: (token) => stored("localStorage", token),
  lang(its) {
    lang = its;
    draw();
  },
  theme(its) {
    theme = its;
    draw();
  },
  unread(n) {
    call.unread = unread = n;
    draw();
    tell("unread", n);
  },
  event: tell,
};

const methods = {
  open,
  close,
  toggle,
  ask(text: string) {
    open("chat");
    post("ask", text);
  },
  openArticle(slug: string) {
    open();
    post("article", slug);
  },
  identify(token: string) {
    jwt = token;
    post("identify", jwt);
  },
  logout() {
    jwt = null;
    unread = 0;
    stored("localStorage", null);
    prepare(); // the frame holds what must be wiped
    post("logout");
    draw();
  },
  setLang(next: Lang) {
    lang = next;
    post("lang", lang);
    draw();
  },
  setTheme(next: Theme) {
    theme = next;
    post("theme", theme);
    draw();
  },
  on(name: EventName, listener: Listener) {
    const heard = (event: Event) => listener((event as CustomEvent).detail);
    bus.addEventListener(name, heard);
    return () => bus.removeEventListener(name, heard);
  },
  destroy() {
    destroy();
    window.Dari = undefined;
  },
};

function call(name: keyof typeof methods, ...args: unknown[]): unknown {
  return (methods[name] as (...a: unknown[]) => unknown)(...args);
}
call.unread = 0;

function start(): void {
  const { q = [] } = (window.Dari ?? {}) as { q?: Parameters<typeof call>[] };
  window.Dari = Object.assign(call, methods);
  build(prepare, (pressed) => {
    by = pressed;
    toggle();
  });
  listen(window, "message", (event) => {
    const { origin: from, source, data: message } = event as MessageEvent;
    if (from !== origin || source !== frame.contentWindow || !message?.dari) return;
    const [name, ...what] = message.dari;
    heard[name as "view"]?.(...(what as [View]));
  });
  listen(dark, "change", draw);
  listen(phone, "change", () => {
    draw();
    post("full", phone.matches);
  });
  listen(button, "keydown", (event) => (event as KeyboardEvent).key === "Escape" && close());
  draw();
  for (const args of q) call(...args);
  const last = stored("sessionStorage");
  if (last) open(last as View);
  else if (data["open"] && location.hash === data["open"]) open();
}

declare global {
  interface Window {
    Dari?: unknown;
  }
}

// A second copy of the tag does nothing.
if (!(window.Dari as { open?: unknown } | undefined)?.open) start();

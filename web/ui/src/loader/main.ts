import en from "@texts/en/launcher.json";
import ko from "@texts/ko/launcher.json";
import { chooseLang, type Lang } from "../shared/i18n.ts";
import { type EventName, MARK, type OpenedBy, type Theme, type ToFrame, type ToLoader, type View } from "../widget/messages.ts";
import { badge, build, button, color, dark, data, destroy, frame, listen, load, phone, show, tag, words } from "./dom.ts";

// The one script of the shop's page: it draws the launcher and loads nothing more until a shopper
// shows interest. The panel lives in a frame of our origin and is spoken to by postMessage only.

type Listener = (detail: unknown) => void;

const TOKEN = "dari.visitor";
const OPEN = "dari.open"; // which view is open in this tab, over a change of page
const { origin } = new URL(tag.src);
const bus = new EventTarget();
const waiting: ToFrame[] = [];
let lang = chooseLang(data["lang"], document.documentElement.lang, navigator.language);
let theme = data["theme"] as Theme;
let jwt = data["user"] ?? null;
let ready = false;
let opened = false;
let unread = 0;
let by: OpenedBy = "page";

/** Reads what is stored under a name, or puts something there. Storage may be switched off. */
function stored(area: "localStorage" | "sessionStorage", name: string, value?: string | null): string | null {
  try {
    if (value) window[area][name] = value;
    else if (value !== undefined) delete window[area][name];
    return window[area][name] ?? null;
  } catch {
    return null;
  }
}

function post(message: ToFrame): void {
  if (ready) frame.contentWindow?.postMessage({ dari: MARK, ...message }, origin);
  else waiting.push(message);
}

function tell(name: EventName, detail?: unknown): void {
  bus.dispatchEvent(new CustomEvent(name, { detail }));
}

function draw(): void {
  const text = lang === "en" ? en : ko;
  button.ariaLabel = text[opened ? "launcher.close" : unread ? "launcher.unread" : "launcher.open"].replace("{n}", `${unread}`);
  frame.title = words.textContent = text["launcher.label"];
  badge.hidden = opened || !unread;
  badge.textContent = unread > 99 ? "99+" : `${unread}`;
  show(opened, theme === "dark" || (theme !== "light" && dark.matches));
}

const prepare = () => load(`${origin}/widget/frame#${location.origin}`);

function open(view?: View): void {
  prepare();
  post({ t: "open", view: view ?? null, by });
  by = "page";
  if (opened) return;
  opened = true;
  stored("sessionStorage", OPEN, view ?? "home");
  draw();
  frame.focus();
  tell("open");
}

function close(): void {
  if (!opened) return;
  opened = false;
  stored("sessionStorage", OPEN, "");
  post({ t: "close" });
  draw();
  button.focus();
  tell("close");
}

const toggle = () => (opened ? close() : open());

const heard: { readonly [K in ToLoader["t"]]: (message: Extract<ToLoader, { t: K }>) => void } = {
  ready() {
    const token = stored("localStorage", TOKEN);
    ready = true;
    post({ t: "init", key: data["shop"] ?? "", lang, theme, brand: color, token, jwt, full: phone.matches });
    waiting.splice(0).forEach(post);
    frame.className = "on";
    tell("ready");
  },
  close,
  view: ({ view }) => opened && stored("sessionStorage", OPEN, view),
  token: ({ token }) => stored("localStorage", TOKEN, token),
  lang(message) {
    ({ lang } = message);
    draw();
  },
  theme(message) {
    ({ theme } = message);
    draw();
  },
  unread({ n }) {
    unread = n;
    draw();
    tell("unread", n);
  },
  event: ({ name, detail }) => tell(name, detail),
};

const methods = {
  open,
  close,
  toggle,
  ask(text: string) {
    open("chat");
    post({ t: "ask", text });
  },
  openArticle(slug: string) {
    open();
    post({ t: "article", slug });
  },
  identify(token: string) {
    jwt = token;
    post({ t: "identify", jwt });
  },
  logout() {
    jwt = null;
    unread = 0;
    stored("localStorage", TOKEN, null);
    prepare(); // the frame holds what must be wiped
    post({ t: "logout" });
    draw();
  },
  setLang(next: Lang) {
    lang = next;
    post({ t: "lang", lang });
    draw();
  },
  setTheme(next: Theme) {
    theme = next;
    post({ t: "theme", theme });
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

const call = (name: keyof typeof methods, ...args: unknown[]) => (methods[name] as (...a: unknown[]) => unknown)(...args);

function start(): void {
  const { q = [] } = (window.Dari ?? {}) as { q?: Parameters<typeof call>[] };
  window.Dari = Object.defineProperty(Object.assign(call, methods), "unread", { get: () => unread });
  build(prepare, (pressed) => {
    by = pressed;
    toggle();
  });
  listen(window, "message", (event) => {
    const { origin: from, source, data: message } = event as MessageEvent;
    if (from === origin && source === frame.contentWindow && message?.dari === MARK) heard[message.t as "view"]?.(message);
  });
  listen(dark, "change", draw);
  listen(phone, "change", () => {
    draw();
    post({ t: "full", full: phone.matches });
  });
  listen(button, "keydown", (event) => (event as KeyboardEvent).key === "Escape" && close());
  draw();
  for (const args of q) call(...args);
  const last = stored("sessionStorage", OPEN);
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

import en from "@texts/en/launcher.json";
import ko from "@texts/ko/launcher.json";
import { chooseLang, type Lang } from "../shared/i18n.ts";
import { type EventName, MARK, type OpenedBy, type Theme, type ToFrame, type ToLoader, type View } from "../widget/messages.ts";
import { brand } from "./brand.ts";
import { launcher } from "./launcher.ts";

// The one script of the shop's page: it draws the launcher and loads nothing more until a shopper
// shows interest. The panel lives in a frame of our origin and is spoken to by postMessage only.

type Listener = (detail: unknown) => void;
interface Tab {
  open?: View;
  lang?: Lang;
  theme?: Theme;
}

const TOKEN = "dari.visitor";
const TAB = "dari.tab";
const script = document.currentScript as HTMLScriptElement | null;

function safely<T>(read: () => T): T | null {
  try {
    return read();
  } catch {
    return null; // storage is switched off
  }
}

function start(tag: HTMLScriptElement): void {
  const data = tag.dataset;
  const origin = new URL(tag.src).origin;
  const tab: Tab = safely(() => JSON.parse(sessionStorage.getItem(TAB) ?? "{}") as Tab) ?? {};
  const own = brand(data["color"]);
  const ended = new AbortController();
  const { signal } = ended;
  const listeners = new Set<readonly [EventName, Listener]>();
  const waiting: ToFrame[] = [];
  let lang = chooseLang(tab.lang, data["lang"] === "auto" ? null : data["lang"], document.documentElement.lang, navigator.language);
  let theme: Theme = tab.theme ?? (data["theme"] as Theme | undefined) ?? "auto";
  let jwt = data["user"] ?? null;
  let frame: HTMLIFrameElement | null = null;
  let ready = false;
  let opened = false;
  let unread = 0;
  let pressedBy: OpenedBy = "keyboard";

  const dark = matchMedia("(prefers-color-scheme:dark)");
  const phone = matchMedia("(max-width:479.98px)");
  const ui = launcher(data, signal, {
    wish: load,
    press: (by) => {
      pressedBy = by;
      opened ? close() : open();
    },
    escape: () => opened && close(),
  });

  function post(message: ToFrame): void {
    if (!frame || !ready) waiting.push(message);
    else frame.contentWindow?.postMessage({ dari: MARK, ...message }, origin);
  }
  function tell(name: EventName, detail?: unknown): void {
    for (const [wanted, listener] of listeners) if (wanted === name) listener(detail);
  }
  function remember(change: Tab): void {
    Object.assign(tab, change);
    safely(() => sessionStorage.setItem(TAB, JSON.stringify(tab)));
  }
  function draw(): void {
    const text = lang === "en" ? en : ko;
    const replies = text["launcher.unread"];
    const said = typeof replies === "string" ? replies : unread === 1 ? replies.one : replies.other;
    ui.draw({
      opened,
      unread,
      label: opened ? text["launcher.close"] : unread ? said.replace("{n}", String(unread)) : text["launcher.open"],
      words: text["launcher.label"],
      frame: text["launcher.frame"],
      dark: theme === "dark" || (theme === "auto" && dark.matches),
      brand: own,
      full: phone.matches,
    });
  }
  function load(): void {
    if (frame) return;
    frame = ui.frame(`${origin}/widget/frame#${encodeURIComponent(location.origin)}`);
  }
  function open(view?: View): void {
    load();
    post({ t: "open", view: view ?? null, by: pressedBy });
    pressedBy = "page";
    if (opened) return;
    opened = true;
    remember({ open: view ?? tab.open ?? "home" });
    draw();
    frame?.focus();
    tell("open");
  }
  function close(): void {
    if (!opened) return;
    opened = false;
    safely(() => {
      delete tab.open;
      remember({});
    });
    post({ t: "close" });
    draw();
    ui.focus();
    tell("close");
  }
  function setLang(next: Lang): void {
    lang = chooseLang(next);
    remember({ lang });
    draw();
  }
  function setTheme(next: Theme): void {
    theme = next;
    remember({ theme });
    draw();
  }
  function hear(message: ToLoader): void {
    if (message.t === "ready") {
      ready = true;
      const token = safely(() => localStorage.getItem(TOKEN));
      const queued = waiting.splice(0);
      post({ t: "init", key: data["shop"] ?? "", lang, theme, brand: own, token, jwt, full: phone.matches });
      queued.forEach(post);
      ui.show();
      tell("ready");
    } else if (message.t === "close") close();
    else if (message.t === "view") opened && remember({ open: message.view });
    else if (message.t === "token")
      safely(() => (message.token ? localStorage.setItem(TOKEN, message.token) : localStorage.removeItem(TOKEN)));
    else if (message.t === "unread") {
      unread = message.n;
      draw();
      tell("unread", unread);
    } else if (message.t === "lang") setLang(message.lang);
    else if (message.t === "theme") setTheme(message.theme);
    else tell(message.name, message.detail);
  }

  addEventListener(
    "message",
    (event) => {
      if (event.origin !== origin || !frame || event.source !== frame.contentWindow || event.data?.dari !== MARK) return;
      hear(event.data as ToLoader);
    },
    { signal },
  );
  dark.addEventListener("change", draw, { signal });
  phone.addEventListener(
    "change",
    () => {
      draw();
      if (ready) post({ t: "full", full: phone.matches });
    },
    { signal },
  );

  const methods = {
    open: (view?: View) => open(view),
    close,
    toggle: () => (opened ? close() : open()),
    ask: (text: string) => {
      open("chat");
      post({ t: "ask", text });
    },
    openArticle: (slug: string) => {
      open("home");
      post({ t: "article", slug });
    },
    identify: (token: string) => {
      jwt = token;
      if (ready) post({ t: "identify", jwt });
    },
    logout: () => {
      jwt = null;
      unread = 0;
      safely(() => localStorage.removeItem(TOKEN));
      load(); // the frame holds what must be wiped
      post({ t: "logout" });
      draw();
    },
    setLang: (next: Lang) => {
      setLang(next);
      if (ready) post({ t: "lang", lang });
    },
    setTheme: (next: Theme) => {
      setTheme(next);
      if (ready) post({ t: "theme", theme });
    },
    on: (name: EventName, listener: Listener) => {
      const entry = [name, listener] as const;
      listeners.add(entry);
      return () => listeners.delete(entry);
    },
    destroy: () => {
      ended.abort();
      ui.remove();
      Reflect.deleteProperty(window, "Dari");
    },
  };
  const call = (name: keyof typeof methods, ...args: unknown[]) => (methods[name] as ((...a: unknown[]) => unknown) | undefined)?.(...args);
  const queue = (window.Dari as { q?: Parameters<typeof call>[] } | undefined)?.q ?? [];
  window.Dari = Object.defineProperty(Object.assign(call, methods), "unread", { get: () => unread });

  draw();
  for (const args of queue) call(...args);
  const hash = data["open"];
  if (hash && location.hash === hash) open();
  else if (tab.open) open(tab.open);
}

declare global {
  interface Window {
    Dari?: unknown;
  }
}

// A second copy of the tag does nothing.
if (script && !(window.Dari as { open?: unknown } | undefined)?.open) start(script);

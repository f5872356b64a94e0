import type { Brand, OpenedBy } from "../widget/messages.ts";
import { css } from "./style.ts";

// The launcher button and the panel's box, in a closed shadow root that hangs on <html>: it
// survives a page that swaps its body, and no style of the page reaches it.

export interface Look {
  readonly opened: boolean;
  readonly unread: number;
  readonly label: string;
  readonly words: string;
  readonly frame: string;
  readonly dark: boolean;
  readonly brand: Brand | null;
  readonly full: boolean;
}

interface Wishes {
  /** The shopper shows interest: the panel may be loaded. */
  readonly wish: () => void;
  readonly press: (by: OpenedBy) => void;
  readonly escape: () => void;
}

const SVG = "http://www.w3.org/2000/svg";
const BUBBLE = "M12 4c5 0 9 3.1 9 7.2s-4 7.2-9 7.2c-.9 0-1.800-.1-2.600-.3L5 20.200l.8-3.600C4 15.300 3 13.400 3 11.200 3 7.100 7 4 12 4z";
const DOWN = "m6 9 6 6 6-6";

function make<K extends keyof HTMLElementTagNameMap>(tag: K, className = ""): HTMLElementTagNameMap[K] {
  const element = document.createElement(tag);
  element.className = className;
  return element;
}

/** True when a path fits one of the globs of data-hide-on. */
export function hiddenOn(globs: string | undefined, path: string): boolean {
  return (globs ?? "")
    .split(/[\s,]+/)
    .filter(Boolean)
    .some((glob) => new RegExp(`^${glob.replace(/[.+?^${}()|[\]\\]/g, "\\$&").replace(/\*/g, ".*")}$`).test(path));
}

export function launcher(data: DOMStringMap, signal: AbortSignal, wishes: Wishes) {
  const host = make("dari-widget" as "div");
  const root = host.attachShadow({ mode: "closed" });
  const sheet = new CSSStyleSheet(); // not a style element, so the shop's CSP needs no exception
  sheet.replaceSync(css);
  root.adoptedStyleSheets = [sheet];
  const box = make("div", data["position"] === "left" ? "left" : "");
  const panel = make("div", "p off");
  const button = make("button", "l");
  const words = make("span");
  const badge = make("span", "n");
  const svg = document.createElementNS(SVG, "svg");
  const path = document.createElementNS(SVG, "path");
  svg.setAttribute("viewBox", "0 0 24 24");
  svg.setAttribute("aria-hidden", "true");
  svg.append(path);
  button.type = "button";
  words.hidden = data["launcher"] !== "label";
  button.append(svg, words, badge);
  box.append(panel, button);
  root.append(box);
  const px = (value: string | undefined, usual: number) => `${Number(value ?? usual) || 0}px`;
  const set = (name: string, value: string) => box.style.setProperty(name, value);
  set("--x", px(data["offsetX"], 24));
  set("--y", px(data["offsetY"], 24));
  set("--my", px(data["offsetMobileY"], 16));
  set("--z", String(Number(data["z"]) || 2147483000));

  const listen = (target: EventTarget, names: string, heard: (event: Event) => void) => {
    for (const name of names.split(" ")) target.addEventListener(name, heard, { signal, passive: true });
  };
  listen(button, "pointerenter focus touchstart", wishes.wish);
  listen(button, "click", (event) => {
    const { pointerType, detail } = event as PointerEvent;
    wishes.press(detail === 0 ? "keyboard" : pointerType === "touch" ? "touch" : "mouse");
  });
  listen(box, "keydown", (event) => (event as KeyboardEvent).key === "Escape" && wishes.escape());

  // The keyboard of a phone covers the page: the panel keeps to what is left.
  const view = window.visualViewport;
  const fit = () => {
    if (!view) return;
    set("--vh", `${view.height}px`);
    set("--top", `${view.offsetTop}px`);
  };
  if (view) listen(view, "resize scroll", fit);

  let frame: HTMLIFrameElement | null = null;
  let before: string | null = null;
  let watcher: { destroy: () => void; onclose: (() => void) | null } | null = null;
  const hide = () => {
    button.hidden = data["launcher"] === "none" || hiddenOn(data["hideOn"], location.pathname);
  };
  const navigation = (window as { navigation?: EventTarget }).navigation;
  listen(navigation ?? window, navigation ? "navigatesuccess" : "popstate", hide);
  hide();

  // On a phone the page behind does not scroll, and the Back gesture closes the panel.
  function cover(on: boolean): void {
    const { style } = document.documentElement;
    if (on === (before !== null)) return;
    if (on) {
      before = style.overflow;
      style.overflow = "hidden";
      const Watcher = (window as { CloseWatcher?: new () => NonNullable<typeof watcher> }).CloseWatcher;
      watcher = Watcher ? new Watcher() : null;
      if (watcher) watcher.onclose = wishes.escape;
    } else {
      style.overflow = before ?? "";
      before = null;
      watcher?.destroy();
    }
  }

  const mount = () => document.documentElement.append(host);
  const idle = () => ("requestIdleCallback" in window ? requestIdleCallback(mount) : setTimeout(mount, 1));
  if (document.readyState === "complete") idle();
  else listen(window, "load", idle);

  return {
    frame(src: string): HTMLIFrameElement {
      mount();
      frame = make("iframe");
      frame.src = src;
      frame.allow = "clipboard-write";
      panel.append(frame);
      return frame;
    },
    show: () => frame?.classList.add("on"),
    focus: () => button.focus(),
    remove(): void {
      cover(false);
      host.remove();
    },
    draw(look: Look): void {
      box.classList.toggle("open", look.opened);
      panel.classList.toggle("off", !look.opened);
      button.setAttribute("aria-expanded", String(look.opened));
      button.setAttribute("aria-label", look.label);
      words.textContent = look.words;
      path.setAttribute("d", look.opened ? DOWN : BUBBLE);
      badge.hidden = look.opened || look.unread === 0;
      badge.textContent = look.unread > 99 ? "99+" : String(look.unread);
      set("--bg", look.brand?.bg ?? (look.dark ? "#8ea8ff" : "#2a4fc4"));
      set("--on", look.brand?.on ?? (look.dark ? "#0f1830" : "#fff"));
      set("--s", look.dark ? "#161a21" : "#fff");
      if (frame) frame.title = look.frame;
      fit();
      cover(look.opened && look.full);
    },
  };
}

import type { Brand, OpenedBy } from "../widget/messages.ts";
import { brand } from "./brand.ts";
import { hiddenOn } from "./hidden.ts";
import { css } from "./style.ts";

// The launcher button and the panel's box, in a closed shadow root that hangs on <html>: it
// survives a page that swaps its body, and no style of the page reaches it.

/** What the tag says; the script is async and classic, so it knows its tag only now. */
export const tag = document.currentScript as HTMLScriptElement;
export const data = tag.dataset;

const BUBBLE = "M12 4c5 0 9 3 9 7s-4 7-9 7l-3-.3L5 20l1-3.5c-2-1-3-3-3-5.5 0-4 4-7 9-7z";
const DOWN = "m6 8 6 6 6-6 1 1-7 7-7-7z";
const ended = new AbortController();
export const { signal } = ended;

// What build() makes. Until then the page has better to do: to make it takes longer than all else here.
export let host: HTMLElement | undefined;
export let button: HTMLButtonElement;
export let badge: HTMLElement;
export let frame: HTMLIFrameElement;
export let phone: MediaQueryList;
export let dark: MediaQueryList;
export let color: Brand | null;
let box: HTMLElement;
let panel: HTMLElement;
let path: SVGElement;

/** Listens until the widget is destroyed. */
export function listen(target: EventTarget, names: string, heard: (event: Event) => void): void {
  for (const name of names.split(" ")) target.addEventListener(name, heard, { signal });
}

export function destroy(): void {
  ended.abort();
  host?.remove();
}

/** Loads the panel, at the first sign of interest. */
export function load(src: string): void {
  if (frame.src) return;
  frame.src = src;
  panel.append(frame);
}

/** Draws the button open or closed. */
export function show(opened: boolean, isDark: boolean): void {
  box.className = isDark ? "d" : "";
  path.setAttribute("d", opened ? DOWN : BUBBLE);
  button.ariaExpanded = `${opened}`;
}

/** After the page has loaded and has nothing else to do. */
export function whenIdle(act: () => unknown): void {
  const idle = () => setTimeout(() => signal.aborted || act(), 200);
  if (document.readyState === "complete") idle();
  else listen(window, "load", idle);
}

export function build(wish: () => void, press: (by: OpenedBy) => void, moved: () => void): void {
  const sheet = new CSSStyleSheet(); // not a style element, so the shop's CSP needs no exception
  const { position: side = "right", offsetX: x = 24, offsetY: y = 24, offsetMobileY: m = 16, z = 2147483000 } = data;
  const hide = () => {
    button.hidden = data["launcher"] === "none" || hiddenOn(data["hideOn"], location.pathname);
    moved();
  };
  phone = matchMedia("(max-width:479.98px)");
  dark = matchMedia("(prefers-color-scheme:dark)");
  color = brand(data["color"]);
  frame = document.createElement("iframe");
  host = document.createElement("dari-widget");
  const root = host.attachShadow({ mode: "closed" });
  root.innerHTML = `<div><button><svg viewBox="0 0 24 24"><path/></svg><b></b></button><p></p></div>`;
  [box, button, , path, badge, panel] = root.querySelectorAll("*") as unknown as [
    HTMLElement,
    HTMLButtonElement,
    SVGElement,
    SVGElement,
    HTMLElement,
    HTMLElement,
  ];
  sheet.replaceSync(css({ side, x, y, m, z }, color ? `--bg:${color.bg};--on:${color.on}` : ""));
  root.adoptedStyleSheets = [sheet];
  listen(button, "pointerenter focus", wish);
  listen(button, "click", (event) => {
    const { pointerType, detail } = event as PointerEvent;
    press(detail ? (pointerType as OpenedBy) : "keyboard");
  });
  listen((window as { navigation?: EventTarget }).navigation ?? window, "navigatesuccess popstate", hide);
  hide();
  document.documentElement.append(host);
}

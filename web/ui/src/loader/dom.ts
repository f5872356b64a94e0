import type { OpenedBy } from "../widget/messages.ts";
import { brand } from "./brand.ts";
import { hiddenOn } from "./hidden.ts";
import { css } from "./style.ts";

// The launcher button and the panel's box, in a closed shadow root that hangs on <html>: it
// survives a page that swaps its body, and no style of the page reaches it.

/** What the tag says; the script is async and classic, so it knows its tag only now. */
export const tag = document.currentScript as HTMLScriptElement;
export const data = tag.dataset;
export const phone = matchMedia("(max-width:479.98px)");
export const dark = matchMedia("(prefers-color-scheme:dark)");
export const color = brand(data["color"]);

const BUBBLE = "M12 4c5 0 9 3 9 7s-4 7-9 7l-3-.3L5 20l1-3.5c-2-1-3-3-3-5.5 0-4 4-7 9-7z";
const DOWN = "m6 9 6 6 6-6";
const ended = new AbortController();
const host = document.createElement("dari-widget");
const root = host.attachShadow({ mode: "closed" });
root.innerHTML = `<div><p class=off></p><button><svg viewBox="0 0 24 24"><path/></svg><b></b></button></div>`;
const [box] = root.children as unknown as [HTMLElement];
const [panel, button] = box.children as unknown as [HTMLElement, HTMLButtonElement];
const [path, badge] = button.querySelectorAll<HTMLElement>("path,b") as unknown as [HTMLElement, HTMLElement];

export { badge, button };
export const frame = document.createElement("iframe");

const view = visualViewport as VisualViewport; // all the browsers we promise have it
let covered = false;
let overflow = "";

/** Listens until the widget is destroyed. */
export function listen(target: EventTarget, names: string, heard: (event: Event) => void): void {
  for (const name of names.split(" ")) target.addEventListener(name, heard, { signal: ended.signal });
}

// Once only: to move a frame is to load it anew.
const mount = () => host.isConnected || document.documentElement.append(host);

export function destroy(): void {
  ended.abort();
  cover(false);
  host.remove();
}

/** Loads the panel, at the first sign of interest. */
export function load(src: string): void {
  if (frame.src) return;
  mount();
  frame.src = src;
  panel.append(frame);
}

/** Draws the button open or closed, and covers the page of a phone with the panel. */
export function show(opened: boolean, isDark: boolean): void {
  box.className = isDark ? "d" : "";
  path.setAttribute("d", opened ? DOWN : BUBBLE);
  button.ariaExpanded = `${opened}`;
  panel.className = opened ? "" : "off";
  keepToView();
  cover(opened && phone.matches);
}

// On a phone the page behind does not scroll.
function cover(on: boolean): void {
  const page = document.documentElement.style;
  if (on === covered) return;
  covered = on;
  [page.overflow, overflow] = [on ? "hidden" : overflow, page.overflow];
}

// The keyboard of a phone covers the page: the panel keeps to what is left.
function keepToView(): void {
  box.style.setProperty("--h", `${view.height}px`);
  box.style.setProperty("--t", `${view.offsetTop}px`);
}

function hide(): void {
  button.hidden = data["launcher"] === "none" || hiddenOn(data["hideOn"], location.pathname);
}

export function build(wish: () => void, press: (by: OpenedBy) => void): void {
  const sheet = new CSSStyleSheet(); // not a style element, so the shop's CSP needs no exception
  sheet.replaceSync(css);
  root.adoptedStyleSheets = [sheet];
  box.dir = data["position"] === "left" ? "rtl" : "";
  const { offsetX = 24, offsetY = 24, offsetMobileY = 16, z = 2147483000 } = data;
  box.style.cssText = `--x:${offsetX}px;--y:${offsetY}px;--m:${offsetMobileY}px;--z:${z};${color ? `--bg:${color.bg};--on:${color.on}` : ""}`;
  listen(button, "pointerenter focus", wish);
  listen(button, "click", (event) => {
    const { pointerType, detail } = event as PointerEvent;
    press(detail ? (pointerType as OpenedBy) : "keyboard");
  });
  listen(view, "resize scroll", keepToView);
  listen((window as { navigation?: EventTarget }).navigation ?? window, "navigatesuccess popstate", hide);
  hide();
  if (document.readyState === "complete") mount();
  else listen(window, "load", mount);
}

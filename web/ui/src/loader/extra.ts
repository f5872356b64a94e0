import en from "@texts/en/launcher_extra.json";
import ko from "@texts/ko/launcher_extra.json";
import { hiddenOn } from "./hidden.ts";
import type { Kit } from "./main.ts";

// What not every page needs and the loader brings only then: the preview of a reply beside the launcher,
// messages that the shop shows by rule, and the care for a phone's small view.

const texts = { ko, en };
const SHOWN_MS = 12_000;

const css = `section{position:fixed;z-index:2147483001;SIDE:calc(var(--x) + env(safe-area-inset-SIDE));bottom:calc(var(--y) + 72px + env(safe-area-inset-bottom));--f:system-ui,"Apple SD Gothic Neo","Noto Sans KR","Noto Sans CJK KR",sans-serif;display:flex;width:min(320px,100vw - 32px);border:1px solid #e3e6ec;border-radius:16px;background:var(--s);color:#171b22;box-shadow:0 8px 32px #171b2233;word-break:keep-all;overflow-wrap:anywhere}
.d section{border-color:#2a303b;color:#eceef2}
section button{all:unset;box-sizing:border-box;cursor:pointer;border-radius:16px}
section button:focus-visible{outline:2px solid;outline-offset:-3px}
.say{flex:1;min-width:0;padding:12px 0 12px 16px;font:400 15px/24px var(--f)}
.say b{all:unset;display:block;font:600 13px/20px var(--f)}
.say span{display:-webkit-box;-webkit-box-orient:vertical;-webkit-line-clamp:3;overflow:hidden;white-space:pre-wrap}
.no{flex:none;width:44px;height:44px;display:grid;place-items:center}
.no svg{width:20px;fill:none;stroke:currentColor;stroke-width:1.9;stroke-linecap:round}
@media(max-width:479.98px){section{bottom:calc(var(--y) + 64px + env(safe-area-inset-bottom))}}`;

const sheet = new CSSStyleSheet();

let gone = () => {};

// Never over an open panel, and never where the launcher is not wanted.
const mayShow = (launcher: HTMLButtonElement) => launcher.ariaExpanded !== "true" && !launcher.hidden;

/** Shows a reply beside the launcher: once, and for 12 seconds unless somebody points at it. */
export function teaser({ button: launcher, data, lang: its, open }: Kit, text: string, name: string): void {
  const lang = its();
  if (data["teaser"] === "off" || !mayShow(launcher)) return;
  const root = launcher.getRootNode() as ShadowRoot;
  sheet.replaceSync(css.replaceAll("SIDE", data["position"] === "left" ? "left" : "right"));
  if (!root.adoptedStyleSheets.includes(sheet)) root.adoptedStyleSheets = [...root.adoptedStyleSheets, sheet];
  gone();
  const box = document.createElement("section");
  box.lang = lang;
  box.setAttribute("role", "status");
  box.innerHTML = `<button class=say><b></b><span></span></button><button class=no><svg viewBox="0 0 24 24"><path d="m6.500 6.500 11 11m0-11-11 11"/></svg></button>`;
  const [say, no] = box.children as unknown as [HTMLElement, HTMLElement];
  const [who, what] = say.children as unknown as [HTMLElement, HTMLElement];
  who.textContent = name;
  what.textContent = text;
  no.ariaLabel = texts[lang]["launcher_extra.close"];
  let timer = 0;
  const wait = () => {
    timer = window.setTimeout(gone, SHOWN_MS);
  };
  const watch = new MutationObserver(() => gone()); // the panel opened by another way
  gone = () => {
    clearTimeout(timer);
    watch.disconnect();
    box.remove();
  };
  box.addEventListener("pointerenter", () => clearTimeout(timer));
  box.addEventListener("pointerleave", wait);
  say.addEventListener("click", () => {
    gone();
    open("chat");
  });
  no.addEventListener("click", () => {
    gone();
    launcher.focus();
  });
  watch.observe(launcher, { attributes: true, attributeFilter: ["aria-expanded", "hidden"] });
  launcher.before(box);
  wait();
}

/** Begins what the tag asks for. */
export function begin(kit: Kit): void {
  if (kit.data["launcher"] === "label") label(kit);
  if (kit.data["launcher"] === "none") goBack(kit);
  if (kit.data["rules"] === "on") rules(kit);
}

// What the launcher is for, written beside its sign.
function label({ button, lang }: Kit): void {
  const said = document.createElement("i");
  said.style.cssText = 'font:600 16px system-ui,"Apple SD Gothic Neo","Noto Sans KR","Noto Sans CJK KR",sans-serif;padding:0 6px';
  const say = () => {
    said.hidden = button.ariaExpanded === "true";
    said.textContent = texts[lang()]["launcher_extra.label"];
  };
  say();
  button.querySelector("svg")?.after(said);
  new MutationObserver(say).observe(button, { attributes: true });
}

// Where the shop has a button of its own the focus goes back to it, as it else does to the launcher.
function goBack({ button, signal }: Kit): void {
  let from: HTMLElement | null = null;
  const host = (button.getRootNode() as ShadowRoot).host;
  const note = ({ target }: Event) => {
    if (target !== host) from = target as HTMLElement;
  };
  document.addEventListener("focusin", note, { signal });
  const closed = ({ oldValue }: MutationRecord) => oldValue === "true" && button.ariaExpanded === "false";
  new MutationObserver((its) => its.some(closed) && from?.focus()).observe(button, {
    attributeFilter: ["aria-expanded"],
    attributeOldValue: true,
  });
}

let covering = false;

interface Watcher {
  onclose: () => void;
  readonly destroy: () => void;
}

// The Back gesture of a phone closes the panel that covers it, where the browser can tell.
function watchBack(): Watcher | null {
  const { CloseWatcher, Dari } = window as { CloseWatcher?: new () => Watcher; Dari?: { close?: () => void } };
  const watcher = CloseWatcher ? new CloseWatcher() : null;
  if (watcher) watcher.onclose = () => Dari?.close?.();
  return watcher;
}

/** On a phone the open panel covers the page: the page behind does not scroll, and the panel keeps to what
 * the keyboard leaves of the view. */
export function cover({ button, signal, post }: Kit): void {
  if (covering) return;
  covering = true;
  const { style: page } = document.documentElement;
  const box = button.parentElement as HTMLElement;
  const view = visualViewport as VisualViewport; // all the browsers we promise have it
  const phone = matchMedia("(max-width:479.98px)");
  let overflow: string | null = null;
  let watcher: Watcher | null = null;
  const keep = () => {
    box.style.setProperty("--h", `${view.height}px`);
    box.style.setProperty("--t", `${view.offsetTop}px`);
  };
  const lock = () => {
    const wanted = button.ariaExpanded === "true" && phone.matches && !signal.aborted;
    if (wanted === (overflow !== null)) return;
    if (wanted) {
      overflow = page.overflow;
      page.overflow = "hidden";
      watcher = watchBack();
    } else {
      page.overflow = overflow ?? "";
      overflow = null;
      watcher?.destroy();
    }
  };
  new MutationObserver(lock).observe(button, { attributes: true });
  phone.addEventListener(
    "change",
    () => {
      lock();
      post("full", phone.matches);
    },
    { signal },
  );
  signal.addEventListener("abort", lock);
  for (const name of ["resize", "scroll"]) view.addEventListener(name, keep, { signal });
  keep();
  lock();
}

interface Rule {
  readonly id: number;
  readonly path: string;
  readonly seconds: number;
  readonly cart_over?: number | null;
  readonly text: string;
}

interface Rules {
  readonly rules: readonly Rule[] | null;
  readonly never_on?: readonly string[];
}

/** What the cart comes to, by what the page has told. */
export function cartTotal(context: unknown): number {
  try {
    const its = typeof context === "string" ? JSON.parse(context) : context;
    return Number(its?.cart?.total ?? 0);
  } catch {
    return 0;
  }
}

/** Whether a rule asks for its message here and now. */
export function fits(rule: Rule, path: string, seconds: number, cart: number): boolean {
  return seconds >= rule.seconds && hiddenOn(rule.path || "*", path) && (!rule.cart_over || cart >= rule.cart_over);
}

/** The path in the letters that a rule is written in: a browser's has 상품 in bytes. */
export function pathOf({ pathname }: { readonly pathname: string }): string {
  try {
    return decodeURI(pathname);
  } catch {
    return pathname;
  }
}

// Asks once which messages this shopper may still see, and watches for the first that fits. Whether it is
// shown the server decides, since another tab may have been faster.
async function rules({ data, button, lang, context, prepare, post, signal }: Kit): Promise<void> {
  const token = storedToken();
  const asks = token ? { headers: { "X-Dari-Visitor": token } } : {};
  const answer = await fetch(`${new URL(import.meta.url).origin}/api/v1/widget/rules?key=${data["shop"]}&lang=${lang()}`, asks).catch(
    () => null,
  );
  if (!answer?.ok) return; // without a network there is nothing to offer, and the page hears no error of ours
  const { rules, never_on = [] } = (await answer.json()) as Rules;
  if (!rules?.length) return;
  let path = pathOf(location);
  let since = performance.now();
  const timer = setInterval(() => {
    if (path !== pathOf(location)) since = performance.now(); // another page of a single-page shop
    path = pathOf(location);
    if (document.visibilityState !== "visible" || !mayShow(button) || hiddenOn(never_on.join(" "), path)) return;
    const rule = rules.find((its) => fits(its, path, (performance.now() - since) / 1000, cartTotal(context())));
    if (!rule) return;
    clearInterval(timer);
    prepare();
    post("rule", rule.id, rule.text);
  }, 1_000);
  signal.addEventListener("abort", () => clearInterval(timer));
}

function storedToken(): string {
  try {
    return localStorage["dari"] ?? "";
  } catch {
    return "";
  }
}

import { chat, focused, isDark, openedBy, reading, set, state, t } from "./panel.ts";

// What the page does by itself after each drawing: names and themes the document, moves the focus
// once after an opening, and keeps the reader at the end of the conversation.

const BOTTOM_PX = 40;

let log: HTMLElement | null = null;
let stuck = true;
let last = 0;
let first = 0;
let height = 0;

export const shopName = () => state.chat.shopName || state.config?.shop?.name || "";

/** By key the heading says where one is; by mouse the hand goes on to the field; by touch nothing is
 * focused, so that the keyboard stays down. */
function moveFocus(): void {
  if (!openedBy || !state.open) return;
  const wanted = { keyboard: "h1", mouse: "[data-first]", pen: "", touch: "" }[openedBy];
  const place = wanted && document.querySelector<HTMLElement>(wanted);
  if (place === null) return; // it is still being loaded
  if (place) place.focus();
  focused();
}

export function toBottom(): void {
  if (!log) return;
  log.scrollTop = log.scrollHeight;
  stuck = true;
  if (state.below > 0) set({ below: 0 });
}

export function scrolled(): void {
  if (!log) return;
  stuck = log.scrollHeight - log.scrollTop - log.clientHeight < BOTTOM_PX;
  if (stuck && state.below > 0) set({ below: 0 });
  if (log.scrollTop < 200) chat?.older();
}

// Cards and pictures come after their message and make it taller.
const grown = new ResizeObserver(() => {
  if (stuck) toBottom();
  height = log?.scrollHeight ?? 0;
});

/** The log came into view, or went out of it. */
export function logRef(element: HTMLElement | null): void {
  log = element;
  stuck = true;
  grown.disconnect();
  if (element?.firstElementChild) grown.observe(element.firstElementChild);
}

// New lines keep the reader at the end, unless they have scrolled up to read: then they are told.
// History that is put in above leaves what they look at where it is.
function followThread(): void {
  const { shown, cursor } = state.chat.thread;
  const fresh = shown.filter((m) => m.seq > last && m.from === "agent").length;
  const grownAbove = (shown[0]?.seq ?? 0) < first;
  last = cursor;
  first = shown[0]?.seq ?? 0;
  if (!log) return;
  if (stuck) toBottom();
  else if (grownAbove) log.scrollTop += log.scrollHeight - height;
  else if (fresh > 0) set({ below: state.below + fresh });
  height = log.scrollHeight;
  if (stuck && reading()) chat?.seen();
}

export function settle(): void {
  const root = document.documentElement;
  root.lang = state.lang;
  root.dataset["theme"] = isDark() ? "dark" : "light";
  document.title = t("widget.title", { shop: shopName() }).trim();
  moveFocus();
  followThread();
}

// The keyboard of a phone shrinks the view: what was at the end stays there.
addEventListener("resize", () => stuck && toBottom());

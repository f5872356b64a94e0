import en from "@texts/en/widget_seldom.json";
import ko from "@texts/ko/widget_seldom.json";
import type { PageContext, Said, ToLoader } from "./messages.ts";
import { call, type Product, set, state, style } from "./panel.ts";
import css from "./seldom.css?inline";
import { say } from "./text.ts";

// What few openings need: messages that the shop shows by rule, what is told of the page, and the count of
// letters near the limit.

style(css);

const COUNTED = 200;

/** Writes how many letters may still follow, when they are few; more than may be counts as over. */
export function count(place: HTMLElement, over: number): void {
  const words = { ko, en }[state.lang];
  const said = over > 0 ? say(words["widget_seldom.over"], { n: over }) : say(words["widget_seldom.left"], { n: -over });
  place.textContent = over < -COUNTED ? "" : said; // since then it may have been sent
}

interface Looked {
  readonly product?: Product | null | undefined;
  readonly cart?: { readonly total: number; readonly count?: number } | null | undefined;
}

/** What the page told of product and cart: an object, or the JSON of its tag. */
export function parsed(more: PageContext["more"]): Looked {
  try {
    const { product, cart } = typeof more === "string" ? JSON.parse(more) : (more ?? {});
    return { product, cart };
  } catch {
    return {};
  }
}

let last: PageContext | null = null;

/** Tells where the shopper is, without what may be theirs in the address, and without a product that they do
 * not ask about. */
export function tellContext(looking: PageContext): void {
  const { page, title, more } = looking;
  last = looking;
  const { product, cart } = parsed(more);
  const { id, title: name, price, image, url } = product ?? {};
  const its = state.product === null ? undefined : product && { id, title: name, price, image, url };
  call("context", { page: page.replace(/[?#].*/, ""), title: title.slice(0, 300), product: its, cart }).catch(() => {});
}

/** The shopper does not ask about what the page shows, and the team is not told of it. */
export function dropProduct(): void {
  set({ product: null });
  if (last) tellContext(last);
}

/** Shows a message of a rule beside the launcher, if no other tab of this shopper has. */
export function showRule(post: (...message: Said<ToLoader>) => void, looking: PageContext | null, id: number, text: string): void {
  const may = call(`rules/${id}/shown`, { page: looking?.page.replace(/[?#].*/, "") });
  may.then(
    (its) => its["show"] && post("teaser", text, state.chat.shopName || state.config?.shop?.name || ""),
    () => {},
  );
}

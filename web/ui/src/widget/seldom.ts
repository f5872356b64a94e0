import type { PageContext, Said, ToLoader } from "./messages.ts";
import { call, type Product, state } from "./panel.ts";

// What few openings need: messages that the shop shows by rule, and what is told of the page.

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

/** Tells where the shopper is, without what may be theirs in the address. */
export function tellContext({ page, title, more }: PageContext): void {
  const { product, cart } = parsed(more);
  const { id, title: name, price, image, url } = product ?? {};
  const its = product && { id, title: name, price, image, url };
  call("context", { page: page.replace(/[?#].*/, ""), title: title.slice(0, 300), product: its, cart }).catch(() => {});
}

/** Shows a message of a rule beside the launcher, if no other tab of this shopper has. */
export function showRule(post: (...message: Said<ToLoader>) => void, looking: PageContext | null, id: number, text: string): void {
  const may = call(`rules/${id}/shown`, { page: looking?.page.replace(/[?#].*/, "") });
  may.then(
    (its) => its["show"] && post("teaser", text, state.chat.shopName || state.config?.shop?.name || ""),
    () => {},
  );
}

import { bestScore } from "../../frame/match.ts";
import type { ReplyMenu } from "../talkApi.ts";

// What the menu behind `/` and `@` offers, in the order in which it is shown.

export type Group = "replies" | "macros" | "articles" | "coupons" | "orders" | "people";

export interface Item {
  readonly key: string;
  readonly group: Group;
  readonly name: string;
  /** At the right: its short name, a date, a state. */
  readonly hint: string;
  /** What is put in, or shown of it. */
  readonly text: string;
  readonly missing: readonly string[];
  /** Of a macro: its id; it is looked at before it runs. */
  readonly macro?: string;
}

const MOST = 40;

export interface Wording {
  readonly coupon: (name: string, code: string) => string;
  readonly order: (number: string, title: string, eta: string) => string;
}

/** All items of the menu the server gave. */
export function itemsOf(menu: ReplyMenu, say: Wording): Item[] {
  return [
    ...(menu.replies ?? []).map((one) => ({
      key: `r${one.id}`,
      group: "replies" as const,
      name: one.name,
      hint: one.shortcut ? `/${one.shortcut.replace(/^\//, "")}` : one.category,
      text: one.text,
      missing: one.missing ?? [],
    })),
    ...(menu.macros ?? []).map((one) => ({
      key: `m${one.id}`,
      group: "macros" as const,
      name: one.name,
      hint: "",
      text: "",
      missing: [],
      macro: one.id,
    })),
    ...(menu.articles ?? []).map((one) => ({
      key: `a${one.slug}`,
      group: "articles" as const,
      name: one.title,
      hint: "",
      text: `${one.title}\n${one.url}`,
      missing: [],
    })),
    ...(menu.coupons ?? []).map((one) => ({
      key: `c${one.code}`,
      group: "coupons" as const,
      name: one.name || one.code,
      hint: one.valid_until,
      text: say.coupon(one.name, one.code),
      missing: [],
    })),
    ...(menu.orders ?? []).map((one) => ({
      key: `o${one.number}`,
      group: "orders" as const,
      name: one.title,
      hint: one.status_label,
      text: say.order(one.number, one.title, one.eta),
      missing: [],
    })),
  ];
}

const ORDER: readonly Group[] = ["replies", "macros", "articles", "coupons", "orders", "people"];

/** What fits what is typed, the best of each group first; groups keep their order. */
export function find(items: readonly Item[], query: string, only: Group | null): Item[] {
  const scored = items
    .filter((item) => only === null || item.group === only)
    .map((item) => ({ item, score: bestScore(query, [item.name, item.hint.replace(/^\//, "")]) }))
    .filter((one) => one.score > 0);
  const best = (group: Group) => Math.max(0, ...scored.filter((one) => one.item.group === group).map((one) => one.score));
  const groups = query ? [...ORDER].sort((a, b) => best(b) - best(a)) : ORDER;
  return groups
    .flatMap((group) => scored.filter((one) => one.item.group === group).sort((a, b) => b.score - a.score))
    .slice(0, MOST)
    .map((one) => one.item);
}

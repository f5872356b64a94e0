import en from "@texts/en/widget_orders.json";
import ko from "@texts/ko/widget_orders.json";
import { ask, type Problem } from "../kit/ask.ts";
import { texts } from "../kit/texts.ts";
import { toProblem } from "../kit/useAsk.ts";
import { leaving, set, state, who } from "../panel.ts";
import type { Order, OrderRequest, Orders } from "./types.ts";

// The orders the shopper may see, read once and shared by home, list, card and request.

export const t = texts({ ko, en });

interface Known {
  readonly whose: string;
  readonly value: Orders | null;
  readonly problem: Problem | null;
  readonly slow: boolean;
}

const SLOW_MS = 300;
const FRESH_MS = 30_000;
const nothing: Known = { whose: "", value: null, problem: null, slow: false };

let known: Known = nothing;
let at = 0;
let run = 0;

leaving.add(() => {
  run++; // what is on its way is not put
  known = nothing;
});

const whose = () => `${state.lang} ${who().jwt ?? ""} ${who().token ?? ""}`;

function put(change: Partial<Known>): void {
  known = { ...known, ...change };
  set({});
}

/** Reads the orders anew; what was known stays on the screen meanwhile. */
export function load(): void {
  const mine = ++run;
  const its = whose();
  at = Date.now();
  if (known.whose !== its) known = { ...nothing, whose: its };
  const late = setTimeout(() => mine === run && put({ slow: true }), SLOW_MS);
  const done = (change: Partial<Known>) => {
    clearTimeout(late);
    if (mine === run) put({ slow: false, problem: null, ...change });
  };
  ask<Orders>("orders").then(
    (value) => done({ value }),
    (error) => done({ problem: toProblem(error) }),
  );
}

/** What is known of the orders; asks for them when it is old or of somebody else. */
export function orders(): Known {
  if (known.whose !== whose() || (Date.now() - at > FRESH_MS && !known.problem)) {
    if (known.whose !== whose()) known = { ...nothing, whose: whose() };
    at = Date.now();
    queueMicrotask(load);
  }
  return known;
}

/** A guest has proved that these are theirs. */
export function unlock(found: readonly Order[]): void {
  const before = (known.value?.orders ?? []).filter((o) => !found.some((f) => f.number === o.number));
  put({ whose: whose(), value: { signed_in: false, ...known.value, orders: [...found, ...before] } });
  load(); // brings the reasons
}

/** An order's request has come into being or changed. */
export function requested(number: string, request: OrderRequest): void {
  const all = known.value?.orders ?? [];
  if (known.value) put({ value: { ...known.value, orders: all.map((o) => (o.number === number ? { ...o, request } : o)) } });
  load();
}

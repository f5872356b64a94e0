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
  readonly jwt: string;
  readonly token: string;
  readonly lang: string;
  readonly value: Orders | null;
  readonly problem: Problem | null;
  readonly slow: boolean;
}

const SLOW_MS = 300;
const FRESH_MS = 30_000;
const nothing: Known = { jwt: "", token: "", lang: "", value: null, problem: null, slow: false };

let known: Known = nothing;
let at = 0;
let run = 0;

leaving.add(() => {
  run++; // what is on its way is not put
  known = nothing;
});

const me = () => ({ jwt: who().jwt ?? "", token: who().token ?? "" });

/** Whether what is known is that of who is there. Who gets their first token by looking something up is who they were. */
function mine(): boolean {
  const { jwt, token } = me();
  return known.jwt === jwt && (known.token === token || !known.token);
}

function put(change: Partial<Known>): void {
  known = { ...known, ...change };
  set({});
}

/** What is known of somebody else is forgotten; in another language it stays until it is read anew, with what is written beside it. */
function begin(): void {
  known = { ...(mine() ? known : nothing), ...me(), lang: state.lang };
}

/** Reads the orders anew; what was known stays on the screen meanwhile. */
export function load(): void {
  const its = ++run;
  at = Date.now();
  begin();
  const late = setTimeout(() => its === run && put({ slow: true }), SLOW_MS);
  const done = (change: Partial<Known>) => {
    clearTimeout(late);
    if (its === run) put({ slow: false, problem: null, ...change });
  };
  ask<Orders>("orders").then(
    (value) => done({ value }),
    (error) => done({ problem: toProblem(error) }),
  );
}

/** What is known of the orders; asks for them when it is old or of somebody else. */
export function orders(): Known {
  const other = !mine() || known.lang !== state.lang;
  if (other || (Date.now() - at > FRESH_MS && !known.problem)) {
    begin();
    at = Date.now();
    queueMicrotask(load);
  }
  return known;
}

/** A guest has proved that these are theirs. */
export function unlock(found: readonly Order[]): void {
  const before = (known.value?.orders ?? []).filter((o) => !found.some((f) => f.number === o.number));
  put({ ...me(), value: { signed_in: false, ...known.value, orders: [...found, ...before] } });
  load(); // brings the reasons
}

/** An order's request has come into being or changed. */
export function requested(number: string, request: OrderRequest): void {
  const all = known.value?.orders ?? [];
  if (known.value) put({ value: { ...known.value, orders: all.map((o) => (o.number === number ? { ...o, request } : o)) } });
  load();
}

import type { Ticket } from "../inbox/ticket.ts";
import type { TicketQuery } from "../inbox/ticketApi.ts";

// The conditions of a view: stored as JSON, held by the address, asked of the server as a query, and
// answered here for tickets that come live.

export interface Filter {
  readonly state?: readonly string[];
  readonly owner?: readonly string[];
  readonly channel?: readonly string[];
  readonly team?: readonly string[];
  readonly tag?: readonly string[];
  readonly type?: readonly string[];
  readonly priority?: readonly number[];
  readonly order_status?: readonly string[];
  readonly late_days?: number;
  readonly grade?: readonly string[];
  /** Minutes that the shopper has waited at least. */
  readonly waited?: number;
  readonly score?: readonly number[];
  /** What came of the last call. */
  readonly call?: readonly string[];
  readonly snoozed?: string;
  readonly spam?: boolean;
  readonly q?: string;
  /** One of the conditions is enough. */
  readonly any?: boolean;
}

export type FilterField = Exclude<keyof Filter, "any">;
export const LISTS = ["state", "owner", "channel", "team", "tag", "type", "order_status", "grade", "call"] as const;
const NUMBER_LISTS = ["priority", "score"] as const;
const NUMBERS = ["late_days", "waited"] as const;

/** The conditions that an address holds. */
export function filterOf(params: URLSearchParams): Filter {
  const filter: Record<string, unknown> = {};
  for (const name of LISTS) {
    const values = (params.get(name) ?? "").split(",").filter(Boolean);
    if (values.length > 0) filter[name] = values;
  }
  for (const name of NUMBER_LISTS) {
    const values = (params.get(name) ?? "").split(",").filter(Boolean).map(Number).filter(Number.isInteger);
    if (values.length > 0) filter[name] = values;
  }
  for (const name of NUMBERS) {
    const value = Number(params.get(name));
    if (Number.isInteger(value) && value > 0) filter[name] = value;
  }
  for (const name of ["snoozed", "q"]) if (params.get(name)) filter[name] = params.get(name);
  for (const name of ["spam", "any"]) if (params.get(name) === "true") filter[name] = true;
  return filter as Filter;
}

/** The conditions as the address and the server's query say them. */
export function queryOfFilter(filter: Filter): TicketQuery {
  const query: Record<string, string> = {};
  for (const [name, value] of Object.entries(filter)) {
    const said = Array.isArray(value)
      ? value.join(",")
      : value === true || typeof value === "number" || typeof value === "string"
        ? String(value)
        : "";
    if (said && said !== "0") query[name] = said;
  }
  // A comma inside a value has no meaning in an address: tags have none.
  return query as TicketQuery;
}

/** The conditions that are set, without empty ones. */
export const fieldsOf = (filter: Filter): readonly FilterField[] =>
  (Object.keys(queryOfFilter(filter)) as (keyof Filter)[]).filter((name): name is FilterField => name !== "any");

export const sameFilter = (a: Filter, b: Filter): boolean => {
  const sorted = (f: Filter) => JSON.stringify(Object.entries(queryOfFilter(f)).sort(([x], [y]) => x.localeCompare(y)));
  return sorted(a) === sorted(b);
};

type Check = (ticket: Ticket) => boolean;

/** Whether a ticket that came live belongs to a filter; what only the server knows (late days, words) is not decided here. */
export function fits(ticket: Ticket, filter: Filter, myId: number, now: Date): boolean {
  if (ticket.merged_into) return false;
  const put = ticket.snooze ?? (ticket.snoozed_until ? {} : null);
  if (!filter.any) {
    if ((filter.snoozed ?? "") === "" && put) return false;
    if (!filter.spam && ticket.spam) return false;
  }
  const checks: Partial<Record<FilterField, Check>> = {
    state: (t) => (filter.state ?? []).includes(t.state),
    owner: (t) =>
      (filter.owner ?? []).some((o) => (o === "me" ? t.owner?.id === myId : o === "none" ? t.owner === null : t.owner?.id === Number(o))),
    channel: (t) => (filter.channel ?? []).includes(t.channel),
    team: (t) => (filter.team ?? []).some((team) => (team === "none" ? !t.team : team === "mine" || t.team?.id === Number(team))),
    tag: (t) => (filter.tag ?? []).some((tag) => (t.tags ?? []).includes(tag)),
    type: (t) => (filter.type ?? []).includes(t.type ?? ""),
    priority: (t) => (filter.priority ?? []).includes(t.priority),
    order_status: (t) => (filter.order_status ?? []).includes(t.order_status ?? ""),
    grade: (t) => (filter.grade ?? []).some((grade) => grade.toLowerCase() === (t.grade ?? "").toLowerCase()),
    waited: (t) => t.waiting_since !== null && (now.getTime() - new Date(t.waiting_since).getTime()) / 60_000 >= (filter.waited ?? 0),
    score: (t) => (filter.score ?? []).includes(t.score ?? 0),
    snoozed: () => filter.snoozed !== "only" || put !== null,
    spam: (t) => t.spam === true,
  };
  const set = fieldsOf(filter).flatMap((name) => checks[name] ?? []);
  if (set.length === 0) return true;
  return filter.any ? set.some((check) => check(ticket)) : set.every((check) => check(ticket));
}

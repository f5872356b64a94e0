import type { Actions, AutomationDraft, Cond, RuleEvent } from "./api.ts";

/** The actions with some of them changed; what is empty is left out: it stays as it is. */
export function changed(actions: Actions, part: Partial<Record<keyof Actions, unknown>>): Actions {
  const all = Object.entries({ ...actions, ...part });
  return Object.fromEntries(
    all.filter(([, value]) => value !== undefined && value !== "" && value !== false && !(Array.isArray(value) && value.length === 0)),
  );
}

/** Which change of state the actions hold. */
export function stateOf(actions: Actions): "" | "solve" | "quiet" | "reopen" {
  if (actions.solve) return actions.quiet ? "quiet" : "solve";
  return actions.reopen ? "reopen" : "";
}

export function withState(actions: Actions, to: string): Actions {
  return changed(actions, { solve: to === "solve" || to === "quiet", quiet: to === "quiet", reopen: to === "reopen" });
}

export const EVENTS = [
  "opened",
  "message",
  "answered",
  "state",
  "assigned",
  "tagged",
  "typed",
  "rated",
  "warned",
  "breached",
  "time",
] as const;
export const STATES = ["new", "open", "waiting", "solved", "closed"] as const;
export const SINCES = ["waiting", "silence", "opened"] as const;
export const CLOCKS = ["business", "wall"] as const;
export const CHANNELS = ["chat", "mail", "form", "phone", "sms"] as const;
export const ORDERS = ["placed", "paid", "preparing", "shipped", "delivered", "cancelled"] as const;
export const OPS = ["is", "not", "has", "lacks", "over", "under"] as const;

/** What can be asked of a ticket, and how. */
export const FIELDS = {
  text: ["has", "lacks"],
  subject: ["has", "lacks"],
  tag: ["has", "lacks"],
  customer_tag: ["has", "lacks"],
  state: ["is", "not"],
  channel: ["is", "not"],
  type: ["is", "not"],
  priority: ["is", "over", "under"],
  owner: ["is", "not"],
  team: ["is", "not"],
  order: ["is"],
  order_status: ["is", "not"],
  score: ["is", "over", "under"],
  waiting: ["over", "under"],
  hour: ["is", "over", "under"],
  weekday: ["is", "not"],
  snoozed: ["is"],
} as const satisfies Record<string, readonly (typeof OPS)[number][]>;

export type FieldName = keyof typeof FIELDS;
export const FIELD_NAMES = Object.keys(FIELDS) as FieldName[];

/** A condition on another field: its comparison and value begin anew. */
export function onField(field: FieldName): Cond {
  return { field, op: FIELDS[field][0], value: firstOf(field) };
}

function firstOf(field: FieldName): string[] {
  switch (field) {
    case "state":
      return ["open"];
    case "channel":
      return ["chat"];
    case "owner":
    case "team":
      return ["none"];
    case "order":
    case "snoozed":
      return ["yes"];
    case "order_status":
      return ["preparing"];
    case "priority":
    case "weekday":
      return ["1"];
    default:
      return [];
  }
}

/** Words as they are typed, with commas between them. */
export const wordsOf = (text: string): string[] =>
  text
    .split(",")
    .map((word) => word.trim())
    .filter((word) => word !== "");

/** An event with what its kind needs and nothing else. */
export function eventOf(kind: string, was: RuleEvent): RuleEvent {
  switch (kind) {
    case "time":
      return { kind, since: was.since ?? "waiting", minutes: was.minutes ?? 30, clock: was.clock ?? "business" };
    case "state":
      return was.state ? { kind, state: was.state } : { kind };
    case "tagged":
      return was.tag ? { kind, tag: was.tag } : { kind };
    default:
      return { kind };
  }
}

/** What is sent of a rule: parts that are empty are left out. */
export function sentRule(draft: AutomationDraft): AutomationDraft {
  const { macro_id, note, alert, all, any, ...rest } = draft;
  return {
    ...rest,
    ...(all && all.length > 0 ? { all } : {}),
    ...(any && any.length > 0 ? { any } : {}),
    ...(macro_id ? { macro_id } : {}),
    ...(note?.trim() ? { note } : {}),
    ...(alert?.to && alert.text.trim() ? { alert } : {}),
  };
}

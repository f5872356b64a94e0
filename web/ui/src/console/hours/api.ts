import { call } from "../api.ts";
import type { DutyList } from "../inbox/ticketApi.ts";

export interface Span {
  readonly from: number;
  readonly to: number;
}

export interface Day {
  readonly open: readonly Span[];
  readonly lunch: readonly Span[];
}

export interface Name {
  readonly ko: string;
  readonly en: string;
}

export interface Exception {
  readonly from: string;
  readonly to: string;
  readonly name: Name;
  readonly hours: readonly Span[];
}

/** What staff edit. */
export interface Plan {
  /** Sunday first. */
  readonly week: readonly Day[];
  readonly public_holidays: boolean;
  readonly exceptions: readonly Exception[];
  readonly temporary: readonly { readonly date: string; readonly name: Name }[];
  readonly reply_minutes: number;
  readonly capacity: number;
  readonly version: number;
}

export interface Line {
  readonly at: string;
  readonly state: string;
  readonly line: Name;
}

export interface Calendar extends Plan {
  readonly zone: string;
  readonly holidays: readonly { readonly name: Name; readonly from: string; readonly to: string }[];
  readonly closed_until: string | null;
  readonly next_switch: string | null;
  readonly now: Line;
}

export const calendar = {
  read: () => call<Calendar>("/calendar"),
  save: (plan: Plan) => call<Calendar>("/calendar", { method: "PUT", body: plan }),
  preview: (plan: Plan, at: readonly string[], signal?: AbortSignal) =>
    call<{ lines: readonly Line[] }>("/calendar/preview", { method: "POST", body: { calendar: plan, at }, signal }),
  close: (until: string | null) => call<Calendar>("/calendar/close", { method: "POST", body: until ? { until } : {} }),
  open: () => call<Calendar>("/calendar/open", { method: "POST" }),
};

/** Sets how many chats somebody takes at once; 0 means the shop's number. */
export const capacityOf = (id: number, capacity: number) => call<DutyList>(`/presence/${id}`, { method: "PUT", body: { capacity } });

/** The part of an answer that goes back when it is saved. */
export function planOf(c: Calendar): Plan {
  const { week, public_holidays, exceptions, temporary, reply_minutes, capacity, version } = c;
  return { week, public_holidays, exceptions, temporary, reply_minutes, capacity, version };
}

/** When one person works: the shop's week with days of their own, or a week of their own. */
export interface OwnPlan {
  readonly follows_shop: boolean;
  readonly week: readonly Day[];
  readonly public_holidays: boolean;
  readonly exceptions: readonly Exception[];
  readonly version: number;
}

export interface OwnHours extends OwnPlan {
  readonly id: number;
  readonly name: string;
  readonly now: string;
  readonly working: boolean;
}

export interface PersonHours {
  readonly id: number;
  readonly name: string;
  readonly follows_shop: boolean;
  readonly working: boolean;
  /** The day off they have now or next. */
  readonly off: Exception | null;
}

const pathOf = (who: number | "me") => (who === "me" ? "/calendar/me" : `/calendar/people/${who}`);

export const ownHours = {
  people: (signal?: AbortSignal) => call<{ items: readonly PersonHours[] }>("/calendar/people", { signal }),
  read: (who: number | "me", signal?: AbortSignal) => call<OwnHours>(pathOf(who), { signal }),
  save: (who: number | "me", plan: OwnPlan) => call<OwnHours>(pathOf(who), { method: "PUT", body: plan }),
};

export function ownPlanOf({ follows_shop, week, public_holidays, exceptions, version }: OwnPlan): OwnPlan {
  return { follows_shop, week, public_holidays, exceptions, version };
}

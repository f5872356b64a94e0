import { duration } from "@shared/fmt.ts";
import type { Lang } from "@shared/i18n.ts";
import type { TextKey } from "../texts.ts";
import { type Filter, fits, queryOfFilter } from "../views/filter.ts";
import type { Ticket } from "./ticket.ts";
import type { TicketQuery } from "./ticketApi.ts";

// The rules of the list: which tickets a view holds, and how news reach it without moving a row.

export const VIEWS = ["inbox", "mine", "snoozed", "waiting", "solved", "all"] as const;
export type View = (typeof VIEWS)[number];
export const TABS = ["all", "chat", "mail", "none"] as const;
export type Tab = (typeof TABS)[number];
export const SORTS = ["deadline", "recent", "waiting", "priority"] as const;
export type Sort = (typeof SORTS)[number];

const OPEN = ["new", "open", "waiting"];
const OWN: Readonly<Record<View, Filter>> = {
  inbox: { state: ["new", "open"] },
  mine: { state: OPEN, owner: ["me"] },
  snoozed: { state: OPEN, snoozed: "only" },
  waiting: { state: ["waiting"] },
  solved: { state: ["solved", "closed"] },
  all: {},
};
const TAB: Readonly<Record<Tab, Filter>> = { all: {}, chat: { channel: ["chat"] }, mail: { channel: ["mail"] }, none: { owner: ["none"] } };

/** What a list shows: the conditions of its view, and those of the tab as well. */
export interface Shown {
  readonly filter: Filter;
  readonly tab: Tab;
  readonly sort: Sort;
}

export const ownFilter = (view: View): Filter => OWN[view];
export const standardSort = (view: View): Sort => (view === "solved" ? "recent" : "deadline");

/** Tabs narrow a filter of AND; beside conditions of OR, or one of the same field, they would say something else. */
export function tabsOf(filter: Filter): readonly Tab[] {
  if (filter.any) return ["all"];
  return TABS.filter((tab) => Object.keys(TAB[tab]).every((name) => !(name in filter)));
}

/** The view's conditions and the tab's together. */
export const wholeFilter = ({ filter, tab }: Shown): Filter => ({ ...filter, ...TAB[tab] });

export function queryOf({ filter, tab, sort }: Shown): TicketQuery {
  return { ...queryOfFilter(wholeFilter({ filter, tab, sort })), sort };
}

/** Whether a ticket belongs to what is shown. */
export function belongs(ticket: Ticket, { filter, tab }: Shown, myId: number, now = new Date()): boolean {
  return fits(ticket, filter, myId, now) && fits(ticket, { ...TAB[tab], snoozed: "with", spam: filter.spam ?? false }, myId, now);
}

export interface Merged {
  readonly rows: readonly Ticket[];
  /** Numbers of tickets that belong here and wait for the reader to ask for them. */
  readonly arrived: readonly number[];
}

/** Puts fresh versions in their places; what is new to the list waits beside it, so no row moves. */
export function mergeTickets(
  rows: readonly Ticket[],
  arrived: readonly number[],
  fresh: readonly Ticket[],
  belongsHere: (t: Ticket) => boolean,
): Merged {
  const byId = new Map(fresh.map((t) => [t.id, t]));
  const merged = rows.map((row) => {
    const news = byId.get(row.id);
    return news && news.version >= row.version ? news : row;
  });
  const shown = new Set(rows.map((row) => row.id));
  const waiting = new Set(arrived);
  for (const ticket of fresh) {
    if (shown.has(ticket.id)) continue;
    if (belongsHere(ticket)) waiting.add(ticket.number);
    else waiting.delete(ticket.number);
  }
  return { rows: merged, arrived: [...waiting] };
}

/** The hints that are worth a question: those of a newer version than the one that is shown, and unknown ones. */
export function olderThan(rows: readonly Ticket[], hints: ReadonlyMap<number, number>): number[] {
  const known = new Map(rows.map((row) => [row.id, row.version]));
  return [...hints].filter(([id, version]) => (known.get(id) ?? -1) < version).map(([id]) => id);
}

/** The row that J or K leads to. */
export function neighbour(rows: readonly Ticket[], current: number | null, step: 1 | -1): Ticket | undefined {
  const at = rows.findIndex((row) => row.number === current);
  if (at < 0) return step === 1 ? rows[0] : rows[rows.length - 1];
  return rows[at + step];
}

export interface RowChip {
  readonly tone: "plain" | "warn" | "bad" | "ok" | "accent" | "line";
  readonly icon?: "clock" | "alert" | "check" | "moon";
  readonly text: string;
}

type Say = (key: TextKey, args?: Record<string, string | number>) => string;

const MINUTE_S = 60;
const HOUR_S = 3600;
const WARN_AFTER_S = 5 * MINUTE_S;
const BAD_AFTER_S = 30 * MINUTE_S;

// Minutes up to an hour, hours up to two days, then days: a deadline needs no more.
function rough(seconds: number, lang: Lang): string {
  const s = Math.max(MINUTE_S, seconds);
  const unit = s < HOUR_S ? MINUTE_S : s < 48 * HOUR_S ? HOUR_S : 24 * HOUR_S;
  return duration(Math.floor(s / unit) * unit, lang);
}

/** The first chip of a row: the next deadline in words and with a sign, or whose turn it is. */
export function deadlineChip(ticket: Ticket, now: Date, t: Say, lang: Lang, until: (at: string) => string): RowChip {
  if (ticket.state === "solved" || ticket.state === "closed") return { tone: "ok", icon: "check", text: t("console.chip.solved") };
  const put = ticket.snooze ?? (ticket.snoozed_until ? { until: ticket.snoozed_until, reply: false } : null);
  if (put)
    return {
      tone: "plain",
      icon: "moon",
      text: put.until ? t("console.chip.snoozed", { time: until(put.until) }) : t("console.chip.snoozed_reply"),
    };
  const deadline = ticket.deadline;
  if (deadline && !deadline.paused) {
    const left = (new Date(deadline.due_at).getTime() - now.getTime()) / 1000;
    if (left <= 0) return { tone: "bad", icon: "alert", text: t("console.chip.over", { time: rough(-left, lang) }) };
    const tone = new Date(deadline.warn_at) <= now ? "warn" : "plain";
    return { tone, icon: "clock", text: t(`console.chip.${deadline.kind}`, { time: rough(left + MINUTE_S - 1, lang) }) };
  }
  if (!ticket.waiting_since) {
    return ticket.state === "waiting" || ticket.preview_from !== "agent"
      ? { tone: "plain", text: t("console.chip.waiting_shopper") }
      : { tone: "ok", icon: "check", text: t("console.chip.answered") };
  }
  const waited = (now.getTime() - new Date(ticket.waiting_since).getTime()) / 1000;
  if (waited < MINUTE_S) return { tone: "plain", icon: "clock", text: t("console.chip.just_now") };
  const tone = waited >= BAD_AFTER_S ? "bad" : waited >= WARN_AFTER_S ? "warn" : "plain";
  return { tone, icon: tone === "bad" ? "alert" : "clock", text: t("console.chip.waits", { time: rough(waited, lang) }) };
}

const MOST_CHIPS = 3;
const LOW_SCORE = 2;

/** All chips of a row, three at most: the deadline, what it is about, and a flag. */
export function rowChips(ticket: Ticket, now: Date, t: Say, lang: Lang, until: (at: string) => string): RowChip[] {
  const chips = [deadlineChip(ticket, now, t, lang, until)];
  const flags = new Set(ticket.flags ?? []);
  if (ticket.score && ticket.score <= LOW_SCORE) chips.push({ tone: "bad", text: t("console.row.score", { n: ticket.score }) });
  if (ticket.priority > 0)
    chips.push({ tone: ticket.priority > 1 ? "bad" : "warn", text: t(`console.priority.${clampPriority(ticket.priority)}`) });
  if (flags.has("preorder")) chips.push({ tone: "accent", text: t("console.flag.preorder") });
  if (ticket.status_label) chips.push({ tone: "plain", text: ticket.status_label[lang] });
  const topic = topicOf(ticket, lang);
  if (topic) chips.push({ tone: "plain", text: topic });
  if (flags.has("late")) chips.push({ tone: "warn", text: t("console.flag.late") });
  const vip: RowChip | null = flags.has("vip") ? { tone: "line", text: t("console.flag.vip") } : null;
  return vip ? [...chips.slice(0, MOST_CHIPS - 1), vip] : chips.slice(0, MOST_CHIPS);
}

export const clampPriority = (priority: number) => Math.min(3, Math.max(0, priority)) as 0 | 1 | 2 | 3;

// A tag somebody chose says more than the type; a plain question says nothing.
function topicOf(ticket: Ticket, lang: Lang): string {
  const tag = (ticket.tags ?? [])[0];
  if (tag) return tag;
  return ticket.type && ticket.type !== "question" ? (ticket.type_label?.[lang] ?? "") : "";
}

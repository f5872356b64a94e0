import type { Ticket, TicketQuery } from "../api.ts";
import type { TextKey } from "../texts.ts";

// The rules of the list: which tickets a view holds, and how news reach it without moving a row.

export const VIEWS = ["inbox", "mine", "waiting", "solved"] as const;
export type View = (typeof VIEWS)[number];
export const TABS = ["all", "chat", "mail", "none"] as const;
export type Tab = (typeof TABS)[number];
export type Sort = "waiting" | "recent";

const STATES: Record<View, string> = { inbox: "new,open", mine: "new,open,waiting", waiting: "waiting", solved: "solved,closed" };

export function queryOf(view: View, tab: Tab, sort: Sort): TicketQuery {
  const owner = view === "mine" ? "me" : tab === "none" ? "none" : "";
  return { state: STATES[view], owner, channel: tab === "chat" || tab === "mail" ? tab : "", sort: view === "solved" ? "recent" : sort };
}

/** Whether a ticket belongs to what is shown. */
export function belongs(ticket: Ticket, view: View, tab: Tab, myId: number): boolean {
  if (!STATES[view].split(",").includes(ticket.state)) return false;
  if (view === "mine" && ticket.owner?.id !== myId) return false;
  if (view !== "mine" && tab === "none" && ticket.owner !== null) return false;
  return (tab !== "chat" && tab !== "mail") || ticket.channel === tab;
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

/** The row that J or K leads to. */
export function neighbour(rows: readonly Ticket[], current: number | null, step: 1 | -1): Ticket | undefined {
  const at = rows.findIndex((row) => row.number === current);
  if (at < 0) return step === 1 ? rows[0] : rows[rows.length - 1];
  return rows[at + step];
}

export interface WaitChip {
  readonly tone: "plain" | "warn" | "bad" | "ok";
  readonly icon: "clock" | "alert" | "check";
  readonly key: TextKey;
  readonly seconds: number;
}

const WARN_AFTER_S = 5 * 60;
const BAD_AFTER_S = 30 * 60;

/** What a row says about waiting: how long the shopper has, in words and with a sign, or that nobody does. */
export function waitChip(ticket: Ticket, now: Date): WaitChip {
  if (ticket.state === "solved" || ticket.state === "closed") return { tone: "ok", icon: "check", key: "console.chip.solved", seconds: 0 };
  if (!ticket.waiting_since) {
    const key = ticket.state === "waiting" ? "console.chip.waiting_shopper" : "console.chip.answered";
    return { tone: key === "console.chip.answered" ? "ok" : "plain", icon: "check", key, seconds: 0 };
  }
  const seconds = Math.max(0, (now.getTime() - new Date(ticket.waiting_since).getTime()) / 1000);
  const tone = seconds >= BAD_AFTER_S ? "bad" : seconds >= WARN_AFTER_S ? "warn" : "plain";
  return { tone, icon: tone === "bad" ? "alert" : "clock", key: seconds < 60 ? "console.chip.just_now" : "console.chip.waits", seconds };
}

import { call } from "../api.ts";

export interface Live {
  readonly at: string;
  readonly waiting: number;
  readonly unassigned: number;
  readonly overdue: number;
  readonly longest: { readonly number: number; readonly since: string; readonly business_seconds: number } | null;
  readonly on: readonly { readonly id: number; readonly name: string; readonly chats: number; readonly capacity: number }[] | null;
  readonly away: number;
  readonly breached_today: number;
  readonly solved_today: number;
  readonly first_today: { readonly n: number; readonly median: number | null };
  readonly failures: { readonly deliveries: number; readonly mails: number; readonly events: number };
}

export interface Times {
  readonly n: number;
  /** Business seconds; null when there is none. */
  readonly median: number | null;
  readonly p90: number | null;
  /** The same as they passed, nights and days off included. */
  readonly median_wall: number | null;
  readonly p90_wall: number | null;
}

/** How time is counted. */
export type Clock = "business" | "wall";

/** The middle and the ninth tenth, as a clock counts them. */
export function onClock(times: Times, clock: Clock): { readonly median: number | null; readonly p90: number | null } {
  return clock === "wall" ? { median: times.median_wall, p90: times.p90_wall } : times;
}

export interface Figures {
  readonly staff: { readonly id: number; readonly name: string } | null;
  readonly handled: number;
  readonly replies: number;
  readonly first: Times;
  readonly next: Times;
  /** Until each ticket was settled for the last time. */
  readonly solve: Times;
  /** How often tickets were settled. */
  readonly solved: number;
  readonly reopened: number;
  readonly solved_once: number;
  readonly scores: { readonly n: number; readonly good: number; readonly share: number | null };
}

export interface Day {
  readonly day: string;
  readonly first: number;
  readonly median: number | null;
  readonly median_wall: number | null;
  readonly solved: number;
}

export interface AgentsReport {
  readonly from: string;
  readonly to: string;
  readonly total: Figures;
  readonly agents: readonly Figures[] | null;
  readonly days: readonly Day[] | null;
}

export const reports = {
  live: (signal: AbortSignal) => call<Live>("/reports/live", { signal }),
  agents: (query: { from: string; to: string; channel: string; team: number | string }, signal: AbortSignal) =>
    call<AgentsReport>("/reports/agents", { query, signal }),
};

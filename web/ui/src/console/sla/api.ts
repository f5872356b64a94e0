import { call } from "../api.ts";

export interface Applies {
  readonly types: readonly string[];
  readonly channels: readonly string[];
  readonly tags: readonly string[];
  readonly grades: readonly string[];
}

/** What is owed, in minutes of opening hours; null: nothing of the kind. */
export interface Terms {
  readonly first_minutes: number | null;
  readonly next_minutes: number | null;
  readonly solve_minutes: number | null;
  readonly warn_percent: number;
  /** 0: the shop's hours. */
  readonly calendar: number;
}

export interface Draft extends Terms {
  readonly name: string;
  readonly applies: Applies;
  readonly position: number;
}

export interface Policy extends Draft {
  readonly id: number;
  readonly version: number;
  /** Open tickets that have it. */
  readonly open: number;
}

export interface Policies {
  readonly items: readonly Policy[];
  readonly calendars: readonly { readonly id: number; readonly code: string }[];
}

export interface Points {
  readonly warn_at: string | null;
  readonly due_at: string | null;
}

export interface Preview {
  readonly at: string;
  readonly first: Points | null;
  readonly next: Points | null;
  readonly solve: Points | null;
}

/** How many answers of the last days would have kept a policy. */
export interface Kept {
  readonly days: number;
  readonly n: number;
  readonly kept: number;
}

export interface Job {
  readonly id: number;
  readonly total: number;
  readonly done: number;
  readonly failed: number;
  readonly finished_at: string | null;
}

export interface TicketType {
  readonly key: string;
  readonly label: { readonly ko: string; readonly en: string };
}

const bodyOf = ({ name, applies, position, first_minutes, next_minutes, solve_minutes, warn_percent, calendar }: Draft) => ({
  name,
  applies,
  position,
  warn_percent,
  calendar,
  ...owed({ first_minutes, next_minutes, solve_minutes }),
});

/** Leaves out what is not owed. */
function owed(minutes: Pick<Terms, "first_minutes" | "next_minutes" | "solve_minutes">): Record<string, number> {
  return Object.fromEntries(Object.entries(minutes).filter((pair): pair is [string, number] => pair[1] !== null));
}

export const sla = {
  list: () => call<Policies>("/sla/policies"),
  add: (draft: Draft) => call<Policy>("/sla/policies", { method: "POST", body: bodyOf(draft) }),
  save: (policy: Policy) =>
    call<Policy>(`/sla/policies/${policy.id}`, { method: "PUT", body: { ...bodyOf(policy), version: policy.version } }),
  retire: (id: number) => call<void>(`/sla/policies/${id}`, { method: "DELETE" }),
  reapply: (id: number) => call<Job>(`/sla/policies/${id}/reapply`, { method: "POST" }),
  job: (id: number) => call<Job>(`/sla/jobs/${id}`),
  preview: (terms: Terms, at: string | null, signal?: AbortSignal) =>
    call<Preview>("/sla/preview", {
      method: "POST",
      body: { calendar: terms.calendar, warn_percent: terms.warn_percent, ...owed(terms), ...(at ? { at } : {}) },
      signal,
    }),
  kept: (
    { first_minutes, next_minutes, solve_minutes, applies }: Omit<Terms, "warn_percent" | "calendar"> & { applies: Applies },
    signal?: AbortSignal,
  ) =>
    call<Kept>("/reports/kept", {
      query: {
        first: first_minutes,
        next: next_minutes,
        solve: solve_minutes,
        channels: applies.channels.join(","),
        types: applies.types.join(","),
        tags: applies.tags.join(","),
      },
      signal,
    }),
  types: () => call<{ items: readonly TicketType[] }>("/ticket-types").then((got) => got.items),
};

import type { Message, Note, Page, TicketState } from "@shared/types.ts";
import { call, type Listed, listOf, post } from "../api.ts";
import type { LeftContact } from "./shopperApi.ts";
import type { Ticket, TicketDetail } from "./ticket.ts";

export interface Counts {
  readonly inbox: number;
  readonly mine: number;
  readonly unassigned: number;
  readonly waiting: number;
  readonly solved: number;
  readonly snoozed?: number;
}

export interface Thread {
  readonly messages: readonly Message[] | null;
  readonly notes: readonly Note[] | null;
  readonly last_seq: number;
  readonly epoch: string | number;
}

/** Who of the staff takes chats. */
export interface Duty {
  readonly id: number;
  readonly name: string;
  readonly state: string;
  readonly open_chats: number;
  readonly capacity: number;
}

export interface DutyList {
  readonly me: Duty | null;
  readonly staff: readonly Duty[];
}

export interface TicketQuery {
  readonly state?: string;
  readonly owner?: string;
  readonly channel?: string;
  readonly sort?: string;
  readonly cursor?: string | undefined;
  readonly ids?: string;
  readonly limit?: number;
  readonly team?: string;
  readonly tag?: string;
  readonly type?: string;
  readonly priority?: string;
  readonly order_status?: string;
  readonly late_days?: string;
  readonly grade?: string;
  readonly waited?: string;
  readonly score?: string;
  readonly call?: string;
  readonly snoozed?: string;
  readonly spam?: string;
  /** One of the conditions is enough. */
  readonly any?: string;
  readonly view?: string;
  readonly q?: string;
}

/** What is done to a ticket in one go; what is left out stays. */
export interface TicketChange {
  readonly version?: number;
  readonly title?: string;
  readonly priority?: number;
  readonly add_tags?: readonly string[];
  readonly remove_tags?: readonly string[];
  readonly team_id?: number | null;
  readonly owner_id?: number | null;
  readonly type?: string;
  readonly fields?: Readonly<Record<string, unknown>>;
  readonly step?: string;
  /** A key of the shop's own states; empty: the state's own name. */
  readonly status?: string;
  readonly spam?: boolean;
}

export interface Recipient {
  readonly name?: string;
  readonly address: string;
}

/** What an answer by mail differs in from what goes by itself. */
export interface Letter {
  readonly to?: readonly Recipient[];
  readonly cc?: readonly Recipient[];
  readonly bcc?: readonly Recipient[];
  readonly subject?: string;
  readonly quote?: boolean;
}

/** An answer as it is sent. */
export interface Answer {
  readonly client_id: string;
  readonly text: string;
  readonly seen_seq: number;
  readonly files?: readonly string[];
  readonly mail?: Letter;
}

export interface SnoozeChoice {
  readonly choice: string;
  readonly label: string;
  readonly until: string | null;
}

export const tickets = {
  list: (query: TicketQuery, signal?: AbortSignal) => call<Page<Ticket>>("/tickets", { query: { ...query }, signal }),
  counts: (signal?: AbortSignal) => call<Counts>("/tickets/counts", { signal }),
  detail: (number: number, signal?: AbortSignal) => call<TicketDetail>(`/tickets/${number}`, { signal }),
  assign: (number: number, owner_id: number | null) => post<Ticket>(`/tickets/${number}/assign`, { owner_id }),
  answer: (number: number, body: Answer) => post<Ticket>(`/tickets/${number}/answer`, body),
  note: (number: number, body: { client_id: string; text: string }) => post<Ticket>(`/tickets/${number}/note`, body),
  solve: (number: number, quiet = false) => post<Ticket>(`/tickets/${number}/solve`, quiet ? { quiet } : {}),
  reopen: (number: number, undo = false) => post<Ticket>(`/tickets/${number}/reopen`, undo ? { undo } : {}),
  change: (number: number, body: TicketChange) => call<Ticket>(`/tickets/${number}`, { method: "PATCH", body }),
  snooze: (number: number, body: { choice?: string; until?: string; version?: number }) => post<Ticket>(`/tickets/${number}/snooze`, body),
  unsnooze: (number: number) => post<Ticket>(`/tickets/${number}/unsnooze`),
  snoozeChoices: async (signal?: AbortSignal) => listOf(await call<Listed<SnoozeChoice>>("/tickets/snooze-choices", { signal })),
  /** Moves a ticket's conversation into another one's. */
  merge: (number: number, into: number) => post<Ticket>(`/tickets/${number}/merge`, { into }),
  /** Puts back what one act changed. */
  undo: (number: number, group: string) => post<Ticket>(`/tickets/${number}/undo`, { group }),
  /** All of it was read. */
  seen: (number: number) => post<void>(`/tickets/${number}/seen`),
  unread: (number: number) => post<void>(`/tickets/${number}/unread`),
  /** The ids of everything a filter holds, for "all of this view". */
  ids: (filter: unknown, signal?: AbortSignal) =>
    call<{ ids: readonly number[]; more: boolean }>("/tickets/ids", { method: "POST", body: { filter }, signal }),
  tags: async (q: string, signal?: AbortSignal) => listOf(await call<Listed<string | { name: string }>>("/tags", { query: { q }, signal })),
  states: async (signal?: AbortSignal) =>
    listOf(await call<Listed<{ key: string; state: TicketState; label: { ko: string; en: string } }>>("/ticket-states", { signal })),
  teams: async (signal?: AbortSignal) => listOf(await call<Listed<{ id: number; name: string }>>("/teams", { signal })),
  types: async (signal?: AbortSignal) =>
    listOf(await call<Listed<{ key: string; label: { ko: string; en: string } }>>("/ticket-types", { signal })),
  contact: (uid: string, signal?: AbortSignal) => call<{ contact: LeftContact | null }>(`/conversations/${uid}/contact`, { signal }),
  presence: (signal?: AbortSignal) => call<DutyList>("/presence", { signal }),
  staff: async () => listOf(await call<Listed<{ id: number; name: string; role: string }>>("/staff")),
};

export const threads = {
  read: (uid: string, range: { before?: number; after?: number; limit?: number } = {}, signal?: AbortSignal) =>
    call<Thread>(`/conversations/${uid}/messages`, { query: { ...range }, signal }),
};

import { call, type Listed, listOf, post } from "../api.ts";
import type { WritingKind } from "../live/socket.ts";
import type { SentFile } from "./files/fileOf.ts";
import type { Ticket } from "./ticket.ts";
import type { Letter, Recipient } from "./ticketApi.ts";

// What the conversation's side of the inbox asks of the server, beyond the ticket itself.

export interface DraftTo {
  readonly to?: readonly string[];
  readonly cc?: readonly string[];
  readonly bcc?: readonly string[];
  readonly subject?: string;
  readonly quote?: boolean;
}

export interface KeptDraft {
  readonly kind: WritingKind;
  readonly text: string;
  readonly to?: DraftTo;
  readonly version: number;
  readonly updated_at: string;
}

const draftPath = (uid: string) => `/conversations/${uid}/draft`;

export const drafts = {
  of: async (uid: string, signal?: AbortSignal) => (await call<{ items: readonly KeptDraft[] }>(draftPath(uid), { signal })).items,
  save: (uid: string, body: { kind: WritingKind; text: string; to?: DraftTo; version: number }) =>
    call<KeptDraft>(draftPath(uid), { method: "PUT", body }),
  drop: (uid: string, kind: WritingKind) => call<void>(draftPath(uid), { method: "DELETE", query: { kind } }),
};

export interface MenuReply {
  readonly id: string;
  readonly name: string;
  readonly shortcut: string;
  readonly category: string;
  readonly text: string;
  readonly missing: readonly string[] | null;
}

export interface ReplyMenu {
  readonly replies: readonly MenuReply[] | null;
  readonly macros: readonly { readonly id: string; readonly name: string; readonly replies: boolean }[] | null;
  readonly articles: readonly { readonly slug: string; readonly title: string; readonly url: string }[] | null;
  readonly coupons: readonly { readonly code: string; readonly name: string; readonly valid_until: string }[] | null;
  readonly orders:
    | readonly {
        readonly number: string;
        readonly status_label: string;
        readonly title: string;
        readonly eta: string;
        readonly linked: boolean;
      }[]
    | null;
}

export interface MacroPreview {
  readonly effects: readonly { readonly kind: string; readonly text: string; readonly same?: boolean }[] | null;
  readonly text: string;
  readonly missing: readonly string[] | null;
}

export const replies = {
  menu: (ticket: number, signal?: AbortSignal) => call<ReplyMenu>("/replies/menu", { query: { ticket }, signal }),
  preview: (macro: string, ticket: number, signal?: AbortSignal) =>
    call<MacroPreview>(`/macros/${macro}/preview`, { method: "POST", body: { ticket }, ...(signal ? { signal } : {}) }),
  run: (macro: string, body: { ticket: number; client_id: string; text?: string; seen_seq?: number }) =>
    post<{ ticket: Ticket; group?: string | null }>(`/macros/${macro}/run`, body),
  /** Takes back what a macro did, and its mail as long as that is held. */
  undo: (run: string) => post<{ ticket: Ticket; unsent: string; left: readonly string[] | null }>(`/macro-runs/${run}/undo`),
};

export interface Scheduled {
  readonly id: string;
  readonly text: string;
  readonly send_at: string;
  readonly state: "planned" | "sent" | "cancelled" | "failed";
  /** Why it did not leave, in words. */
  readonly reason: string;
  readonly reason_text: string;
  readonly staff: { readonly id: number; readonly name: string };
  readonly mail?: Letter | null;
  readonly ended_at: string | null;
}

export interface TypeField {
  readonly id: string;
  readonly label: { readonly ko: string; readonly en: string };
  readonly kind: "text" | "number" | "date" | "choice" | "order" | "items" | "photo";
  readonly required: boolean;
  readonly choices?: readonly { readonly id: string; readonly label: { readonly ko: string; readonly en: string } }[] | null;
}

export interface TicketType {
  readonly key: string;
  readonly label: { readonly ko: string; readonly en: string };
  readonly steps: readonly { readonly id: string; readonly label: { readonly ko: string; readonly en: string } }[] | null;
  readonly fields: readonly TypeField[] | null;
  readonly next?: Readonly<Record<string, readonly string[]>> | null;
}

export interface Candidate {
  readonly number: number;
  readonly subject: string;
  readonly state: string;
  readonly shopper?: { readonly name: string };
  readonly preview?: string;
  readonly last_message_at?: string;
}

/** Whom an answer would go to by mail. */
export interface Suggested {
  readonly by_mail: boolean;
  readonly to: readonly Recipient[] | null;
  readonly cc: readonly Recipient[] | null;
  readonly subject: string;
  /** The last mail came from somebody who takes no part. */
  readonly unverified: boolean;
  readonly quotable: boolean;
  /** Seconds until it leaves. */
  readonly hold: number;
}

export interface Unsent {
  readonly text: string;
  readonly files: readonly SentFile[] | null;
  readonly mail: Letter | null;
  readonly ticket: Ticket;
}

/** A call that was made or taken. */
export interface Call {
  readonly client_id: string;
  readonly outcome: string;
  readonly text?: string;
}

export const talk = {
  called: (number: number, call: Call) => post<Ticket>(`/tickets/${number}/calls`, call),
  types: async (signal?: AbortSignal) => listOf(await call<Listed<TicketType>>("/ticket-types", { signal })),
  mergeCandidates: async (number: number, signal?: AbortSignal) =>
    listOf(await call<Listed<Candidate>>(`/tickets/${number}/merge-candidates`, { signal })),
  merge: (number: number, into: number) => post<Ticket>(`/tickets/${number}/merge`, { into }),
  split: (number: number, from_seq: number, to_seq: number, subject: string) =>
    post<Ticket>(`/tickets/${number}/split`, { from_seq, to_seq, ...(subject ? { subject } : {}) }),
  suggest: (number: number, signal?: AbortSignal) => call<Suggested>(`/tickets/${number}/mail`, { signal }),
  unsend: (number: number, seq: number) => post<Unsent>(`/tickets/${number}/unsend`, { seq }),
  scheduled: async (number: number, signal?: AbortSignal) =>
    listOf(await call<Listed<Scheduled>>(`/tickets/${number}/scheduled`, { signal })),
  /** Once more to whom it has not reached; with `maybe` also where nobody knows. */
  resend: (number: number, seq: number, maybe: boolean) => post<Ticket>(`/tickets/${number}/resend`, { seq, ...(maybe ? { maybe } : {}) }),
  schedule: (
    number: number,
    body: { client_id: string; text: string; send_at: string; seen_seq: number; files?: readonly string[]; mail?: Letter },
  ) => post<Scheduled>(`/tickets/${number}/scheduled`, body),
  unschedule: (number: number, id: string) => call<void>(`/tickets/${number}/scheduled/${id}`, { method: "DELETE" }),
  sendNow: (number: number, id: string) => post<unknown>(`/tickets/${number}/scheduled/${id}/now`),
  reveal: (customer: number | string, ticket: number) => post<{ value: string }>(`/people/${customer}/reveal`, { field: "phone", ticket }),
};

import { call } from "../api.ts";
import type { Ticket } from "../inbox/ticket.ts";

export interface Piece {
  readonly text: string;
  readonly hit: boolean;
}

export interface SearchChip {
  readonly field: string;
  readonly value: string;
  readonly label: string;
}

export interface Found {
  readonly chips: readonly SearchChip[] | null;
  readonly tickets:
    | readonly { readonly ticket: Ticket; readonly snippet: readonly Piece[] | null; readonly seq?: number; readonly at?: string }[]
    | null;
  readonly customers:
    | readonly {
        readonly id: number | string;
        readonly name: string;
        readonly phone_masked: string;
        readonly email_masked: string;
        readonly tickets: number;
      }[]
    | null;
  readonly orders:
    | readonly {
        readonly number: string;
        readonly status_label: string;
        readonly name: string;
        readonly placed_at: string;
        readonly ticket_number?: number | null;
      }[]
    | null;
  readonly articles: readonly { readonly id: string | number; readonly slug: string; readonly title: string }[] | null;
  readonly next?: string;
  readonly took_ms: number;
}

export const find = (q: string, options: { kinds?: string; cursor?: string } = {}, signal?: AbortSignal) =>
  call<Found>("/search", { query: { q, ...options }, signal });

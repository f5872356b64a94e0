import type { Order, TicketState } from "@shared/types.ts";

export interface Ticket {
  readonly id: number;
  readonly number: number;
  readonly state: TicketState;
  readonly channel: string;
  readonly subject: string;
  readonly priority: number;
  readonly owner: { readonly id: number; readonly name: string } | null;
  readonly shopper: { readonly name: string; readonly kind: "customer" | "visitor" };
  readonly customer_id?: number | string | null;
  readonly order_number?: string;
  readonly preview: string;
  readonly preview_from: string;
  readonly waiting_since: string | null;
  readonly snoozed_until: string | null;
  readonly last_message_at: string;
  readonly version: number;
  readonly conversation_id: string;
  /** What it is about; until when the shopper was promised an answer. */
  readonly type?: string;
  readonly type_label?: { readonly ko: string; readonly en: string } | null;
  readonly due_at?: string | null;
  /** A name of the shop's own for where it stands; none: the state's own. */
  readonly status?: string;
  readonly status_label?: { readonly ko: string; readonly en: string } | null;
  /** What the shopper gave for how it went, 1 to 5. */
  readonly score?: number | null;
  readonly title?: string;
  readonly tags?: readonly string[] | null;
  readonly team?: { readonly id: number; readonly name: string } | null;
  readonly merged_into?: number | null;
  readonly spam?: boolean;
  readonly snooze?: { readonly until: string | null; readonly reply: boolean } | null;
  /** The next deadline only. */
  readonly deadline?: Deadline | null;
  /** For who asks. */
  readonly unread?: boolean;
  /** The first words of what I have begun to write. */
  readonly draft?: string;
  readonly order_status?: string;
  readonly grade?: string;
  readonly flags?: readonly string[] | null;
  /** What Z takes back, in the answers of acts. */
  readonly undo?: string | null;
}

export interface Deadline {
  readonly kind: "first" | "next" | "solve" | "promise";
  readonly due_at: string;
  readonly warn_at: string;
  /** The clock stands still: the shopper's turn, or put aside. */
  readonly paused: boolean;
  readonly policy?: string;
}

export interface TicketCustomer {
  readonly ref: string;
  readonly name: string;
  readonly phone_masked: string;
  readonly email: string;
  readonly tags?: readonly string[] | null;
  readonly birthday: { readonly kind: string; readonly month: number; readonly day: number } | null;
  readonly consents: readonly { readonly channel: string; readonly granted: boolean; readonly at: string }[] | null;
  readonly orders: readonly Order[] | null;
  readonly coupons:
    | readonly {
        readonly code: string;
        readonly name?: string;
        readonly discount?: string;
        readonly valid_until?: string;
        readonly redeemed_at?: string | null;
      }[]
    | null;
}

export interface StepShown {
  readonly id: string;
  readonly label: { readonly ko: string; readonly en: string };
  readonly state: "done" | "now" | "todo";
}

export interface TicketEvent {
  readonly seq: number;
  readonly kind: string;
  readonly actor: { readonly kind: string; readonly name: string };
  readonly data?: Readonly<Record<string, unknown>>;
  readonly at: string;
}

export interface TicketDetail extends Ticket {
  /** Where it is on the way of its type. */
  readonly step?: string;
  readonly fields?: Readonly<Record<string, unknown>> | null;
  readonly steps?: readonly StepShown[] | null;
  readonly customer: TicketCustomer | null;
  readonly order?: Order | null;
  readonly events: readonly TicketEvent[] | null;
}

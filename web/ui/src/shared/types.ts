// What the server says, as the rooms' Go types write it.

export type Sender = "shopper" | "agent" | "system";
export type TicketState = "new" | "open" | "waiting" | "solved" | "closed";
export type OrderStatus = "placed" | "paid" | "preparing" | "shipped" | "delivered" | "cancelled";

export interface Page<T> {
  readonly items: readonly T[] | null;
  readonly next?: string;
}

export interface Message {
  readonly seq: number;
  readonly id: string;
  readonly conversation?: string;
  readonly client_id: string;
  readonly from: Sender;
  readonly name?: string;
  readonly channel: string;
  readonly kind: string;
  readonly text: string;
  readonly data?: unknown;
  /** Its text was taken back. */
  readonly withdrawn?: boolean;
  readonly at: string;
}

/** A staff-only line; it is shown after the message `after_seq`. */
export interface Note {
  readonly seq: number;
  readonly id: string;
  readonly after_seq: number;
  readonly staff_id: number;
  readonly name: string;
  readonly client_id: string;
  readonly text: string;
  readonly at: string;
}

export interface OrderPromise {
  readonly version: number;
  readonly eta_from: string;
  readonly eta_to: string;
  readonly reason_text?: string;
  readonly decided_at?: string;
}

export interface Order {
  readonly number: string;
  readonly status: OrderStatus;
  readonly total: number;
  readonly is_preorder: boolean;
  readonly eta_from: string;
  readonly eta_to: string;
  readonly placed_at: string;
  readonly items:
    | readonly {
        readonly title: string;
        readonly option?: string;
        readonly quantity?: number;
        readonly price?: number;
        readonly image_url?: string;
      }[]
    | null;
  readonly shipment: {
    readonly carrier: string;
    readonly tracking_no: string;
    readonly shipped_at?: string;
    readonly last_scan_at?: string;
    readonly last_scan?: string;
  } | null;
  readonly promises: readonly OrderPromise[] | null;
}

// What the server says of an order. Sums and dates come as numbers and as the finished text.

export interface Step {
  readonly id: string;
  readonly label: string;
  readonly state: "done" | "now" | "todo";
}

export interface Item {
  readonly id: number;
  readonly title: string;
  readonly option?: string;
  readonly quantity: number;
  readonly price: number;
  readonly price_text?: string;
}

export interface Shipment {
  readonly carrier_name: string;
  readonly tracking_no: string;
  readonly tracking_url?: string;
  readonly last_scan?: string;
}

export type Kind = "cancel" | "change" | "address";

export interface OrderRequest {
  readonly id: string;
  readonly kind: Kind;
  readonly kind_label?: string;
  readonly state: "asked" | "approved" | "refused" | "done" | "withdrawn";
  readonly label: string;
  readonly ticket_number?: number | null;
  readonly refund_text?: string;
  readonly reason_label?: string;
  readonly at_text?: string;
  readonly order_number?: string;
  readonly answer?: string;
  readonly can_withdraw: boolean;
}

export interface Order {
  readonly number: string;
  readonly status: string;
  readonly status_label: string;
  readonly preorder?: boolean;
  readonly steps: readonly Step[] | null;
  readonly title: string;
  readonly more_items: number;
  readonly image_url?: string;
  readonly total: number;
  readonly total_text?: string;
  readonly placed_text?: string;
  readonly eta_text?: string;
  readonly moved: { readonly earlier: boolean; readonly text: string; readonly reason?: string } | null;
  readonly shipment: Shipment | null;
  readonly can: { readonly cancel: boolean; readonly change: boolean; readonly address?: boolean };
  readonly why_not?: string;
  readonly notice?: string;
  readonly request: OrderRequest | null;
  readonly items: readonly Item[] | null;
  /** The order's own page. */
  readonly page_url?: string;
}

export interface Reason {
  readonly id: string;
  readonly label: string;
  /** Without a photo this reason is not taken. */
  readonly photo: boolean;
}

export interface Orders {
  readonly orders: readonly Order[] | null;
  readonly signed_in: boolean;
  readonly reasons?: Readonly<Partial<Record<Kind, readonly Reason[] | null>>>;
}

export interface Quote {
  readonly refund: number;
  readonly refund_text: string;
  readonly fees: number;
  readonly lines: readonly { readonly label: string; readonly amount_text: string }[] | null;
  readonly method: string;
  readonly days_text: string;
  readonly self_service: boolean;
  readonly button: string;
}

export interface Lookup {
  readonly lookup: string;
  readonly channel: "sms" | "email";
  readonly resend_after: number;
  readonly sent_to: string;
}

// What the server says, by hand until openapi.d.ts is generated from /api/openapi.json.

export type Sender = "shopper" | "agent" | "system";
export type Channel = "chat" | "mail" | "form" | "phone" | "sms";
export type TicketState = "new" | "open" | "waiting" | "solved" | "closed";

export interface Page<T> {
  readonly items: readonly T[];
  readonly next?: string;
}

export interface Message {
  readonly seq: number;
  readonly id: string;
  readonly client_id: string;
  readonly from: Sender;
  readonly sender_id?: number;
  readonly name?: string;
  readonly channel: string;
  readonly kind: string;
  readonly text: string;
  readonly data?: unknown;
  readonly at: string;
}

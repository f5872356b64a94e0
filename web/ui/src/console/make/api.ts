import { call, post } from "../api.ts";
import type { Ticket } from "../inbox/ticket.ts";

/** Who calls from a number, as far as the shop knows. */
export interface Caller {
  readonly customer: { readonly id: number; readonly name: string } | null;
  readonly tickets: readonly { readonly number: number; readonly subject: string }[] | null;
  readonly orders: readonly { readonly number: string; readonly name: string }[] | null;
}

export type Way = "phone" | "mail" | "chat";

/** A ticket that staff open: after a call, or to write to a customer first. */
export interface Making {
  readonly client_id: string;
  readonly channel: Way;
  readonly subject: string;
  readonly text: string;
  readonly customer_id?: number;
  readonly name?: string;
  readonly phone?: string;
  readonly email?: string;
  readonly order_number?: string;
  readonly outcome?: string;
}

export const caller = (phone: string, signal?: AbortSignal) => call<Caller>("/callers", { query: { phone }, signal });
export const make = (making: Making) => post<Ticket>("/tickets", making);

import { call, type Listed, listOf, post } from "../../api.ts";
import type { SentFile } from "../files/fileOf.ts";

// What is done with an order: asked for, approved by amount, carried out by the shop.

export const KINDS = ["cancel", "return", "exchange", "refund", "address"] as const;
export type Kind = (typeof KINDS)[number];
export type State = "requested" | "approved" | "sent" | "done" | "failed" | "rejected" | "withdrawn";
export const REASONS = ["mind", "size", "damaged", "wrong", "late", "mistake", "moved", "other"] as const;
export type Reason = (typeof REASONS)[number];

export interface Item {
  readonly line: number;
  readonly quantity: number;
  readonly title?: string;
  readonly option?: string;
}

export interface Address {
  readonly name: string;
  readonly phone: string;
  readonly zip?: string;
  readonly line1: string;
  readonly line2?: string;
}

interface Person {
  readonly id: number;
  readonly name: string;
}

export interface Return {
  readonly id: string;
  readonly ticket: number;
  readonly subject: string;
  readonly conversation: string;
  readonly order_number: string;
  readonly request: string | null;
  readonly kind: Kind;
  readonly state: State;
  readonly items: readonly Item[] | null;
  readonly reason: Reason;
  readonly text: string;
  readonly photos: readonly SentFile[] | null;
  readonly address: Address | null;
  readonly amount: number;
  readonly asked_by: Person | null;
  readonly decided_by: Person | null;
  readonly answer: string;
  readonly calls: number;
  readonly call_problem: string;
  readonly by_hand: boolean;
  readonly refund_amount: number | null;
  readonly reference: string;
  readonly message: string;
  readonly received_at: string | null;
  readonly refund_due: string;
  readonly created_at: string;
  readonly may: Readonly<Record<"approve" | "reject" | "again" | "received" | "done", boolean>>;
}

export interface QuoteLine {
  readonly line: number;
  readonly title: string;
  readonly option: string;
  readonly price: number;
  readonly quantity: number;
  readonly left: number;
}

export interface Quote {
  readonly order_number: string;
  readonly allowed: boolean;
  readonly why_not: string;
  readonly lines: readonly QuoteLine[] | null;
  readonly amount: number;
  readonly most: number;
  readonly limit: number | null;
  readonly withdraw_until: string;
  readonly late: boolean;
}

export interface Asking {
  readonly client_id: string;
  readonly kind: Kind;
  readonly order_number: string;
  readonly items?: readonly Item[];
  readonly reason: Reason;
  readonly text?: string;
  readonly amount?: number;
  readonly photos?: readonly string[];
  readonly address?: Address;
}

export type Step = "approve" | "again" | "received" | "done";

export const returns = {
  of: async (ticket: number, signal?: AbortSignal) => listOf(await call<Listed<Return>>(`/tickets/${ticket}/returns`, { signal })),
  waiting: async (signal?: AbortSignal) => listOf(await call<Listed<Return>>("/returns", { signal })),
  quote: (ticket: number, order: string, kind: Kind, items: readonly Item[], signal?: AbortSignal) =>
    call<Quote>(`/tickets/${ticket}/returns/quote`, {
      query: { order, kind, items: items.map((item) => `${item.line}:${item.quantity}`).join(",") },
      signal,
    }),
  make: (ticket: number, body: Asking) => post<Return>(`/tickets/${ticket}/returns`, body),
  step: (id: string, step: Step) => post<Return>(`/returns/${id}/${step}`, step === "done" ? {} : undefined),
  reject: (id: string, text: string) => post<Return>(`/returns/${id}/reject`, { text }),
};

import { call, post } from "../api.ts";

/** How a shopper who left a message wants to be answered: typed, not proved. */
export interface LeftContact {
  readonly phone_masked: string;
  readonly email: string;
  readonly promise_at: string | null;
  readonly order_number: string;
  readonly order_exists: boolean;
  readonly order_matches: boolean;
}

/** What a shopper looks at, and whether they may write. */
export interface ShopperContext {
  readonly looking: {
    readonly page: string;
    readonly title: string;
    readonly product: { readonly id?: string; readonly title?: string; readonly price?: number; readonly url?: string } | null;
    readonly cart: { readonly total: number; readonly count?: number } | null;
    readonly at: string;
  } | null;
  readonly blocked: { readonly by: string; readonly at: string } | null;
}

export const shoppers = {
  context: (uid: string, signal?: AbortSignal) => call<ShopperContext>(`/conversations/${uid}/context`, { signal }),
  block: (uid: string) => post<ShopperContext>(`/conversations/${uid}/block`),
  unblock: (uid: string) => post<ShopperContext>(`/conversations/${uid}/unblock`),
  withdraw: (uid: string, seq: number) => post<{ seq: number }>(`/conversations/${uid}/messages/${seq}/withdraw`),
};

/** What a shopper asks to have done with an order. */
export interface OrderRequest {
  readonly id: string;
  readonly kind: "cancel" | "change" | "address";
  readonly kind_label: string;
  readonly state: "asked" | "approved" | "refused" | "done" | "withdrawn";
  readonly label: string;
  readonly order_number: string;
  readonly refund_text?: string;
  readonly reason_label: string;
  readonly items: readonly { readonly id: number; readonly quantity: number; readonly title?: string; readonly option?: string }[];
  readonly text: string;
  readonly address: {
    readonly name: string;
    readonly phone: string;
    readonly zip: string;
    readonly line1: string;
    readonly line2?: string;
  } | null;
}

export const orderRequests = {
  of: (ticket: number, signal?: AbortSignal) =>
    call<{ readonly items: readonly OrderRequest[] }>(`/order-requests?ticket=${ticket}`, { signal }),
  decide: (id: string, how: "approve" | "refuse" | "done", text: string) =>
    post<OrderRequest>(`/order-requests/${id}/${how}`, text ? { text } : {}),
};

import { call, post } from "../../api.ts";

// What the panel asks about the person beside a conversation.

export interface Alike {
  readonly id: number;
  readonly ref: string;
  readonly name: string;
  readonly phone_masked: string;
  readonly email: string;
  readonly why: readonly string[] | null;
  readonly orders: number;
  readonly last_order_at: string | null;
  readonly since: string;
}

export interface Merged {
  readonly id: number;
  readonly name: string;
  readonly ref: string;
  readonly by: string;
  readonly merged_at: string;
  readonly undo_until: string;
  readonly can_undo: boolean;
}

/** Who might be the same person, and who has gone on in this one. */
export interface Likeness {
  readonly id: number;
  readonly tags: readonly string[] | null;
  readonly version: number;
  readonly items: readonly Alike[] | null;
  readonly merges: readonly Merged[] | null;
}

export interface MergeSide {
  readonly id: number;
  readonly ref: string;
  readonly name: string;
  readonly phone_masked: string;
  readonly email: string;
  readonly tags: readonly string[] | null;
  readonly version: number;
  readonly has: Readonly<Record<string, number>> | null;
}

export interface MergePreview {
  readonly from: MergeSide;
  readonly into: MergeSide;
  readonly moves: Readonly<Record<string, number>> | null;
  readonly fields: readonly string[] | null;
  readonly tags: readonly string[] | null;
  readonly consents:
    | readonly {
        readonly channel: "email" | "sms";
        readonly purpose: "marketing" | "marketing_night";
        readonly from: boolean | null;
        readonly into: boolean | null;
        readonly granted: boolean;
      }[]
    | null;
}

export interface Memo {
  readonly body: string;
  readonly version: number;
  readonly by: string;
  readonly updated_at: string | null;
  readonly earlier: readonly string[] | null;
}

export interface Gifts {
  readonly programmes:
    | readonly { readonly id: number; readonly name: string; readonly discount: string; readonly valid_days: number }[]
    | null;
  readonly left: number;
  /** Within so many days. */
  readonly days: number;
}

export interface Arrival {
  readonly new_eta: string;
  readonly old_eta: string;
  readonly days: number;
  readonly version: number;
  readonly notices:
    | readonly { readonly channel: "email" | "sms"; readonly to: string; readonly subject: string; readonly text: string }[]
    | null;
}

type Id = number | string;

export const people = {
  alike: (id: Id, signal?: AbortSignal) => call<Likeness>(`/people/${id}/duplicates`, signal ? { signal } : {}),
  preview: (into: Id, from: Id, signal?: AbortSignal) =>
    call<MergePreview>(`/people/${into}/merge`, { query: { from }, ...(signal ? { signal } : {}) }),
  merge: (into: Id, body: { from: number; version: number; from_version: number; ticket: number }) =>
    post<Merged>(`/people/${into}/merge`, body),
  part: (id: Id, merge: number, ticket: number) => post<Merged>(`/people/${id}/merges/${merge}/undo`, { ticket }),
  memo: (id: Id, signal?: AbortSignal) => call<Memo>(`/people/${id}/memo`, signal ? { signal } : {}),
  putMemo: (id: Id, body: { body: string; version: number; ticket: number }) => call<Memo>(`/people/${id}/memo`, { method: "PUT", body }),
  putTags: (id: Id, body: { tags: readonly string[]; version: number; ticket: number }) =>
    call<{ tags: readonly string[] | null; version: number }>(`/people/${id}/tags`, { method: "PUT", body }),
  gifts: (id: Id, signal?: AbortSignal) => call<Gifts>(`/people/${id}/coupons`, signal ? { signal } : {}),
  give: (id: Id, body: { programme: number; ticket: number }) =>
    post<{ code: string; programme: string; discount: string; valid_until: string }>(`/people/${id}/coupons`, body),
};

export const arrivals = {
  preview: (order: string, made: string, reason: string, signal?: AbortSignal) =>
    call<Arrival>(`/orders/${encodeURIComponent(order)}/arrival`, { query: { made, reason }, ...(signal ? { signal } : {}) }),
  put: (order: string, body: { made: string; reason: string; version: number; ticket: number }) =>
    call<unknown>(`/orders/${encodeURIComponent(order)}/arrival`, { method: "PUT", body }),
};

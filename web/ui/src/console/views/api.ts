import { call, type Listed, listOf, post } from "../api.ts";
import type { Filter } from "./filter.ts";

export type ShareKind = "me" | "team" | "role" | "all";

/** A saved view: conditions, order, and who sees it. */
export interface View {
  readonly id: string;
  readonly name: string;
  readonly filter: Filter;
  readonly sort: string;
  readonly columns?: readonly string[] | null;
  readonly shared: { readonly kind: ShareKind; readonly ref?: string | number | null };
  readonly owner?: { readonly id: number; readonly name: string } | number | null;
  readonly count?: number | null;
  readonly version?: number;
}

export type ViewDraft = Omit<View, "id" | "owner" | "count" | "version">;

export const views = {
  list: async (signal?: AbortSignal) => listOf(await call<Listed<View>>("/views", { signal })),
  create: (draft: ViewDraft) => post<View>("/views", draft),
  save: (id: string, draft: ViewDraft, version?: number) =>
    call<View>(`/views/${id}`, { method: "PUT", body: version ? { ...draft, version } : draft }),
  remove: (id: string) => call<void>(`/views/${id}`, { method: "DELETE" }),
  order: (ids: readonly string[]) => call<void>("/views/order", { method: "PUT", body: { ids } }),
};

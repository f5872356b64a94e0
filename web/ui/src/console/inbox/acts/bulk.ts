import { call, post } from "../../api.ts";
import type { Filter } from "../../views/filter.ts";

/** A job over many tickets: the server does it, and goes on when the page is left. */
export interface Bulk {
  readonly id: string;
  readonly total: number;
  readonly done: number;
  readonly failed: number;
  readonly state: string;
  readonly failures?: readonly { readonly id: number; readonly number: number; readonly text: string }[] | null;
}

export interface BulkOrder {
  readonly client_id: string;
  readonly ids?: readonly number[];
  readonly filter?: Filter;
  readonly change?: Readonly<Record<string, unknown>>;
  readonly macro?: string;
}

export const bulk = {
  start: (order: BulkOrder) => post<Bulk>("/bulk", order),
  read: (id: string, signal?: AbortSignal) => call<Bulk>(`/bulk/${id}`, { signal }),
  undo: (id: string) => post<Bulk>(`/bulk/${id}/undo`),
};

/** Whether everything was tried. */
export const finished = (job: Bulk): boolean => job.done + job.failed >= job.total || /^(done|failed|finished|undone)$/.test(job.state);

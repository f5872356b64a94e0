import { call, post } from "../../api.ts";

/** A job over many tickets: the server does it, and goes on when the page is left. */
export interface Bulk {
  readonly id: string;
  readonly total: number;
  readonly done: number;
  readonly failed: number;
  readonly state: string;
  /** Of those that were done: put back as they were. */
  readonly undone?: number;
  readonly failures?: readonly { readonly id: number; readonly number: number; readonly text: string }[] | null;
}

export interface BulkOrder {
  readonly client_id: string;
  readonly ids: readonly number[];
  readonly change?: Readonly<Record<string, unknown>>;
  readonly macro?: string;
}

export const bulk = {
  start: (order: BulkOrder) => post<Bulk>("/bulk", order),
  read: (id: string, signal?: AbortSignal) => call<Bulk>(`/bulk/${id}`, { signal }),
  undo: (id: string) => post<Bulk>(`/bulk/${id}/undo`),
};

/** Whether everything was tried, or put back. */
export const finished = (job: Bulk): boolean => job.state === "done" || job.state === "cancelled" || job.state === "undone";

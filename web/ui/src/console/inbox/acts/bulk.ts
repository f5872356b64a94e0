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
  /** What is done stays. */
  cancel: (id: string) => post<Bulk>(`/bulk/${id}/cancel`),
};

const KEPT = "dari.bulk";

/** Remembers the job that is watched, so that a page loaded anew goes on watching it; null: none is. */
export function keepJob(job: { readonly id: string; readonly kind: string } | null): void {
  try {
    if (job) sessionStorage.setItem(KEPT, JSON.stringify(job));
    else sessionStorage.removeItem(KEPT);
  } catch {
    // it is then watched as long as the page stands
  }
}

export function keptJob(): { readonly id: string; readonly kind: string } | null {
  try {
    const kept: unknown = JSON.parse(sessionStorage.getItem(KEPT) ?? "null");
    if (typeof kept !== "object" || kept === null) return null;
    const [id, kind]: unknown[] = [Reflect.get(kept, "id"), Reflect.get(kept, "kind")];
    return typeof id === "string" && typeof kind === "string" ? { id, kind } : null;
  } catch {
    return null;
  }
}

/** Whether everything was tried, or put back. */
export const finished = (job: Bulk): boolean => job.state === "done" || job.state === "cancelled" || job.state === "undone";

import type { Ticket } from "../ticket.ts";

// Which rows are chosen. `whole` says that the whole view is, beyond the rows that were loaded.

export interface Selection {
  readonly ids: ReadonlySet<number>;
  /** From where Shift+X reaches. */
  readonly anchor: number | null;
  /** How many the whole view holds, once all of it is chosen. */
  readonly whole: number | null;
}

export const nothing: Selection = { ids: new Set(), anchor: null, whole: null };

export function toggled(was: Selection, id: number): Selection {
  const ids = new Set(was.ids);
  if (!ids.delete(id)) ids.add(id);
  return { ids, anchor: id, whole: null };
}

/** Everything between the last one that was chosen and this one. */
export function upTo(was: Selection, rows: readonly Ticket[], id: number): Selection {
  const from = rows.findIndex((row) => row.id === was.anchor);
  const to = rows.findIndex((row) => row.id === id);
  if (from < 0 || to < 0) return toggled(was, id);
  const between = rows.slice(Math.min(from, to), Math.max(from, to) + 1);
  return { ids: new Set([...was.ids, ...between.map((row) => row.id)]), anchor: was.anchor, whole: null };
}

export const allOf = (rows: readonly Ticket[]): Selection => ({
  ids: new Set(rows.map((row) => row.id)),
  anchor: rows[0]?.id ?? null,
  whole: null,
});

/** What is left chosen after a job: the tickets it failed on. */
export const failedOf = (ids: readonly number[]): Selection => ({ ids: new Set(ids), anchor: ids[0] ?? null, whole: null });

export const sizeOf = (selection: Selection): number => selection.whole ?? selection.ids.size;

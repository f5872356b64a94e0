import type { Draft, Policy } from "./api.ts";

export type Unit = "minutes" | "hours";

const HOUR = 60;

/** A time as it is typed: whole hours as hours, anything else as minutes. */
export function toField(minutes: number | null): { value: string; unit: Unit } {
  if (minutes === null) return { value: "", unit: "minutes" };
  return minutes % HOUR === 0 ? { value: String(minutes / HOUR), unit: "hours" } : { value: String(minutes), unit: "minutes" };
}

/** Minutes of a field, null when it is empty or no time. */
export function fromField(value: string, unit: Unit): number | null {
  const n = Number(value);
  if (value.trim() === "" || !Number.isFinite(n) || n <= 0) return null;
  return Math.max(1, Math.round(unit === "hours" ? n * HOUR : n));
}

/** Whether something is owed and it has a name. */
export function isRight(draft: Draft): boolean {
  return draft.name.trim() !== "" && (draft.first_minutes ?? draft.next_minutes ?? draft.solve_minutes) !== null;
}

export const EMPTY: Draft = {
  name: "",
  applies: { types: [], channels: [], tags: [], grades: [] },
  position: 0,
  first_minutes: HOUR,
  next_minutes: 2 * HOUR,
  solve_minutes: null,
  warn_percent: 75,
  calendar: 0,
};

/** Whether a policy takes every ticket, so that those behind it get none. */
export function takesAll(policy: Policy): boolean {
  const { types, channels, tags, grades } = policy.applies;
  return types.length + channels.length + tags.length + grades.length === 0;
}

/** The policies that no ticket comes to. */
export function unreached(policies: readonly Policy[]): ReadonlySet<number> {
  const end = policies.findIndex(takesAll);
  return new Set(end < 0 ? [] : policies.slice(end + 1).map((policy) => policy.id));
}

/** With or without a value. */
export function toggled(list: readonly string[], value: string): string[] {
  return list.includes(value) ? list.filter((one) => one !== value) : [...list, value];
}

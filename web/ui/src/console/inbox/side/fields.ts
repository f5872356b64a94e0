export type Values = Readonly<Record<string, unknown>>;

const empty = (value: unknown): boolean =>
  value === null || value === undefined || value === "" || (Array.isArray(value) && value.length === 0);

/** What differs of a form; null takes a value out. */
export function changedFields(before: Values, after: Values): Record<string, unknown> {
  const changed: Record<string, unknown> = {};
  for (const id of new Set([...Object.keys(before), ...Object.keys(after)])) {
    const [was, is] = [before[id], after[id]];
    if (empty(was) && empty(is)) continue;
    if (JSON.stringify(was) !== JSON.stringify(is)) changed[id] = empty(is) ? null : is;
  }
  return changed;
}

/** The tags as two people have changed them at once: what either added is there, what either took away is not. */
export function tagsOfBoth(before: readonly string[], theirs: readonly string[], mine: readonly string[]): string[] {
  const kept = mine.filter((tag) => theirs.includes(tag) || !before.includes(tag));
  return [...kept, ...theirs.filter((tag) => !before.includes(tag) && !mine.includes(tag))];
}

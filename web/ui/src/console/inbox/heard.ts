/** How many tickets are remembered: far more than change between a question and its answer. */
const MOST = 1000;

const versions = new Map<number, number>();

/** Notes that a ticket has come to a version. */
export function heard(id: number, version: number): void {
  const known = versions.get(id) ?? 0;
  versions.delete(id); // what was heard last stands last
  versions.set(id, Math.max(known, version));
  if (versions.size > MOST) versions.delete(versions.keys().next().value ?? id);
}

/** Whether a ticket that was read is older than what was heard of it: an answer may have set out before a
 * change and come in after the word of it. */
export function isStale(ticket: { readonly id: number; readonly version: number }): boolean {
  return (versions.get(ticket.id) ?? 0) > ticket.version;
}

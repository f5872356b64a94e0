// When somebody counts as away: nothing moved in any tab of the console for five minutes, the last of
// them with a warning.

export const AWAY_AFTER_MS = 5 * 60_000;
export const WARN_MS = 60_000;

/** Seconds left while the warning is shown; null before it, 0 when it is time. */
export function warningLeft(idleMs: number): number | null {
  const left = AWAY_AFTER_MS - idleMs;
  if (left > WARN_MS) return null;
  return Math.max(0, Math.ceil(left / 1000));
}

const KEY = "dari.active";

/** Tells the other tabs that somebody is here. */
export function markActive(now: number): void {
  try {
    localStorage.setItem(KEY, String(now));
  } catch {
    // each tab then counts for itself
  }
}

/** When something moved last, in any tab. */
export function lastActive(): number {
  try {
    return Number(localStorage.getItem(KEY) ?? 0);
  } catch {
    return 0;
  }
}

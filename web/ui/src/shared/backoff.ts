/** Full jitter: a random wait between 0 and the doubled ceiling, so that a thousand sockets that
 * lost the same server do not come back together. */
export function backoff(attempt: number, random: () => number = Math.random, first = 500, most = 30_000): number {
  return Math.round(random() * Math.min(most, first * 2 ** attempt));
}

import type { SplitRange } from "./Log.tsx";

/** The run of messages after one more was chosen or left out: it has no holes. */
export function stretch({ from, to }: SplitRange, seq: number): SplitRange {
  if (from === 0) return { from: seq, to: seq };
  if (seq < from) return { from: seq, to };
  if (seq > to) return { from, to: seq };
  if (from === to) return { from: 0, to: 0 };
  if (seq === from) return { from: from + 1, to };
  return { from, to: seq - 1 };
}

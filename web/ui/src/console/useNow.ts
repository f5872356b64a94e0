import { useEffect, useState } from "react";

type Tell = (now: Date) => void;

const clocks = new Map<number, { readonly told: Set<Tell>; readonly timer: ReturnType<typeof setInterval> }>();

/** One clock for all who look as often: what they draw changes at one time. */
function watch(everyMs: number, tell: Tell): () => void {
  const told = clocks.get(everyMs)?.told ?? new Set();
  told.add(tell);
  if (!clocks.has(everyMs)) {
    const tick = () => {
      const now = new Date();
      for (const each of told) each(now);
    };
    clocks.set(everyMs, { told, timer: setInterval(tick, everyMs) });
  }
  return () => {
    told.delete(tell);
    if (told.size > 0) return;
    clearInterval(clocks.get(everyMs)?.timer);
    clocks.delete(everyMs);
  };
}

/** The present, told anew every so often, so that "3분" does not stand still. */
export function useNow(everyMs = 15_000): Date {
  const [now, setNow] = useState(() => new Date());
  useEffect(() => watch(everyMs, setNow), [everyMs]);
  return now;
}

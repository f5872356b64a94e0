import { useEffect, useState } from "react";

const WAIT_MS = 300;
const SHOW_MS = 500;

/** True while a skeleton should be seen: not before 300 ms of waiting, and then for at least 500 ms. */
export function useDelayed(waiting: boolean): boolean {
  const [shownAt, setShownAt] = useState<number | null>(null);
  useEffect(() => {
    if (waiting === (shownAt !== null)) return;
    const left = waiting ? WAIT_MS : SHOW_MS - (performance.now() - (shownAt ?? 0));
    const timer = setTimeout(() => setShownAt(waiting ? performance.now() : null), Math.max(0, left));
    return () => clearTimeout(timer);
  }, [waiting, shownAt]);
  return shownAt !== null;
}

import { useEffect, useRef, useState } from "react";

const EVERY_MS = 10_000;
const TELLING_MS = 1000;

/** How a part that comes and goes is told by a screen reader: when it comes, and then for a while not again. */
export function useSeldom(shown: boolean, everyMs = EVERY_MS): "polite" | "off" {
  const [live, setLive] = useState<"polite" | "off">("polite");
  const timers = useRef<readonly ReturnType<typeof setTimeout>[]>([]);
  useEffect(() => {
    if (!shown || timers.current.length > 0) return;
    timers.current = [
      setTimeout(() => setLive("off"), TELLING_MS),
      setTimeout(() => {
        timers.current = [];
        setLive("polite");
      }, everyMs),
    ];
  }, [shown, everyMs]);
  useEffect(
    () => () => {
      for (const timer of timers.current) clearTimeout(timer);
      timers.current = [];
    },
    [],
  );
  return live;
}

import { useRef, useState } from "react";

/** The same functions for as long as the component stands; each does what that of the last drawing does. What is handed
 * them need not be drawn again because they were made anew. */
export function useStable<T extends object>(calls: T): T {
  const latest = useRef(calls);
  latest.current = calls;
  const [stable] = useState(() => {
    const call =
      (name: string) =>
      (...given: readonly unknown[]) => {
        const act: unknown = Reflect.get(latest.current, name);
        return typeof act === "function" ? act(...given) : undefined;
      };
    return Object.fromEntries(Object.keys(calls).map((name) => [name, call(name)])) as T;
  });
  return stable;
}

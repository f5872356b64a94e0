import { useCallback, useEffect, useRef, useState } from "preact/hooks";
import { Problem } from "./ask.ts";

/** What is known of an answer: nothing yet, the answer, or why there is none. */
export interface Asked<T> {
  readonly value: T | null;
  readonly problem: Problem | null;
  /** It takes long enough to tell. */
  readonly slow: boolean;
  readonly again: () => void;
}

const SLOW_MS = 300;

/** Asks when first drawn and whenever what it depends on changes; what was known stays until the
 * new answer is there. */
export function useAsk<T>(question: () => Promise<T>, on: readonly unknown[]): Asked<T> {
  const [state, put] = useState<Omit<Asked<T>, "again">>({ value: null, problem: null, slow: false });
  const run = useRef(0);
  const again = useCallback(() => {
    const mine = ++run.current;
    const late = setTimeout(() => mine === run.current && put((s) => ({ ...s, slow: true })), SLOW_MS);
    const done = (value: T | null, problem: Problem | null) => {
      clearTimeout(late);
      if (mine === run.current) put((s) => ({ value: value ?? s.value, problem, slow: false }));
    };
    question().then(
      (value) => done(value, null),
      (error) => done(null, toProblem(error)),
    );
    // biome-ignore lint/correctness/useExhaustiveDependencies: the question is new at each drawing, its meaning is in `on`
  }, on);
  useEffect(() => {
    again();
    return () => {
      run.current++;
    };
  }, [again]);
  return { ...state, again };
}

export function toProblem(error: unknown): Problem {
  return error instanceof Problem ? error : new Problem({ status: 0, title: String(error) });
}

import { useEffect, useRef } from "react";

// The palette writes into the composer that is open, if one is.
let open: { current: (text: string) => void } | null = null;

/** Takes texts from outside while the component stands. */
export function usePutText(put: (text: string) => void): void {
  const latest = useRef(put);
  latest.current = put;
  useEffect(() => {
    open = latest;
    return () => {
      if (open === latest) open = null;
    };
  }, []);
}

export const canPutText = (): boolean => open !== null;
export const putText = (text: string): void => open?.current(text);

// And it runs macros on the ticket that is open.
let runner: { current: (macro: string, name: string) => void } | null = null;

/** Takes macros from outside while the component stands. */
export function useRunMacro(run: (macro: string, name: string) => void): void {
  const latest = useRef(run);
  latest.current = run;
  useEffect(() => {
    runner = latest;
    return () => {
      if (runner === latest) runner = null;
    };
  }, []);
}

export const runMacro = (macro: string, name: string): void => runner?.current(macro, name);

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

import { type RefObject, useEffect, useRef } from "react";
import { useSearchParams } from "wouter";
import type { ThreadState } from "./thread.ts";

/** How many pages are read back to reach a place; who wants more reads on from there. */
const TURNS = 40;

/** Brings the message into sight that a search led to (?at=seq), and marks it; older ones are read until it is there. */
export function useSought(box: RefObject<HTMLElement | null>, state: ThreadState, older: () => Promise<void>, leave: () => void) {
  const [search] = useSearchParams();
  const seq = Number(search.get("at"));
  const sought = useRef({ seq: 0, turns: 0 });
  useEffect(() => {
    if (!seq || !state.loaded || sought.current.seq === seq) return;
    const line = box.current?.querySelector<HTMLElement>(`[data-seq="${seq}"]`);
    if (line) {
      sought.current = { seq, turns: 0 };
      leave();
      line.dataset.sought = "true";
      line.scrollIntoView({ block: "center" });
    } else if (state.more && sought.current.turns < TURNS && (state.messages[0]?.seq ?? 0) > seq) {
      sought.current.turns += 1;
      void older().catch(() => {});
    }
  }, [box, seq, state, older, leave]);
}

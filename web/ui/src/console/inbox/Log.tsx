import { Button } from "@kit";
import { dayKey } from "@shared/fmt.ts";
import { useCallback, useEffect, useLayoutEffect, useMemo, useRef, useState } from "react";
import { useTexts } from "../texts.ts";
import { useNow } from "../useNow.ts";
import { actsOf, withActivity } from "./activity.ts";
import { LogLine } from "./LogLine.tsx";
import { useSought } from "./sought.ts";
import { lines, type Pending, type ThreadState } from "./thread.ts";
import type { TicketEvent } from "./ticket.ts";

const NEAR_PX = 40;

export interface LogProps {
  readonly conversation: string;
  readonly state: ThreadState;
  readonly events: readonly TicketEvent[];
  /** What a type and a step of it are called. */
  readonly typeOf: (key: string) => string;
  readonly stepOf: (id: string) => string;
  readonly shopper: string;
  readonly me: string;
  /** How far the shopper has read. */
  readonly readSeq: number;
  /** Takes back a message of staff; without it nothing can be. */
  readonly onWithdraw: ((seq: number) => Promise<void>) | undefined;
  /** Takes back an answer by mail that has not left yet. */
  readonly onUnsend: ((seq: number) => Promise<void>) | undefined;
  readonly onResend: ((seq: number, maybe: boolean) => Promise<void>) | undefined;
  /** While messages are chosen that make a ticket of their own: from which to which. */
  readonly split: SplitRange | null;
  readonly onSplit: (seq: number) => void;
  readonly onOlder: () => Promise<void>;
  readonly onRetry: (pending: Pending) => void;
  readonly onDrop: (pending: Pending) => void;
}

/** A run of messages; 0: none is chosen yet. */
export interface SplitRange {
  readonly from: number;
  readonly to: number;
}

/** The conversation: it stays at the bottom unless the reader scrolled up, and then says what came. */
export function Log(props: LogProps) {
  const { state, onOlder } = props;
  const { t, lang } = useTexts();
  const now = useNow();
  const box = useRef<HTMLDivElement>(null);
  const stick = useRef(true);
  const before = useRef(0);
  const [below, setBelow] = useState(0);
  const [reading, setReading] = useState(0);
  const busy = reading > 0;
  const { events, typeOf, stepOf } = props;
  const minute = Math.floor(now.getTime() / 60_000);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the words of the acts change with the day at most
  const acts = useMemo(() => actsOf(events, { t, lang, now, typeOf, stepOf }), [events, t, lang, minute, typeOf, stepOf]);
  const drawn = useMemo(() => withActivity(lines(state, dayKey), acts, events, !state.more), [state, acts, events]);
  const last = state.lastSeq;
  const count = state.messages.length + state.notes.length + state.pending.length;
  const seenLast = useRef(last);

  useLayoutEffect(() => {
    const el = box.current;
    if (!el) return;
    if (before.current > 0) {
      el.scrollTop += el.scrollHeight - before.current; // older ones came above: the place is kept
      before.current = 0;
    } else if (stick.current && count > 0) {
      el.scrollTop = el.scrollHeight;
    }
  }, [count]);
  // The composer grows and shrinks, and so does what is shown: who was at the bottom stays there.
  useEffect(() => {
    const el = box.current;
    if (!el) return;
    const watch = new ResizeObserver(() => {
      if (stick.current) el.scrollTop = el.scrollHeight;
    });
    watch.observe(el);
    for (const child of el.children) watch.observe(child);
    return () => watch.disconnect();
  }, []);
  const leave = useCallback(() => {
    stick.current = false;
  }, []);
  // History that is put in above is not read aloud: the log is busy until it stands there.
  const older = useCallback(async () => {
    setReading((n) => n + 1);
    try {
      await onOlder();
    } finally {
      requestAnimationFrame(() => setTimeout(() => setReading((n) => n - 1)));
    }
  }, [onOlder]);
  useSought(box, state, older, leave);
  useEffect(() => {
    if (!stick.current && last > seenLast.current) setBelow((n) => n + last - seenLast.current);
    seenLast.current = last;
  }, [last]);

  const onScroll = () => {
    const el = box.current;
    if (!el) return;
    stick.current = el.scrollHeight - el.scrollTop - el.clientHeight < NEAR_PX;
    if (stick.current) setBelow(0);
  };
  const more = async () => {
    before.current = box.current?.scrollHeight ?? 0;
    await older().catch(() => {
      before.current = 0;
    });
  };
  return (
    <div className="log-wrap">
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by key */}
      <div className="log" role="log" aria-label={t("console.log.label")} aria-busy={busy} tabIndex={0} ref={box} onScroll={onScroll}>
        <ol>
          {state.more ? (
            <li className="day">
              <Button size="xs" variant="subtle" loading={busy} onClick={() => void more()}>
                {t("console.log.older")}
              </Button>
            </li>
          ) : null}
          {drawn.map((line) => (
            <LogLine key={line.key} line={line} {...props} />
          ))}
        </ol>
      </div>
      {below > 0 ? (
        <button
          type="button"
          className="new-below"
          onClick={() => {
            box.current?.scrollTo({ top: box.current.scrollHeight });
          }}
        >
          {t("console.log.below", { n: below })} ↓
        </button>
      ) : null}
    </div>
  );
}

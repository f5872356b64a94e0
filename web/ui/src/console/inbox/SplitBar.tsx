import { Button, TextInput } from "@kit";
import { useEffect, useState } from "react";
import { useToasts } from "../frame/toasts.tsx";
import { sayProblem } from "../problems.ts";
import { useTexts } from "../texts.ts";
import type { SplitRange } from "./Log.tsx";
import { stretch } from "./split.ts";
import { talk } from "./talkApi.ts";
import type { Ticket } from "./ticket.ts";

/** The choosing of messages: null while none are chosen. */
export function useSplit(number: number) {
  const [range, setRange] = useState<SplitRange | null>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another ticket, another choice
  useEffect(() => setRange(null), [number]);
  return {
    range,
    begin: () => setRange({ from: 0, to: 0 }),
    choose: (seq: number) => setRange((was) => (was ? stretch(was, seq) : was)),
    stop: () => setRange(null),
  };
}

export interface SplitBarProps {
  readonly number: number;
  readonly range: SplitRange;
  readonly count: number;
  readonly onStop: () => void;
  readonly onDone: (made: Ticket) => void;
}

/** Makes a ticket of its own out of the chosen messages. */
export function SplitBar({ number, range, count, onStop, onDone }: SplitBarProps) {
  const { t } = useTexts();
  const { fail } = useToasts();
  const [title, setTitle] = useState("");
  const [busy, setBusy] = useState(false);
  const split = async () => {
    setBusy(true);
    try {
      onDone(await talk.split(number, range.from, range.to, title.trim()));
    } catch (error) {
      fail(sayProblem(error, t));
      setBusy(false);
    }
  };
  return (
    <form
      className="reopen split-bar"
      onSubmit={(event) => {
        event.preventDefault();
        void split();
      }}
    >
      <p>{count > 0 ? t("console_talk.split_count", { n: count }) : t("console_talk.split_lead")}</p>
      {count > 0 ? (
        <TextInput
          aria-label={t("console_talk.split_title")}
          placeholder={t("console_talk.split_title")}
          value={title}
          maxLength={200}
          onChange={(event) => setTitle(event.currentTarget.value)}
        />
      ) : null}
      <div className="split-acts">
        <Button variant="subtle" onClick={onStop}>
          {t("console_talk.split_stop")}
        </Button>
        <Button type="submit" variant="filled" disabled={count === 0} loading={busy}>
          {count > 0 ? t("console_talk.split_do", { n: count }) : t("console_talk.split")}
        </Button>
      </div>
    </form>
  );
}

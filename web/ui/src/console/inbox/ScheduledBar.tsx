import { Icon } from "@kit";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useToasts } from "../frame/toasts.tsx";
import { useFrames } from "../live/useLive.tsx";
import { sayProblem } from "../problems.ts";
import { useTexts } from "../texts.ts";
import { When } from "../When.tsx";
import { type Scheduled, talk } from "./talkApi.ts";
import type { Letter } from "./ticketApi.ts";

export interface ScheduledBarProps {
  readonly number: number;
  /** The ticket's id, as hints name it. */
  readonly id: number;
  readonly mayWrite: boolean;
  /** The text comes back to be written on. */
  readonly onBack: (text: string, mail: Letter | null) => void;
}

/** Answers that leave later: when and what; and those that did not leave, with the reason. */
export function ScheduledBar({ number, id, mayWrite, onBack }: ScheduledBarProps) {
  const { t } = useTexts();
  const { say, fail } = useToasts();
  const client = useQueryClient();
  const [dismissed, setDismissed] = useState<ReadonlySet<string>>(new Set());
  const key = ["scheduled", number];
  const query = useQuery({ queryKey: key, queryFn: ({ signal }) => talk.scheduled(number, signal), staleTime: 30_000, retry: false });
  useFrames((frame) => {
    if (frame.t === "ticket" && frame.id === id) void client.invalidateQueries({ queryKey: key });
  });
  const list = (query.data ?? []).filter((one) => shown(one) && !dismissed.has(one.id));
  if (list.length === 0) return null;
  const stop = async (one: Scheduled) => {
    try {
      if (one.state === "planned") {
        await talk.unschedule(number, one.id);
        say(t("console_talk.done.unscheduled"));
      }
      onBack(one.text, one.mail ?? null);
      setDismissed(new Set([...dismissed, one.id]));
    } catch (error) {
      fail(sayProblem(error, t));
    }
    void client.invalidateQueries({ queryKey: key });
  };
  return (
    <ul className="scheduled">
      {list.map((one) => (
        <li key={one.id} data-state={one.state}>
          <Icon name={one.state === "planned" ? "clock" : "alert"} size={16} />
          <span>
            {one.state === "planned" ? (
              <b>
                <When at={one.send_at} form="full" />
              </b>
            ) : (
              <b>{one.reason_text}</b>
            )}{" "}
            {one.state === "planned" ? t("console_talk.scheduled", { text: one.text }) : one.text}
          </span>
          {mayWrite ? (
            <button type="button" className="link-button" onClick={() => void stop(one)}>
              {t(one.state === "planned" ? "console_talk.unschedule" : "console_talk.rewrite")}
            </button>
          ) : null}
        </li>
      ))}
    </ul>
  );
}

// What somebody stopped by hand needs no telling; what stopped by itself does.
const shown = (one: Scheduled): boolean =>
  one.state === "planned" || one.state === "failed" || (one.state === "cancelled" && one.reason !== "by_hand");

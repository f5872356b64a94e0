import { Icon } from "@kit";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useToasts } from "../frame/toasts.tsx";
import { sayProblem } from "../problems.ts";
import { useTexts } from "../texts.ts";
import { When } from "../When.tsx";
import { talk } from "./talkApi.ts";

export interface ScheduledBarProps {
  readonly number: number;
  readonly mayWrite: boolean;
  /** The text comes back to be written on. */
  readonly onBack: (text: string) => void;
}

/** Answers that leave later: when, what they say, and that they need not leave. */
export function ScheduledBar({ number, mayWrite, onBack }: ScheduledBarProps) {
  const { t } = useTexts();
  const { say, fail } = useToasts();
  const client = useQueryClient();
  const key = ["scheduled", number];
  const query = useQuery({ queryKey: key, queryFn: ({ signal }) => talk.scheduled(number, signal), staleTime: 30_000, retry: false });
  const list = query.data ?? [];
  if (list.length === 0) return null;
  const stop = async (id: string, text: string) => {
    try {
      await talk.unschedule(number, id);
      onBack(text);
      say(t("console_talk.done.unscheduled"));
    } catch (error) {
      fail(sayProblem(error, t));
    }
    void client.invalidateQueries({ queryKey: key });
  };
  return (
    <ul className="scheduled">
      {list.map((one) => (
        <li key={one.id}>
          <Icon name="clock" size={16} />
          <span>
            <b>
              <When at={one.send_at} form="full" />
            </b>{" "}
            {t("console_talk.scheduled", { text: one.text })}
          </span>
          {mayWrite ? (
            <button type="button" className="link-button" onClick={() => void stop(one.id, one.text)}>
              {t("console_talk.unschedule")}
            </button>
          ) : null}
        </li>
      ))}
    </ul>
  );
}

import { TextInput } from "@kit";
import { dateTime } from "@shared/fmt.ts";
import type { Lang } from "@shared/i18n.ts";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useLater } from "../frame/useLater.ts";
import { type Calendar, calendar, type Line, type Plan } from "./api.ts";
import { isRight, shopField, shopMoment } from "./rules.ts";
import { useHoursTexts } from "./texts.ts";

const REST_MS = 250;

interface PreviewPanelProps {
  readonly plan: Plan;
  readonly saved: Calendar;
  readonly dirty: boolean;
  readonly lang: Lang;
}

/** What shoppers read now and at a moment one chooses, by the hours as they stand on the page. */
export function PreviewPanel({ plan, saved, dirty, lang }: PreviewPanelProps) {
  const t = useHoursTexts();
  const [at, setAt] = useState(() => firstHoliday(saved));
  const moment = shopMoment(at, saved.zone);
  const asked = useLater(JSON.stringify({ plan, at: moment ? [moment] : [] }), REST_MS);
  const preview = useQuery({
    queryKey: ["calendar-preview", asked],
    queryFn: ({ signal }) => {
      const question: { plan: Plan; at: string[] } = JSON.parse(asked);
      return calendar.preview(question.plan, question.at, signal);
    },
    enabled: isRight(plan),
    placeholderData: (before) => before,
  });
  const [now, chosen] = preview.data?.lines ?? [saved.now];
  return (
    <section className="panel panel-pad form" aria-labelledby="hours-preview">
      <h2 id="hours-preview">{t("hours.preview")}</h2>
      <Said label={t("hours.preview_now")} line={now} lang={lang} zone={saved.zone} />
      <TextInput
        type="datetime-local"
        label={t("hours.preview_pick")}
        value={at}
        step={300}
        onChange={(event) => setAt(event.currentTarget.value)}
      />
      <Said label={t("hours.preview_at")} line={moment ? chosen : undefined} lang={lang} zone={saved.zone} />
      {dirty ? <p className="meta">{t("hours.preview_unsaved")}</p> : null}
    </section>
  );
}

/** Three in the afternoon of the next public holiday: the question everybody has. */
function firstHoliday(saved: Calendar): string {
  const next = saved.holidays[0];
  return next ? `${next.from}T15:00` : shopField(new Date(saved.now.at), saved.zone);
}

interface SaidProps {
  readonly label: string;
  readonly line: Line | undefined;
  readonly lang: Lang;
  readonly zone: string;
}

function Said({ label, line, lang, zone }: SaidProps) {
  return (
    <div className="said" role="status">
      <span className="meta">
        {label}
        {line ? ` · ${dateTime(new Date(line.at), lang, new Date(line.at), zone)}` : ""}
      </span>
      <p>
        <i className="dot" data-state={line?.state === "open" ? "open" : "away"} aria-hidden="true" />
        {line ? line.line[lang] : "…"}
      </p>
    </div>
  );
}

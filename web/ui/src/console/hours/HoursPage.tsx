import "../pages.css";
import "./hours.css";
import { TextInput } from "@kit";
import type { Lang } from "@shared/i18n.ts";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useToasts } from "../frame/toasts.tsx";
import { LoadedPage } from "../LoadedPage.tsx";
import { PageHead, SETTINGS } from "../PageHead.tsx";
import { SaveBar } from "../SaveBar.tsx";
import { useSession } from "../session.tsx";
import { useTexts } from "../texts.ts";
import { useSheet } from "../useSheet.ts";
import { type Calendar, calendar, type Plan, planOf } from "./api.ts";
import { CloseNow } from "./CloseNow.tsx";
import { dates } from "./dates.ts";
import { Exceptions } from "./Exceptions.tsx";
import { PeopleHours } from "./Own.tsx";
import { People } from "./People.tsx";
import { PreviewPanel } from "./PreviewPanel.tsx";
import { isRight } from "./rules.ts";
import { useHoursTexts } from "./texts.ts";
import { WeekGrid } from "./WeekGrid.tsx";

const KEY = ["calendar"];

/** When the shop's staff answer. */
export default function HoursPage() {
  const t = useHoursTexts();
  const { lang } = useTexts();
  const query = useQuery({ queryKey: KEY, queryFn: calendar.read, refetchInterval: 60_000 });
  const { data } = query;
  return (
    <LoadedPage
      waiting={query.isPending}
      error={data ? null : query.error}
      onRetry={() => void query.refetch()}
      above={data ? null : <PageHead title={t("hours.title")} back={SETTINGS} lead={t("hours.lead")} />}
    >
      {data ? <Editor saved={data} lang={lang} /> : null}
    </LoadedPage>
  );
}

function Editor({ saved, lang }: { saved: Calendar; lang: Lang }) {
  const t = useHoursTexts();
  const { can } = useSession();
  const { say } = useToasts();
  const client = useQueryClient();
  const locked = !can("settings:write");
  const now = new Date(saved.now.at);
  const keep = (next: Calendar) => client.setQueryData(KEY, next);
  const sheet = useSheet<Plan>(planOf(saved), {
    store: async (plan) => {
      keep(await calendar.save(plan));
      say(t("hours.saved"));
    },
    reread: () => void client.invalidateQueries({ queryKey: KEY }),
  });
  const { value: plan, change } = sheet;
  return (
    <>
      <PageHead
        title={t("hours.title")}
        back={SETTINGS}
        lead={`${t("hours.lead")} ${t("hours.zone", { zone: saved.zone })} ${locked ? t("hours.readonly") : ""}`}
        acts={
          locked ? null : (
            <CloseNow
              saved={saved}
              lang={lang}
              onDone={(next) => {
                keep(next);
                sheet.rebase({ version: next.version });
              }}
            />
          )
        }
      />
      <div className="split">
        <div className="stack">
          <section className="panel panel-pad form" aria-labelledby="hours-week">
            <h2 id="hours-week">{t("hours.week")}</h2>
            <WeekGrid week={plan.week} locked={locked} onChange={(week) => change({ week })} />
          </section>
          <section className="panel panel-pad form" aria-labelledby="hours-exceptions">
            <h2 id="hours-exceptions">{t("hours.exceptions")}</h2>
            <p className="meta">{t("hours.exceptions_lead")}</p>
            <Exceptions plan={plan} lang={lang} now={now} locked={locked} onChange={change} />
          </section>
        </div>
        <div className="stack">
          <PreviewPanel plan={plan} saved={saved} dirty={sheet.dirty} lang={lang} />
          <section className="panel panel-pad form" aria-labelledby="hours-holidays">
            <h2 id="hours-holidays">{t("hours.holidays")}</h2>
            <label className="hours-check">
              <input
                type="checkbox"
                checked={plan.public_holidays}
                disabled={locked}
                onChange={(event) => change({ public_holidays: event.currentTarget.checked })}
              />
              {t("hours.holidays_off")}
            </label>
            {plan.public_holidays ? null : <p className="meta">{t("hours.holidays_open")}</p>}
            <h3 className="field-label">{t("hours.holidays_next")}</h3>
            <ul className="hours-days">
              {saved.holidays.map((h) => (
                <li key={h.from}>
                  <span className="num">{dates(h.from, h.to, lang, now)}</span>
                  <b>{h.name[lang]}</b>
                </li>
              ))}
            </ul>
          </section>
          <Answers plan={plan} locked={locked} onChange={change} />
          <People locked={locked} />
          <PeopleHours mayWrite={can("duty:write")} />
        </div>
      </div>
      <SaveBar of={sheet} right={isRight(plan)} />
    </>
  );
}

const LIMITS = { reply_minutes: 10000, capacity: 50 } as const;

function Answers({ plan, locked, onChange }: { plan: Plan; locked: boolean; onChange: (change: Partial<Plan>) => void }) {
  const t = useHoursTexts();
  const rows = [
    { name: "reply_minutes", label: t("hours.reply"), note: t("hours.reply_note") },
    { name: "capacity", label: t("hours.capacity"), note: t("hours.capacity_note") },
  ] as const;
  return (
    <section className="panel panel-pad form" aria-labelledby="hours-answers">
      <h2 id="hours-answers">{t("hours.answers")}</h2>
      {rows.map(({ name, label, note }) => (
        <TextInput
          key={name}
          type="number"
          inputMode="numeric"
          min={1}
          max={LIMITS[name]}
          label={label}
          description={note}
          value={plan[name]}
          disabled={locked}
          onChange={(event) => {
            const n = event.currentTarget.valueAsNumber;
            if (n >= 1 && n <= LIMITS[name]) onChange({ [name]: Math.round(n) });
          }}
        />
      ))}
    </section>
  );
}

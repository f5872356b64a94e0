import { date, dayKey, duration, number, percent } from "@shared/fmt.ts";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { useSearchParams } from "wouter";
import { LoadedPage } from "../LoadedPage.tsx";
import { PageTabs } from "../PageTabs.tsx";
import { useSession } from "../session.tsx";
import { useTexts } from "../texts.ts";
import { type AgentsReport, type Day, type Figures, reports } from "./api.ts";
import { Kpi } from "./LiveTab.tsx";
import { useReportsTexts } from "./texts.ts";

const RANGES = ["1", "7", "28", "90"] as const;
const CHANNELS = ["", "chat", "mail", "form", "phone", "sms"] as const;
const DAY = 86_400_000;

/** How fast people were answered and how it went, over a range of days. */
export function AgentsTab({ above }: { readonly above: ReactNode }) {
  const t = useReportsTexts();
  const { can } = useSession();
  const [search, setSearch] = useSearchParams();
  const range = RANGES.find((days) => days === search.get("days")) ?? "28";
  const channel = CHANNELS.find((name) => name === search.get("channel")) ?? "";
  const today = new Date();
  const query = { from: dayKey(new Date(today.getTime() - (Number(range) - 1) * DAY)), to: dayKey(today), channel };
  const report = useQuery({
    queryKey: ["reports", "agents", query],
    queryFn: ({ signal }) => reports.agents(query, signal),
    placeholderData: keepPreviousData,
  });
  const choose = (name: string, value: string) =>
    setSearch((was) => {
      const next = new URLSearchParams(was);
      if (value) next.set(name, value);
      else next.delete(name);
      return next;
    });
  return (
    <LoadedPage
      waiting={report.isPending}
      error={report.data ? null : report.error}
      onRetry={() => void report.refetch()}
      above={
        <>
          {above}
          <div className="rep-filters">
            <PageTabs
              names={RANGES}
              chosen={range}
              label={(days) => t(`reports.range.${days}`)}
              onChoose={(days) => choose("days", days)}
            />
            <label className="field">
              <span className="sr">{t("reports.channel")}</span>
              <select value={channel} onChange={(event) => choose("channel", event.currentTarget.value)}>
                {CHANNELS.map((name) => (
                  <option key={name} value={name}>
                    {t(`reports.channel.${name || "all"}`)}
                  </option>
                ))}
              </select>
            </label>
          </div>
          <p className="meta page-note">{can("reports:read") ? t("reports.clock") : `${t("reports.own")} ${t("reports.clock")}`}</p>
        </>
      }
    >
      {report.data ? <Report report={report.data} /> : null}
    </LoadedPage>
  );
}

function Report({ report }: { readonly report: AgentsReport }) {
  const t = useReportsTexts();
  const { lang } = useTexts();
  const { total } = report;
  const said = (seconds: number | null) => (seconds === null ? t("reports.no_value") : duration(seconds, lang));
  return (
    <>
      <section className="panel panel-pad rep-block">
        <h2>{t("reports.first")}</h2>
        <p>
          {total.first.median === null
            ? t("reports.none_said")
            : t("reports.first_said", { median: said(total.first.median), p90: said(total.first.p90) })}
        </p>
        <Bars days={report.days ?? []} />
      </section>
      <div className="rep-kpis">
        <Kpi title={t("reports.handled")} value={t("reports.count", { n: number(total.handled) })} />
        <Kpi title={t("reports.next")} value={said(total.next.median)}>
          {total.next.p90 === null ? null : <p>{t("reports.p90", { time: said(total.next.p90) })}</p>}
        </Kpi>
        <Kpi title={t("reports.solve")} value={said(total.solve.median)}>
          {total.solve.p90 === null ? null : <p>{t("reports.p90", { time: said(total.solve.p90) })}</p>}
        </Kpi>
        <Kpi title={t("reports.once")} value={share(total.solved_once, total.solve.n) ?? t("reports.no_value")}>
          <p>{t("reports.of", { n: number(total.solve.n) })}</p>
        </Kpi>
        <Kpi title={t("reports.reopened")} value={share(total.reopened, total.solve.n) ?? t("reports.no_value")}>
          <p>{t("reports.of", { n: number(total.solve.n) })}</p>
        </Kpi>
        <Kpi title={t("reports.csat")} value={total.scores.share === null ? t("reports.no_value") : percent(total.scores.share * 100)}>
          <p>{t(total.scores.share === null ? "reports.few" : "reports.csat_of", { n: number(total.scores.n) })}</p>
        </Kpi>
      </div>
      <People people={report.agents ?? []} said={said} />
    </>
  );
}

function share(part: number, of: number): string | null {
  return of === 0 ? null : percent((part / of) * 100);
}

/** First answers of each day as bars; the table beside it says the same in figures. */
function Bars({ days }: { readonly days: readonly Day[] }) {
  const t = useReportsTexts();
  const { lang } = useTexts();
  const most = Math.max(1, ...days.map((day) => day.first));
  const noon = (day: string) => new Date(`${day}T12:00:00+09:00`);
  const first = days[0];
  const last = days.at(-1);
  if (!first || !last || days.length < 2 || days.every((day) => day.first === 0 && day.solved === 0)) return null;
  return (
    <div>
      <div className="rep-bars" aria-hidden="true">
        {days.map((day) => (
          <i key={day.day} data-none={day.first === 0 ? "" : undefined} style={{ height: `${(day.first / most) * 100}%` }} />
        ))}
      </div>
      <div className="rep-axis" aria-hidden="true">
        <span>{date(noon(first.day), lang, new Date())}</span>
        <span>{date(noon(last.day), lang, new Date())}</span>
      </div>
      <details>
        <summary>{t("reports.days")}</summary>
        <table className="table">
          <thead>
            <tr>
              <th>{t("reports.day")}</th>
              <th className="right">{t("reports.answered")}</th>
              <th className="right">{t("reports.median")}</th>
              <th className="right">{t("reports.solved")}</th>
            </tr>
          </thead>
          <tbody>
            {days.map((day) => (
              <tr key={day.day}>
                <td>{date(noon(day.day), lang, new Date())}</td>
                <td className="right num">{number(day.first)}</td>
                <td className="right num">{day.median === null ? t("reports.no_value") : duration(day.median, lang)}</td>
                <td className="right num">{number(day.solved)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </details>
    </div>
  );
}

function People({ people, said }: { readonly people: readonly Figures[]; readonly said: (seconds: number | null) => string }) {
  const t = useReportsTexts();
  if (people.length === 0) return null;
  return (
    <section className="rep-block">
      <div className="rep-head">
        <h2>{t("reports.people")}</h2>
        <p>{t("reports.people_note")}</p>
      </div>
      <div className="panel table-wrap">
        <table className="table stacked">
          <thead>
            <tr>
              <th>{t("reports.name")}</th>
              <th className="right">{t("reports.handled")}</th>
              <th className="right">{t("reports.replies")}</th>
              <th className="right">{t("reports.first_col")}</th>
              <th className="right">{t("reports.solve_col")}</th>
              <th className="right">{t("reports.reopened")}</th>
              <th className="right">{t("reports.csat")}</th>
            </tr>
          </thead>
          <tbody>
            {people.map((one) => (
              <tr key={one.staff?.id}>
                <td>{one.staff?.name}</td>
                <td className="right num">{number(one.handled)}</td>
                <td className="right num">{number(one.replies)}</td>
                <td className="right num">{said(one.first.median)}</td>
                <td className="right num">{said(one.solve.median)}</td>
                <td className="right num">{number(one.reopened)}</td>
                <td className="right num">
                  {one.scores.share === null ? t("reports.few", { n: number(one.scores.n) }) : percent(one.scores.share * 100)}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}

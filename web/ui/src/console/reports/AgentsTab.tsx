import { date, dayKey, duration, number, percent } from "@shared/fmt.ts";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { useSearchParams } from "wouter";
import { LoadedPage } from "../LoadedPage.tsx";
import { PageTabs } from "../PageTabs.tsx";
import { useSession } from "../session.tsx";
import { useTexts } from "../texts.ts";
import { type AgentsReport, type Clock, type Day, type Figures, onClock, reports } from "./api.ts";
import { Kpi } from "./LiveTab.tsx";
import { useReportsTexts } from "./texts.ts";

const RANGES = ["1", "7", "28", "90"] as const;
const CHANNELS = ["", "chat", "mail", "form", "phone", "sms"] as const;
const CLOCKS = ["business", "wall"] as const;
const DAY = 86_400_000;
/** Below so many a share says nothing of a person: their counts alone are shown (R118). */
const FEW = 20;

/** How fast people were answered and how it went, over a range of days. */
export function AgentsTab({ above }: { readonly above: ReactNode }) {
  const t = useReportsTexts();
  const { can } = useSession();
  const [search, setSearch] = useSearchParams();
  const range = RANGES.find((days) => days === search.get("days")) ?? "28";
  const channel = CHANNELS.find((name) => name === search.get("channel")) ?? "";
  const clock = CLOCKS.find((name) => name === search.get("clock")) ?? "business";
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
            <label className="field">
              <span className="sr">{t("reports.by")}</span>
              <select value={clock} onChange={(event) => choose("clock", event.currentTarget.value)}>
                {CLOCKS.map((name) => (
                  <option key={name} value={name}>
                    {t(`reports.by.${name}`)}
                  </option>
                ))}
              </select>
            </label>
          </div>
          <p className="meta page-note">
            {[can("reports:read") ? "" : t("reports.own"), t(clock === "wall" ? "reports.wall" : "reports.clock")]
              .filter(Boolean)
              .join(" ")}
          </p>
        </>
      }
    >
      {report.data ? <Report report={report.data} clock={clock} /> : null}
    </LoadedPage>
  );
}

function Report({ report, clock }: { readonly report: AgentsReport; readonly clock: Clock }) {
  const t = useReportsTexts();
  const { lang } = useTexts();
  const { total } = report;
  const first = onClock(total.first, clock);
  const next = onClock(total.next, clock);
  const solve = onClock(total.solve, clock);
  const said = (seconds: number | null) => (seconds === null ? t("reports.no_value") : duration(seconds, lang));
  // Six cards that say "none" would say it no better.
  if (total.handled + total.scores.n === 0) return <p className="panel panel-pad">{t("reports.none_said")}</p>;
  return (
    <>
      <section className="panel panel-pad rep-block">
        <h2>{t("reports.first")}</h2>
        <p>
          {first.median === null ? t("reports.none_said") : t("reports.first_said", { median: said(first.median), p90: said(first.p90) })}
        </p>
        <Bars days={report.days ?? []} clock={clock} />
      </section>
      <div className="rep-kpis">
        <Kpi title={t("reports.handled")} value={t("reports.count", { n: number(total.handled) })} />
        <Kpi title={t("reports.next")} value={said(next.median)}>
          {next.p90 === null ? null : <p>{t("reports.p90", { time: said(next.p90) })}</p>}
        </Kpi>
        <Kpi title={t("reports.solve")} value={said(solve.median)}>
          {solve.p90 === null ? null : <p>{t("reports.p90", { time: said(solve.p90) })}</p>}
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
      <People people={report.agents ?? []} clock={clock} said={said} />
    </>
  );
}

function share(part: number, of: number): string | null {
  return of === 0 ? null : percent((part / of) * 100);
}

/** First answers of each day as bars; the table beside it says the same in figures. */
function Bars({ days, clock }: { readonly days: readonly Day[]; readonly clock: Clock }) {
  const t = useReportsTexts();
  const { lang } = useTexts();
  const most = Math.max(1, ...days.map((day) => day.first));
  const middle = (day: Day) => (clock === "wall" ? day.median_wall : day.median);
  const said = (seconds: number | null) => (seconds === null ? t("reports.no_value") : duration(seconds, lang));
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
                <td className="right num">{said(middle(day))}</td>
                <td className="right num">{number(day.solved)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </details>
    </div>
  );
}

interface PeopleProps {
  readonly people: readonly Figures[];
  readonly clock: Clock;
  readonly said: (seconds: number | null) => string;
}

function People({ people, clock, said }: PeopleProps) {
  const t = useReportsTexts();
  const again = ({ reopened: n, solve: { n: of } }: Figures) => {
    if (of === 0) return t("reports.no_value");
    const counts = { n: number(n), of: number(of) };
    return of < FEW ? t("reports.part", counts) : t("reports.part_share", { ...counts, share: percent((n / of) * 100) });
  };
  const liked = ({ share, n }: Figures["scores"]) =>
    share === null ? t("reports.few_short", { n: number(n) }) : t("reports.share_of", { share: percent(share * 100), n: number(n) });
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
              <th className="right">{t("reports.next_col")}</th>
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
                <td className="right num">{said(onClock(one.first, clock).median)}</td>
                <td className="right num">{said(onClock(one.next, clock).median)}</td>
                <td className="right num">{said(onClock(one.solve, clock).median)}</td>
                <td className="right num">{again(one)}</td>
                <td className="right num">{liked(one.scores)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}

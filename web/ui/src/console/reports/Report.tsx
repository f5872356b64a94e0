import { duration, number, percent } from "@shared/fmt.ts";
import { useTexts } from "../texts.ts";
import { type AgentsReport, type Clock, onClock } from "./api.ts";
import { Bars } from "./Bars.tsx";
import { Kpi } from "./Kpi.tsx";
import { People } from "./People.tsx";
import { useReportsTexts } from "./texts.ts";

/** What came of a range of days: how fast, how many, how well, and by whom. */
export function Report({ report, clock }: { readonly report: AgentsReport; readonly clock: Clock }) {
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
      <section className="panel panel-pad rep-block" aria-labelledby="rep-first">
        <h2 id="rep-first">{t("reports.first")}</h2>
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
        <Kpi title={t("reports.once")} value={share(total.solved_once, total.solved) ?? t("reports.no_value")}>
          <p>{t("reports.of", { n: total.solved })}</p>
        </Kpi>
        <Kpi title={t("reports.reopened")} value={share(total.reopened, total.solved) ?? t("reports.no_value")}>
          <p>{t("reports.of", { n: total.solved })}</p>
        </Kpi>
        <Kpi title={t("reports.csat")} value={total.scores.share === null ? t("reports.no_value") : percent(total.scores.share * 100)}>
          <p>{t(total.scores.share === null ? "reports.few" : "reports.csat_of", { n: total.scores.n })}</p>
        </Kpi>
      </div>
      <People people={report.agents ?? []} clock={clock} />
    </>
  );
}

function share(part: number, of: number): string | null {
  return of === 0 ? null : percent((part / of) * 100);
}

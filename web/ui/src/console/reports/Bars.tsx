import { date, duration, number } from "@shared/fmt.ts";
import { useTexts } from "../texts.ts";
import type { Clock, Day } from "./api.ts";
import { useReportsTexts } from "./texts.ts";

/** How long the first answer took on each day, as bars; the sentence below says the same, and the table all of it. */
export function Bars({ days, clock }: { readonly days: readonly Day[]; readonly clock: Clock }) {
  const t = useReportsTexts();
  const { lang } = useTexts();
  const middle = (day: Day) => (clock === "wall" ? day.median_wall : day.median);
  const said = (seconds: number | null) => (seconds === null ? t("reports.no_value") : duration(seconds, lang));
  const name = ({ day }: Day) => date(new Date(`${day}T12:00:00+09:00`), lang, new Date());
  const first = days[0];
  const last = days.at(-1);
  if (!first || !last || days.length < 2 || days.every((day) => day.first === 0 && day.solved === 0)) return null;
  const slowest = days.reduce((one, day) => ((middle(day) ?? -1) > (middle(one) ?? -1) ? day : one), first);
  const most = middle(slowest) ?? 0;
  return (
    <div>
      <div className="rep-bars" aria-hidden="true">
        {days.map((day) => {
          const seconds = middle(day);
          const height = seconds === null || most === 0 ? 0 : (seconds / most) * 100;
          return (
            <i
              key={day.day}
              title={`${name(day)} · ${said(seconds)}`}
              data-none={seconds === null ? "" : undefined}
              style={{ height: `${height}%` }}
            />
          );
        })}
      </div>
      <div className="rep-axis" aria-hidden="true">
        <span>{name(first)}</span>
        <span>{name(last)}</span>
      </div>
      {middle(slowest) === null ? null : <p>{t("reports.bars_said", { day: name(slowest), time: said(most) })}</p>}
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
                <td>{name(day)}</td>
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

import { duration, number, percent } from "@shared/fmt.ts";
import { useTexts } from "../texts.ts";
import { type Clock, type Figures, onClock, type Times } from "./api.ts";
import { useReportsTexts } from "./texts.ts";

/** Below so many a share says nothing of a person: their counts alone are shown (R118). */
const FEW = 20;

/** The figures of each person, by name: there is no ranking. */
export function People({ people, clock }: { readonly people: readonly Figures[]; readonly clock: Clock }) {
  const t = useReportsTexts();
  const again = ({ reopened: n, solved: of }: Figures) => {
    if (of === 0) return t("reports.no_value");
    const counts = { n: number(n), of: number(of) };
    return of < FEW ? t("reports.part", counts) : t("reports.part_share", { ...counts, share: percent((n / of) * 100) });
  };
  const liked = ({ share, n }: Figures["scores"]) =>
    share === null ? t("reports.few_short", { n }) : t("reports.share_of", { share: percent(share * 100), n: number(n) });
  const heads = {
    handled: t("reports.handled"),
    replies: t("reports.replies"),
    first: t("reports.first_col"),
    next: t("reports.next_col"),
    solve: t("reports.solve_col"),
    reopened: t("reports.reopened"),
    csat: t("reports.csat"),
  };
  if (people.length === 0) return null;
  return (
    <section className="rep-block" aria-labelledby="rep-people">
      <div className="rep-head">
        <h2 id="rep-people">{t("reports.people")}</h2>
        <p>{t("reports.people_note")}</p>
      </div>
      <div className="panel table-wrap">
        <table className="table named">
          <thead>
            <tr>
              <th>{t("reports.name")}</th>
              {Object.entries(heads).map(([name, text]) => (
                <th key={name} className="right">
                  {text}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {people.map((one) => (
              <tr key={one.staff?.id}>
                <td>{one.staff?.name}</td>
                <td className="right num" data-label={heads.handled}>
                  {number(one.handled)}
                </td>
                <td className="right num" data-label={heads.replies}>
                  {number(one.replies)}
                </td>
                <Took label={heads.first} times={one.first} clock={clock} />
                <Took label={heads.next} times={one.next} clock={clock} />
                <Took label={heads.solve} times={one.solve} clock={clock} />
                <td className="right num" data-label={heads.reopened}>
                  {again(one)}
                </td>
                <td className="right num" data-label={heads.csat}>
                  {liked(one.scores)}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}

/** The middle of some times, and below it what nine of ten stay under. */
function Took({ label, times, clock }: { readonly label: string; readonly times: Times; readonly clock: Clock }) {
  const t = useReportsTexts();
  const { lang } = useTexts();
  const { median, p90 } = onClock(times, clock);
  return (
    <td className="right num" data-label={label}>
      <span>
        {median === null ? t("reports.no_value") : duration(median, lang)}
        {p90 === null ? null : <small>{t("reports.p90_short", { time: duration(p90, lang) })}</small>}
      </span>
    </td>
  );
}

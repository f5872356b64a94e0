import { Button, Icon } from "@kit";
import type { Day, Span } from "./api.ts";
import { clock, copyMonday, fromField, nextSpan, toField, wrongSpans } from "./rules.ts";
import { type HoursT, useHoursTexts } from "./texts.ts";

const ORDER = [1, 2, 3, 4, 5, 6, 0] as const;
const USUAL = { open: { from: 600, to: 1080 }, lunch: { from: 750, to: 810 } };

interface WeekGridProps {
  readonly week: readonly Day[];
  readonly locked: boolean;
  readonly onChange: (week: readonly Day[]) => void;
}

/** The week, a row for each day: its ranges and lunches as time fields, and as a bar. */
export function WeekGrid({ week, locked, onChange }: WeekGridProps) {
  const t = useHoursTexts();
  const set = (index: number, day: Day) => onChange(week.map((old, i) => (i === index ? day : old)));
  return (
    <div className="week">
      {ORDER.map((index) => {
        const day = week[index];
        const name = t(`hours.day.${index}`);
        return day ? (
          <fieldset key={index} className="week-day" aria-label={name} disabled={locked}>
            <div className="week-name">
              <b aria-hidden="true">{name}</b>
              {locked ? null : (
                <div className="week-add">
                  {(["open", "lunch"] as const).map((kind) =>
                    kind === "lunch" && day.open.length === 0 ? null : (
                      <Button
                        key={kind}
                        size="compact-sm"
                        variant="subtle"
                        leftSection={<Icon name="plus" size={14} />}
                        aria-label={t(`hours.add_${kind}_of`, { day: name })}
                        onClick={() => set(index, { ...day, [kind]: [...day[kind], nextSpan(day[kind], USUAL[kind])] })}
                      >
                        {t(`hours.add_${kind}`)}
                      </Button>
                    ),
                  )}
                </div>
              )}
              {index === 1 && !locked ? (
                <Button size="compact-sm" variant="subtle" aria-label={t("hours.copy_of")} onClick={() => onChange(copyMonday(week))}>
                  {t("hours.copy")}
                </Button>
              ) : null}
            </div>
            <div className="week-spans">
              <DayBar day={day} />
              {day.open.length === 0 ? <p className="meta">{t("hours.closed")}</p> : null}
              <Spans kind="open" day={name} spans={day.open} t={t} locked={locked} onChange={(open) => set(index, { ...day, open })} />
              <Spans kind="lunch" day={name} spans={day.lunch} t={t} locked={locked} onChange={(lunch) => set(index, { ...day, lunch })} />
            </div>
          </fieldset>
        ) : null;
      })}
      <p className="meta">{t("hours.midnight")}</p>
    </div>
  );
}

interface SpansProps {
  readonly kind: "open" | "lunch";
  readonly day: string;
  readonly spans: readonly Span[];
  readonly t: HoursT;
  readonly locked: boolean;
  readonly onChange: (spans: readonly Span[]) => void;
}

/** Time fields for some ranges, one line each. */
export function Spans({ kind, day, spans, t, locked, onChange }: SpansProps) {
  const wrong = wrongSpans(spans);
  const set = (index: number, span: Span) => onChange(spans.map((old, i) => (i === index ? span : old)));
  return spans.map((span, i) => {
    const words = { day, kind: t(`hours.${kind}`), n: i + 1 };
    const bad = wrong.has(i);
    const problem = `${day}-${kind}-${i}`;
    return (
      // biome-ignore lint/suspicious/noArrayIndexKey: a range is its place; two may be equal
      <div className="week-span" key={i}>
        <span className="week-kind">{t(`hours.${kind}`)}</span>
        {(["from", "to"] as const).map((end) => (
          <input
            key={end}
            type="time"
            step={300}
            value={toField(span[end])}
            aria-label={t(`hours.${end}`, words)}
            aria-invalid={bad}
            aria-describedby={bad ? problem : undefined}
            disabled={locked}
            onChange={(event) => {
              const minutes = fromField(event.currentTarget.value, end === "to");
              if (minutes !== null) set(i, { ...span, [end]: minutes });
            }}
          />
        ))}
        {locked ? null : (
          <button
            type="button"
            className="icon-button"
            aria-label={t("hours.remove", { ...words, from: clock(span.from), to: clock(span.to) })}
            onClick={() => onChange(spans.filter((_, at) => at !== i))}
          >
            <Icon name="close" size={16} />
          </button>
        )}
        {bad ? (
          <span className="field-error" id={problem}>
            {t(span.to <= span.from ? "fault.hours.span_order" : "fault.hours.span_overlap")}
          </span>
        ) : null}
      </div>
    );
  });
}

const share = (minutes: number) => `${(minutes / 1440) * 100}%`;

function DayBar({ day }: { day: Day }) {
  return (
    <div className="week-bar" aria-hidden="true">
      {day.open.map((s, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: drawn anew each time
        <i key={`o${i}`} style={{ insetInlineStart: share(s.from), width: share(Math.max(0, s.to - s.from)) }} />
      ))}
      {day.lunch.map((s, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: drawn anew each time
        <i key={`l${i}`} className="lunch" style={{ insetInlineStart: share(s.from), width: share(Math.max(0, s.to - s.from)) }} />
      ))}
    </div>
  );
}

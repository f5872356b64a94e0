import { Button, Chip, Icon, NativeSelect, TextInput } from "@kit";
import type { Lang } from "@shared/i18n.ts";
import { useId, useState } from "react";
import type { Name, Plan } from "./api.ts";
import { dates } from "./dates.ts";
import { clock, fromField } from "./rules.ts";
import { useHoursTexts } from "./texts.ts";

const KINDS = ["closed", "open", "temporary"] as const;
type Kind = (typeof KINDS)[number];

type Days = Pick<Plan, "exceptions" | "temporary">;

interface ExceptionsProps {
  readonly plan: Days;
  /** They are one person's: there are no public holidays among them. */
  readonly own?: boolean;
  readonly lang: Lang;
  readonly now: Date;
  readonly locked: boolean;
  readonly onChange: (change: Partial<Days>) => void;
}

/** Days that are not as the week says, and temporary public holidays. */
export function Exceptions({ plan, own = false, lang, now, locked, onChange }: ExceptionsProps) {
  const t = useHoursTexts();
  const nameOf = (name: Name) => (lang === "ko" ? name.ko || name.en : name.en || name.ko);
  const rows = [
    ...plan.exceptions.map((e, i) => ({
      key: `e${i}`,
      from: e.from,
      days: dates(e.from, e.to, lang, now),
      name: nameOf(e.name),
      what: e.hours.length > 0 ? e.hours.map((s) => `${clock(s.from)}–${clock(s.to)}`).join(", ") : t("hours.kind.closed"),
      drop: () => onChange({ exceptions: plan.exceptions.filter((_, at) => at !== i) }),
    })),
    ...plan.temporary.map((h, i) => ({
      key: `t${i}`,
      from: h.date,
      days: dates(h.date, h.date, lang, now),
      name: nameOf(h.name),
      what: t("hours.kind.temporary"),
      drop: () => onChange({ temporary: plan.temporary.filter((_, at) => at !== i) }),
    })),
  ].sort((a, b) => a.from.localeCompare(b.from));
  return (
    <>
      {rows.length === 0 ? <p className="meta">{t(own ? "hours.own_none" : "hours.exceptions_none")}</p> : null}
      <ul className="hours-days">
        {rows.map((row) => (
          <li key={row.key}>
            <span className="num">{row.days}</span>
            <b>{row.name}</b>
            <Chip>{row.what}</Chip>
            {locked ? null : (
              <button
                type="button"
                className="icon-button"
                aria-label={t("hours.remove_day", { date: row.days, name: row.name })}
                onClick={row.drop}
              >
                <Icon name="close" size={16} />
              </button>
            )}
          </li>
        ))}
      </ul>
      {locked ? null : <NewDay plan={plan} own={own} onChange={onChange} />}
    </>
  );
}

const BLANK = { kind: "closed" as Kind, from: "", to: "", ko: "", en: "", opens: "10:00", closes: "18:00" };

function NewDay({ plan, own, onChange }: Pick<ExceptionsProps, "plan" | "own" | "onChange">) {
  const t = useHoursTexts();
  const id = useId();
  const [day, setDay] = useState(BLANK);
  const [wrong, setWrong] = useState<{ readonly field: "from" | "to" | "opens"; readonly text: string } | null>(null);
  const set = (change: Partial<typeof BLANK>) => setDay({ ...day, ...change });
  const refuse = (field: "from" | "to" | "opens", text: string) => {
    setWrong({ field, text });
    document.getElementById(`${id}-${field}`)?.focus();
  };
  const add = () => {
    const to = day.kind === "temporary" ? day.from : day.to || day.from;
    const name = { ko: day.ko.trim(), en: day.en.trim() };
    if (!day.from) return refuse("from", t("hours.date_missing"));
    if (to < day.from) return refuse("to", t("hours.date_order"));
    const opens = fromField(day.opens, false);
    const closes = fromField(day.closes, true);
    if (day.kind === "open" && (opens === null || closes === null || closes <= opens)) return refuse("opens", t("hours.time_missing"));
    setWrong(null);
    if (day.kind === "temporary") onChange({ temporary: [...plan.temporary, { date: day.from, name }] });
    else {
      const hours = day.kind === "open" && opens !== null && closes !== null ? [{ from: opens, to: closes }] : [];
      onChange({ exceptions: [...plan.exceptions, { from: day.from, to, name, hours }] });
    }
    setDay(BLANK);
  };
  const error = (field: string) => (wrong?.field === field ? wrong.text : null);
  return (
    <div className="form hours-new">
      <NativeSelect
        label={t("hours.kind")}
        value={day.kind}
        data={KINDS.filter((value) => !own || value !== "temporary").map((value) => ({ value, label: t(`hours.kind.${value}`) }))}
        onChange={(event) => set({ kind: KINDS.find((kind) => kind === event.currentTarget.value) ?? "closed" })}
      />
      <div className="form-row">
        <TextInput
          id={`${id}-from`}
          type="date"
          label={t("hours.day_from")}
          value={day.from}
          error={error("from")}
          onChange={(event) => set({ from: event.currentTarget.value })}
        />
        {day.kind === "temporary" ? null : (
          <TextInput
            id={`${id}-to`}
            type="date"
            label={t("hours.day_to")}
            value={day.to || day.from}
            error={error("to")}
            onChange={(event) => set({ to: event.currentTarget.value })}
          />
        )}
      </div>
      {day.kind === "open" ? (
        <div className="form-row">
          <TextInput
            id={`${id}-opens`}
            type="time"
            label={t("hours.open")}
            value={day.opens}
            error={error("opens")}
            onChange={(event) => set({ opens: event.currentTarget.value })}
          />
          <TextInput
            type="time"
            label={t("hours.closes")}
            value={day.closes}
            onChange={(event) => set({ closes: event.currentTarget.value })}
          />
        </div>
      ) : null}
      <div className="form-row">
        <TextInput label={t("hours.name_ko")} value={day.ko} maxLength={60} onChange={(event) => set({ ko: event.currentTarget.value })} />
        <TextInput label={t("hours.name_en")} value={day.en} maxLength={60} onChange={(event) => set({ en: event.currentTarget.value })} />
      </div>
      <div className="acts">
        <Button leftSection={<Icon name="plus" />} onClick={add}>
          {t("hours.add_day")}
        </Button>
      </div>
    </div>
  );
}

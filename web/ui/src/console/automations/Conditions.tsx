import { ActionIcon, Button, Icon, NativeSelect, TextInput } from "@kit";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTexts } from "../texts.ts";
import { around, type Cond } from "./api.ts";
import { CHANNELS, FIELD_NAMES, FIELDS, type FieldName, ORDERS, onField, STATES, wordsOf } from "./rules.ts";
import { type AutoKey, useAutoTexts } from "./texts.ts";

interface ConditionsProps {
  readonly all: readonly Cond[];
  readonly any: readonly Cond[];
  readonly errors: Partial<Record<string, string>>;
  readonly disabled: boolean;
  readonly onChange: (part: { all: readonly Cond[] } | { any: readonly Cond[] }) => void;
}

/** What must be so of a ticket: all of the first, and one of the second. */
export function Conditions({ all, any, errors, disabled, onChange }: ConditionsProps) {
  const t = useAutoTexts();
  return (
    <section className="panel panel-pad form" aria-labelledby="rule-if">
      <h2 id="rule-if">{t("automation.rules.if")}</h2>
      {all.length + any.length === 0 ? <p className="meta">{t("automation.rules.no_conditions")}</p> : null}
      {all.length > 0 ? <p className="field-label">{t("automation.rules.all")}</p> : null}
      <List list={all} name="all" errors={errors} disabled={disabled} onChange={(next) => onChange({ all: next })} />
      {any.length > 0 ? <p className="field-label">{t("automation.rules.any")}</p> : null}
      <List list={any} name="any" errors={errors} disabled={disabled} onChange={(next) => onChange({ any: next })} />
      {disabled ? null : (
        <div className="acts">
          <Button leftSection={<Icon name="plus" />} onClick={() => onChange({ all: [...all, onField("text")] })}>
            {t("automation.rules.add_all")}
          </Button>
          <Button onClick={() => onChange({ any: [...any, onField("tag")] })}>{t("automation.rules.add_any")}</Button>
        </div>
      )}
    </section>
  );
}

interface ListProps {
  readonly list: readonly Cond[];
  readonly name: "all" | "any";
  readonly errors: Partial<Record<string, string>>;
  readonly disabled: boolean;
  readonly onChange: (list: readonly Cond[]) => void;
}

function List({ list, name, errors, disabled, onChange }: ListProps) {
  return list.map((cond, place) => (
    <Row
      // biome-ignore lint/suspicious/noArrayIndexKey: a condition has no name but its place
      key={place}
      cond={cond}
      place={place + 1}
      error={errors[`${name}.${place}.value`] ?? errors[`${name}.${place}.op`]}
      disabled={disabled}
      onChange={(next) => onChange(list.map((one, at) => (at === place ? next : one)))}
      onRemove={() => onChange(list.filter((_, at) => at !== place))}
    />
  ));
}

interface RowProps {
  readonly cond: Cond;
  readonly place: number;
  readonly error: string | undefined;
  readonly disabled: boolean;
  readonly onChange: (cond: Cond) => void;
  readonly onRemove: () => void;
}

function Row({ cond, place, error, disabled, onChange, onRemove }: RowProps) {
  const t = useAutoTexts();
  const field = cond.field as FieldName;
  return (
    <fieldset className="auto-cond">
      <legend>{t("automation.rules.cond_n", { n: place })}</legend>
      <NativeSelect
        aria-label={t("automation.rules.field")}
        value={field}
        disabled={disabled}
        onChange={(e) => onChange(onField(e.currentTarget.value as FieldName))}
        data={FIELD_NAMES.map((value) => ({ value, label: t(`automation.rules.field.${value}`) }))}
      />
      <NativeSelect
        aria-label={t("automation.rules.op")}
        value={cond.op}
        disabled={disabled}
        onChange={(e) => onChange({ ...cond, op: e.currentTarget.value })}
        data={FIELDS[field].map((value) => ({ value, label: t(`automation.rules.op.${value}`) }))}
      />
      <Value cond={cond} field={field} error={error} disabled={disabled} onChange={(value) => onChange({ ...cond, value })} />
      {disabled ? null : (
        <ActionIcon aria-label={t("automation.rules.remove_cond", { n: place })} onClick={onRemove}>
          <Icon name="close" />
        </ActionIcon>
      )}
    </fieldset>
  );
}

interface ValueProps {
  readonly cond: Cond;
  readonly field: FieldName;
  readonly error: string | undefined;
  readonly disabled: boolean;
  readonly onChange: (value: string[]) => void;
}

function Value({ cond, field, error, disabled, onChange }: ValueProps) {
  const t = useAutoTexts();
  const choices = useChoices(field);
  // What is typed stays as it is typed: a comma at the end is the beginning of the next word.
  const [typed, setTyped] = useState(() => cond.value.join(", "));
  if (choices) {
    return (
      <NativeSelect
        aria-label={t("automation.rules.value")}
        value={cond.value[0] ?? ""}
        error={error}
        disabled={disabled}
        onChange={(e) => onChange([e.currentTarget.value])}
        data={choices}
      />
    );
  }
  return (
    <TextInput
      aria-label={t("automation.rules.value")}
      placeholder={t("automation.rules.value_hint")}
      value={typed}
      error={error}
      disabled={disabled}
      onChange={(e) => {
        setTyped(e.currentTarget.value);
        onChange(wordsOf(e.currentTarget.value));
      }}
    />
  );
}

/** What a field can be; null when it is typed. */
function useChoices(field: FieldName): { value: string; label: string }[] | null {
  const t = useAutoTexts();
  const { lang } = useTexts();
  const teams = useQuery({ queryKey: ["teams"], queryFn: around.teams, staleTime: 60_000, enabled: field === "team" }).data ?? [];
  const people = useQuery({ queryKey: ["staff-names"], queryFn: around.people, staleTime: 60_000, enabled: field === "owner" }).data ?? [];
  const types = useQuery({ queryKey: ["ticket-types"], queryFn: around.types, staleTime: 60_000, enabled: field === "type" }).data ?? [];
  const named = (values: readonly string[]) => values.map((value) => ({ value, label: t(`automation.rules.v.${value}` as AutoKey) }));
  switch (field) {
    case "state":
      return named(STATES);
    case "channel":
      return named(CHANNELS);
    case "order_status":
      return named(ORDERS);
    case "order":
    case "snoozed":
      return named(["yes", "no"]);
    case "owner":
      return [...named(["none", "any"]), ...people.map((one) => ({ value: String(one.id), label: one.name }))];
    case "team":
      return [...named(["none", "any"]), ...teams.map((one) => ({ value: String(one.id), label: one.name }))];
    case "type":
      return [{ value: "", label: "–" }, ...types.map((one) => ({ value: one.key, label: one.label[lang] }))];
    case "priority":
      return ["0", "1", "2", "3"].map((value) => ({ value, label: t(`automation.priority.${value}` as AutoKey) }));
    case "weekday":
      return ["1", "2", "3", "4", "5", "6", "0"].map((value) => ({ value, label: t(`automation.rules.day.${value}` as AutoKey) }));
    default:
      return null;
  }
}

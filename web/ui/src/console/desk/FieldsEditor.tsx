import { ActionIcon, Button, Icon, NativeSelect } from "@kit";
import { useState } from "react";
import { useTexts } from "../texts.ts";
import { type Choice, type Field, KINDS } from "./api.ts";
import { Names } from "./Names.tsx";
import { Order } from "./Order.tsx";
import { freshId, moved } from "./rules.ts";
import type { PartProps } from "./TypeEditor.tsx";
import { useDeskTexts } from "./texts.ts";

/** The form of a type: what is asked, how it is answered, and whether it must be. */
export function FieldsEditor({ draft, locked, wrong, onChange }: PartProps) {
  const t = useDeskTexts();
  const { lang } = useTexts();
  const [added, setAdded] = useState("");
  const { fields } = draft;
  const set = (place: number, part: Partial<Field>) =>
    onChange({ fields: fields.map((one, i) => (i === place ? { ...one, ...part } : one)) });
  const add = () => {
    const id = freshId(
      "",
      fields.map((field) => field.id),
      "field",
    );
    setAdded(id);
    onChange({ fields: [...fields, { id, label: { ko: "", en: "" }, kind: "text", required: false }] });
  };
  return (
    <section className="panel panel-pad form" aria-labelledby="desk-fields">
      <div className="desk-section">
        <h2 id="desk-fields">{t("desk.fields")}</h2>
        <span className="meta">{t("desk.fields.lead")}</span>
      </div>
      {fields.length === 0 ? <p className="meta">{t("desk.fields.none")}</p> : null}
      <Order
        list={fields}
        idOf={(field) => field.id}
        nameOf={(field) => field.label[lang]}
        className="desk-parts"
        label={t("desk.fields")}
        mayWrite={!locked}
        onMove={(from, to) => onChange({ fields: moved(fields, from, to) })}
        acts={(field, place) => (
          <ActionIcon
            aria-label={t("desk.remove", { name: field.label[lang] || t("desk.unnamed") })}
            onClick={() => onChange({ fields: fields.filter((_, i) => i !== place) })}
          >
            <Icon name="trash" />
          </ActionIcon>
        )}
      >
        {(field, place) => (
          <div className="desk-field">
            <Names
              label={field.label}
              locked={locked}
              wrong={wrong === `field ${field.id}`}
              focus={field.id === added}
              onChange={(label) => set(place, { label })}
            />
            <NativeSelect
              aria-label={t("desk.field.kind")}
              value={field.kind}
              disabled={locked}
              data={KINDS.map((value) => ({ value, label: t(`desk.kind.${value}`) }))}
              onChange={(event) => {
                const kind = KINDS.find((one) => one === event.currentTarget.value) ?? field.kind;
                const { choices, ...rest } = field;
                const next: Field = kind === "choice" ? { ...rest, kind, choices: choices ?? [blankChoice([])] } : { ...rest, kind };
                onChange({ fields: fields.map((one, i) => (i === place ? next : one)) });
              }}
            />
            <div className="desk-ticks">
              <label>
                <input
                  type="checkbox"
                  checked={field.required}
                  disabled={locked}
                  onChange={(event) => set(place, { required: event.currentTarget.checked })}
                />
                {t("desk.field.required")}
              </label>
              <label>
                <input
                  type="checkbox"
                  checked={field.inside ?? false}
                  disabled={locked}
                  onChange={(event) => set(place, { inside: event.currentTarget.checked })}
                />
                {t("desk.field.inside")}
              </label>
            </div>
            {field.kind === "choice" ? (
              <Choices
                name={field.label[lang] || t("desk.unnamed")}
                choices={field.choices ?? []}
                locked={locked}
                wrong={wrong === `choices ${field.id}`}
                onChange={(choices) => set(place, { choices })}
              />
            ) : null}
          </div>
        )}
      </Order>
      {locked || fields.length >= 40 ? null : (
        <div>
          <Button leftSection={<Icon name="plus" />} onClick={add}>
            {t("desk.fields.add")}
          </Button>
        </div>
      )}
    </section>
  );
}

const blankChoice = (choices: readonly Choice[]): Choice => ({
  id: freshId(
    "",
    choices.map((choice) => choice.id),
    "choice",
  ),
  label: { ko: "", en: "" },
});

interface ChoicesProps {
  readonly name: string;
  readonly choices: readonly Choice[];
  readonly locked: boolean;
  readonly wrong: boolean;
  readonly onChange: (choices: readonly Choice[]) => void;
}

function Choices({ name, choices, locked, wrong, onChange }: ChoicesProps) {
  const t = useDeskTexts();
  return (
    <fieldset className="desk-choices" aria-label={`${name}: ${t("desk.field.choices")}`}>
      {choices.map((choice, i) => (
        <div key={choice.id} className="desk-choice">
          <Names
            label={choice.label}
            locked={locked}
            wrong={wrong}
            of={[t("desk.field.choice_ko", { field: name, n: i + 1 }), t("desk.field.choice_en", { field: name, n: i + 1 })]}
            onChange={(label) => onChange(choices.map((one) => (one.id === choice.id ? { ...one, label } : one)))}
          />
          {locked ? null : (
            <ActionIcon
              aria-label={t("desk.remove", { name: choice.label.ko || t("desk.unnamed") })}
              onClick={() => onChange(choices.filter((one) => one.id !== choice.id))}
            >
              <Icon name="close" size={16} />
            </ActionIcon>
          )}
        </div>
      ))}
      {wrong && choices.length === 0 ? <p className="form-error">{t("desk.field.choices_missing")}</p> : null}
      {locked ? null : (
        <Button
          size="compact-sm"
          variant="subtle"
          leftSection={<Icon name="plus" size={14} />}
          onClick={() => onChange([...choices, blankChoice(choices)])}
        >
          {t("desk.field.choice_add")}
        </Button>
      )}
    </fieldset>
  );
}

import { NativeSelect, TextInput } from "@kit";
import { TagsInput } from "@kit/fields";
import { useState } from "react";
import { SaveDialog } from "../SaveDialog.tsx";
import { useTexts } from "../texts.ts";
import { type Applies, type Draft, type Policies, type Policy, sla } from "./api.ts";
import { KeptBy } from "./KeptBy.tsx";
import { CHANNELS } from "./PolicyCard.tsx";
import { PreviewOf } from "./PreviewOf.tsx";
import { fromField, isRight, toField, toggled, type Unit } from "./rules.ts";
import { useSlaTexts } from "./texts.ts";
import { useTypes } from "./useTypes.ts";

interface PolicyEditorProps {
  readonly saved: Policy | Draft;
  readonly calendars: Policies["calendars"];
  readonly onClose: () => void;
  readonly onSaved: () => void;
}

/** Makes or changes a policy; what it would mean stands below it. */
export function PolicyEditor({ saved, calendars, onClose, onSaved }: PolicyEditorProps) {
  const t = useSlaTexts();
  const [draft, setDraft] = useState<Policy | Draft>(saved);
  const change = (part: Partial<Draft>) => setDraft({ ...draft, ...part });
  const save = async () => {
    await ("id" in draft ? sla.save(draft) : sla.add(draft));
    onSaved();
  };
  return (
    <SaveDialog size="lg" title={t("id" in saved ? "sla.edit" : "sla.add")} right={isRight(draft)} save={save} onClose={onClose}>
      {(errors) => (
        <>
          <TextInput
            data-autofocus
            label={t("sla.name")}
            value={draft.name}
            maxLength={60}
            error={errors["name"]}
            onChange={(event) => change({ name: event.currentTarget.value })}
          />
          <AppliesFields applies={draft.applies} onChange={(applies) => change({ applies })} />
          <div className="sla-times">
            <TimeField
              label={t("sla.first")}
              minutes={draft.first_minutes}
              error={errors["first_minutes"]}
              onChange={(first_minutes) => change({ first_minutes })}
            />
            <TimeField label={t("sla.next")} minutes={draft.next_minutes} onChange={(next_minutes) => change({ next_minutes })} />
            <TimeField label={t("sla.solve")} minutes={draft.solve_minutes} onChange={(solve_minutes) => change({ solve_minutes })} />
          </div>
          <p className="meta">{t("sla.times_note")}</p>
          <div className="form-row">
            <TextInput
              type="number"
              inputMode="numeric"
              min={1}
              max={100}
              label={t("sla.warn")}
              value={draft.warn_percent}
              onChange={(event) => {
                const n = Math.round(event.currentTarget.valueAsNumber);
                if (n >= 1 && n <= 100) change({ warn_percent: n });
              }}
            />
            {calendars.length > 0 ? (
              <NativeSelect
                label={t("sla.calendar")}
                value={String(draft.calendar)}
                error={errors["calendar"]}
                onChange={(event) => change({ calendar: Number(event.currentTarget.value) })}
                data={[{ value: "0", label: t("sla.calendar_shop") }, ...calendars.map((c) => ({ value: String(c.id), label: c.code }))]}
              />
            ) : null}
          </div>
          <PreviewOf terms={draft} />
          <KeptBy policy={draft} />
          {"id" in saved ? <p className="meta">{t("sla.new_only")}</p> : null}
        </>
      )}
    </SaveDialog>
  );
}

function AppliesFields({ applies, onChange }: { applies: Applies; onChange: (next: Applies) => void }) {
  const t = useSlaTexts();
  const { lang } = useTexts();
  const types = useTypes();
  return (
    <>
      {types.length > 0 ? (
        <div>
          <p className="field-label">{t("sla.types")}</p>
          <fieldset className="sla-checks" aria-label={t("sla.types")}>
            {types.map((type) => (
              <label key={type.key}>
                <input
                  type="checkbox"
                  checked={applies.types.includes(type.key)}
                  onChange={() => onChange({ ...applies, types: toggled(applies.types, type.key) })}
                />
                {type.label[lang]}
              </label>
            ))}
          </fieldset>
        </div>
      ) : null}
      <div>
        <p className="field-label">{t("sla.channels")}</p>
        <fieldset className="sla-checks" aria-label={t("sla.channels")}>
          {CHANNELS.map((channel) => (
            <label key={channel}>
              <input
                type="checkbox"
                checked={applies.channels.includes(channel)}
                onChange={() => onChange({ ...applies, channels: toggled(applies.channels, channel) })}
              />
              {t(`sla.channel.${channel}`)}
            </label>
          ))}
        </fieldset>
      </div>
      <div className="form-row">
        <TagsInput label={t("sla.tags")} value={[...applies.tags]} onChange={(tags) => onChange({ ...applies, tags })} />
        <TagsInput label={t("sla.grades")} value={[...applies.grades]} onChange={(grades) => onChange({ ...applies, grades })} />
      </div>
      <p className="meta">{t("sla.applies_note")}</p>
    </>
  );
}

interface TimeFieldProps {
  readonly label: string;
  readonly minutes: number | null;
  readonly error?: string | undefined;
  readonly onChange: (minutes: number | null) => void;
}

function TimeField({ label, minutes, error, onChange }: TimeFieldProps) {
  const t = useSlaTexts();
  const [field, setField] = useState(() => toField(minutes));
  const change = (next: { value: string; unit: Unit }) => {
    setField(next);
    onChange(fromField(next.value, next.unit));
  };
  return (
    <div className="sla-time">
      <TextInput
        type="number"
        inputMode="decimal"
        min={0}
        step="any"
        label={label}
        placeholder={t("sla.not_owed")}
        value={field.value}
        error={error}
        onChange={(event) => change({ ...field, value: event.currentTarget.value })}
      />
      <NativeSelect
        aria-label={t("sla.unit_of", { name: label })}
        value={field.unit}
        onChange={(event) => change({ ...field, unit: event.currentTarget.value === "hours" ? "hours" : "minutes" })}
        data={[
          { value: "minutes", label: t("sla.minutes") },
          { value: "hours", label: t("sla.hours") },
        ]}
      />
    </div>
  );
}

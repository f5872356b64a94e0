import { Button, NativeSelect, TextInput } from "@kit";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useLocation } from "wouter";
import { useToasts } from "../frame/toasts.tsx";
import { PageHead } from "../PageHead.tsx";
import { errorsOf } from "../problems.ts";
import { SaveBar } from "../SaveBar.tsx";
import { useSession } from "../session.tsx";
import { sla } from "../sla/api.ts";
import { useTexts } from "../texts.ts";
import { useSheet } from "../useSheet.ts";
import { desk, type TicketType, type TypeDraft } from "./api.ts";
import { FieldsEditor } from "./FieldsEditor.tsx";
import { TypePreview } from "./Preview.tsx";
import { draftOf, EMPTY, freshId, tidy, wrongPlace } from "./rules.ts";
import { StepsEditor } from "./StepsEditor.tsx";
import { useDeskTexts } from "./texts.ts";
import { KEYS, useDeskTeams, useDoing } from "./useDesk.ts";

/** With the version that was read when the editing began. */
type Draft = TypeDraft & { readonly version: number };

interface TypeEditorProps {
  readonly saved: TicketType | null;
  readonly taken: readonly string[];
}

export interface PartProps {
  readonly draft: TypeDraft;
  readonly locked: boolean;
  /** The place of what is not right, once somebody has tried to save. */
  readonly wrong: string | null;
  readonly onChange: (part: Partial<TypeDraft>) => void;
}

/** Changes a type: its name, its form and its steps; what shoppers see of it stands beside. */
export function TypeEditor({ saved, taken }: TypeEditorProps) {
  const t = useDeskTexts();
  const { lang } = useTexts();
  const { can } = useSession();
  const client = useQueryClient();
  const [, navigate] = useLocation();
  const { say, fail } = useToasts();
  const { doing, renew, fail: refuse } = useDoing(KEYS.types);
  const [tried, setTried] = useState(false);
  const locked = !can("settings:write");
  const store = async ({ version, ...draft }: Draft) => {
    const clean = tidy(draft);
    const kept = saved ? await desk.saveType(saved.key, clean, version) : await desk.addType(freshId(clean.label.en, taken, "type"), clean);
    client.setQueryData<readonly TicketType[]>(KEYS.types, (all) => all?.map((one) => (one.key === kept.key ? kept : one)));
    setTried(false);
    say(t("desk.saved", { name: kept.label[lang] }));
    await renew();
    if (!saved) navigate(`/settings/desk/types/${kept.key}`, { replace: true });
  };
  const sheet = useSheet<Draft>(saved ? { ...draftOf(saved), version: saved.version } : { ...EMPTY, version: 0 }, {
    store,
    reread: () => void renew(),
    refuse: (error) => {
      const first = Object.values(errorsOf(error, ""))[0];
      if (first) fail(first);
      else refuse(error);
    },
  });
  const place = wrongPlace(sheet.value);
  const save = () => {
    setTried(true);
    if (place) requestAnimationFrame(() => document.querySelector<HTMLElement>("[aria-invalid=true]")?.focus());
    else sheet.save();
  };
  const revert = () => {
    setTried(false);
    sheet.revert();
  };
  const retire = () => {
    if (!saved) return;
    const undo = () => desk.addType(saved.key, draftOf(saved));
    void doing(() => desk.retireType(saved.key), t("desk.removed", { name: saved.label[lang] }), undo).then((done) => {
      if (!done) return;
      sheet.drop();
      navigate("/settings/desk/types");
    });
  };
  const part: PartProps = { draft: sheet.value, locked, wrong: tried ? place : null, onChange: sheet.change };
  return (
    <>
      <PageHead
        back="/settings/desk/types"
        backLabel={t("desk.types.back")}
        title={saved?.label[lang] ?? t("desk.type.new")}
        lead={locked ? t("desk.readonly") : saved?.builtin ? t("desk.type.builtin") : null}
        acts={saved && !saved.builtin && !locked ? <Button onClick={retire}>{t("desk.type.retire")}</Button> : null}
      />
      <div className="split desk-editor">
        <div className="stack">
          <Basics {...part} />
          <FieldsEditor {...part} />
          <StepsEditor {...part} />
        </div>
        <TypePreview draft={sheet.value} />
      </div>
      <SaveBar of={{ ...sheet, revert, save }} right />
    </>
  );
}

function Basics({ draft, locked, wrong, onChange }: PartProps) {
  const t = useDeskTexts();
  const { can } = useSession();
  const teams = useDeskTeams().data ?? [];
  const policies = useQuery({ queryKey: ["sla-policies"], queryFn: sla.list, enabled: can("settings:read") }).data?.items ?? [];
  const chosen = (value: string) => (value === "" ? null : Number(value));
  return (
    <section className="panel panel-pad form" aria-labelledby="desk-basics">
      <h2 id="desk-basics">{t("desk.type.basics")}</h2>
      <div className="form-row">
        {(["ko", "en"] as const).map((one) => (
          <TextInput
            key={one}
            label={t(`desk.name_${one}`)}
            value={draft.label[one]}
            maxLength={60}
            disabled={locked}
            error={wrong === "label" && !draft.label[one].trim() ? t("desk.name_missing") : undefined}
            onChange={(event) => onChange({ label: { ...draft.label, [one]: event.currentTarget.value } })}
          />
        ))}
      </div>
      <div className="form-row">
        <NativeSelect
          label={t("desk.type.team")}
          description={t("desk.type.team_hint")}
          inputWrapperOrder={["label", "input", "description"]}
          value={draft.team_id === null ? "" : String(draft.team_id)}
          disabled={locked}
          data={[{ value: "", label: t("desk.type.team_none") }, ...teams.map((team) => ({ value: String(team.id), label: team.name }))]}
          onChange={(event) => onChange({ team_id: chosen(event.currentTarget.value) })}
        />
        {policies.length > 0 ? (
          <NativeSelect
            label={t("desk.type.sla")}
            value={draft.sla_policy === null ? "" : String(draft.sla_policy)}
            disabled={locked}
            data={[
              { value: "", label: t("desk.type.sla_none") },
              ...policies.map((policy) => ({ value: String(policy.id), label: policy.name })),
            ]}
            onChange={(event) => onChange({ sla_policy: chosen(event.currentTarget.value) })}
          />
        ) : null}
      </div>
      <label className="desk-check">
        <input
          type="checkbox"
          checked={draft.contact}
          disabled={locked}
          onChange={(event) => onChange({ contact: event.currentTarget.checked })}
        />
        <span>
          {t("desk.type.contact")}
          <small>{t("desk.type.contact_note")}</small>
        </span>
      </label>
      {draft.contact ? (
        <div className="form-row">
          {(["ko", "en"] as const).map((one) => (
            <TextInput
              key={one}
              label={t(`desk.type.hint_${one}`)}
              value={draft.hint[one]}
              maxLength={120}
              disabled={locked}
              onChange={(event) => onChange({ hint: { ...draft.hint, [one]: event.currentTarget.value } })}
            />
          ))}
        </div>
      ) : null}
    </section>
  );
}

import { Button, Icon, NativeSelect, TextInput } from "@kit";
import { Problem } from "@shared/problem.ts";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect, useRef, useState } from "react";
import { Link, useLocation } from "wouter";
import { useToasts } from "../frame/toasts.tsx";
import { errorsOf, sayProblem } from "../problems.ts";
import { SaveBar } from "../SaveBar.tsx";
import { useSession } from "../session.tsx";
import { useTexts } from "../texts.ts";
import { useLeaveAsk } from "../useLeaveAsk.ts";
import { desk, type TicketType, type TypeDraft } from "./api.ts";
import { FieldsEditor } from "./FieldsEditor.tsx";
import { TypePreview } from "./Preview.tsx";
import { draftOf, EMPTY, freshId, tidy, wrongPlace } from "./rules.ts";
import { StepsEditor } from "./StepsEditor.tsx";
import { useDeskTexts } from "./texts.ts";
import { KEYS, useDeskTeams, useDoing } from "./useDesk.ts";

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
  const { t: common, lang } = useTexts();
  const { can } = useSession();
  const client = useQueryClient();
  const [, navigate] = useLocation();
  const { say, fail } = useToasts();
  const { doing, renew } = useDoing(KEYS.types);
  const [edited, setEdited] = useState<TypeDraft | null>(null);
  // What was read when the editing began: a newer one read since is not what was edited.
  const base = useRef(saved);
  const [tried, setTried] = useState(false);
  const [stale, setStale] = useState(false);
  const [busy, setBusy] = useState(false);
  const locked = !can("settings:write");
  const shown = saved ? draftOf(saved) : EMPTY;
  const draft = edited ?? shown;
  const dirty = edited !== null;
  const place = wrongPlace(draft);
  useLeaveAsk(dirty, t("desk.leave"));
  useEffect(() => {
    document.title = saved?.label[lang] ?? t("desk.type.new");
  }, [saved, lang, t]);
  useEffect(() => {
    if (!dirty) base.current = saved;
  }, [dirty, saved]);
  const change = (part: Partial<TypeDraft>) => {
    const next = { ...draft, ...part };
    setEdited(JSON.stringify(next) === JSON.stringify(shown) ? null : next);
  };
  const save = async () => {
    setTried(true);
    if (place) return requestAnimationFrame(() => document.querySelector<HTMLElement>("[aria-invalid=true]")?.focus());
    setBusy(true);
    const clean = tidy(draft);
    try {
      const kept = saved
        ? await desk.saveType(saved.key, clean, base.current?.version ?? saved.version)
        : await desk.addType(freshId(clean.label.en, taken, "type"), clean);
      client.setQueryData<readonly TicketType[]>(KEYS.types, (all) => all?.map((one) => (one.key === kept.key ? kept : one)));
      setEdited(null);
      setTried(false);
      say(t("desk.saved", { name: kept.label[lang] }));
      await renew();
      if (!saved) navigate(`/settings/desk/types/${kept.key}`, { replace: true });
    } catch (error) {
      if (error instanceof Problem && error.status === 409 && saved) setStale(true);
      else fail(Object.values(errorsOf(error, ""))[0] ?? sayProblem(error, common));
    } finally {
      setBusy(false);
    }
  };
  const revert = () => {
    setEdited(null);
    setTried(false);
    if (stale) void renew();
    setStale(false);
  };
  const retire = () => {
    if (!saved) return;
    const name = saved.label[lang];
    const undo = () => desk.addType(saved.key, draftOf(saved));
    void doing(() => desk.retireType(saved.key), t("desk.removed", { name }), undo).then(
      (done) => done && navigate("/settings/desk/types"),
    );
  };
  const part: PartProps = { draft, locked, wrong: tried ? place : null, onChange: change };
  return (
    <>
      <div className="page-head">
        <Link href="/settings/desk/types" className="back" aria-label={t("desk.types.back")}>
          <Icon name="back" />
        </Link>
        <h1>{saved?.label[lang] ?? t("desk.type.new")}</h1>
        {saved && !saved.builtin && !locked ? (
          <div className="right">
            <Button leftSection={<Icon name="trash" size={16} />} onClick={retire}>
              {t("desk.type.retire")}
            </Button>
          </div>
        ) : null}
      </div>
      {locked ? (
        <p className="page-lead">{t("desk.readonly")}</p>
      ) : saved?.builtin ? (
        <p className="page-lead">{t("desk.type.builtin")}</p>
      ) : null}
      <div className="split desk-editor">
        <div className="stack">
          <Basics {...part} />
          <FieldsEditor {...part} />
          <StepsEditor {...part} />
        </div>
        <TypePreview draft={draft} />
      </div>
      <SaveBar
        dirty={dirty}
        stale={stale}
        busy={busy}
        right
        texts={{ dirty: t("desk.dirty"), conflict: t("desk.conflict"), revert: t("desk.revert"), reload: t("desk.reload") }}
        onRevert={revert}
        onSave={() => void save()}
      />
    </>
  );
}

function Basics({ draft, locked, wrong, onChange }: PartProps) {
  const t = useDeskTexts();
  const { can } = useSession();
  const teams = useDeskTeams().data ?? [];
  const policies =
    useQuery({ queryKey: ["sla"], queryFn: ({ signal }) => desk.policies(signal), enabled: can("settings:read") }).data?.items ?? [];
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

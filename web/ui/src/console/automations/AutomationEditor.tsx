import { NativeSelect, Textarea, TextInput } from "@kit";
import { SegmentedControl } from "@kit/fields";
import { useQuery } from "@tanstack/react-query";
import { EditorHead } from "../EditorHead.tsx";
import { useSession } from "../session.tsx";
import { useDraft } from "../useDraft.ts";
import { useKeeping } from "../useKeeping.ts";
import { ActionFields } from "./ActionFields.tsx";
import { type Automation, type AutomationDraft, automations, macros } from "./api.ts";
import { Conditions } from "./Conditions.tsx";
import { EventFields } from "./EventFields.tsx";
import { RuleLog } from "./RuleLog.tsx";
import { sentRule } from "./rules.ts";
import { TryOut } from "./TryOut.tsx";
import { useAutoTexts } from "./texts.ts";

const ALERTS = ["owner", "team", "leads"] as const;

/** Writes a rule: when, if, then; and tells what it would have done. */
export function AutomationEditor({ rule }: { rule: Automation | null }) {
  const t = useAutoTexts();
  const { can } = useSession();
  const { draft, dirty, errors, form, change, kept, refuse } = useDraft<AutomationDraft>(() => draftOf(rule));
  const all = useQuery({ queryKey: ["macros"], queryFn: macros.list }).data ?? [];
  const mayWrite = can("settings:write");
  const { busy, save, remove } = useKeeping({
    list: "automations",
    back: "/settings/automations",
    store: () => (rule ? automations.save(rule.id, sentRule(draft), rule.version) : automations.create(sentRule(draft))),
    remove: async () => rule && automations.remove(rule.id),
    again: () => automations.create(sentRule(draftOf(rule))),
    removed: t("automation.removed", { name: rule?.name ?? "" }),
    settled: kept,
    refuse,
  });
  return (
    <>
      <EditorHead
        back="/settings/automations"
        backLabel={t("automation.rules.back")}
        title={rule?.name ?? t("automation.rules.new")}
        mayWrite={mayWrite}
        dirty={dirty}
        busy={busy}
        removeLabel={rule ? t("automation.remove") : undefined}
        onRemove={remove}
        onSave={save}
      />
      <div className="split" ref={form}>
        <div className="stack">
          <section className="panel panel-pad form" aria-labelledby="rule-when">
            <h2 id="rule-when">{t("automation.rules.when")}</h2>
            <TextInput
              label={t("automation.name")}
              value={draft.name}
              maxLength={80}
              error={errors["name"]}
              disabled={!mayWrite}
              onChange={(e) => change({ name: e.currentTarget.value })}
            />
            <EventFields event={draft.event} errors={errors} disabled={!mayWrite} onChange={(event) => change({ event })} />
            <div>
              <p className="field-label">{t("automation.state")}</p>
              <SegmentedControl
                aria-label={t("automation.state")}
                value={draft.active ? "on" : "off"}
                disabled={!mayWrite}
                onChange={(to) => change({ active: to === "on" })}
                data={[
                  { value: "on", label: t("automation.rules.on") },
                  { value: "off", label: t("automation.rules.off") },
                ]}
              />
            </div>
          </section>
          <Conditions all={draft.all ?? []} any={draft.any ?? []} errors={errors} disabled={!mayWrite} onChange={change} />
          <section className="panel panel-pad form" aria-labelledby="rule-then">
            <h2 id="rule-then">{t("automation.rules.then")}</h2>
            <ActionFields
              actions={draft.actions ?? {}}
              errors={errors}
              disabled={!mayWrite}
              person={false}
              onChange={(actions) => change({ actions })}
            />
            <NativeSelect
              label={t("automation.rules.macro")}
              description={t("automation.rules.macro_hint")}
              value={draft.macro_id ?? ""}
              disabled={!mayWrite}
              onChange={(e) => change({ macro_id: e.currentTarget.value })}
              data={[
                { value: "", label: t("automation.rules.macro_none") },
                ...all.filter((one) => one.shared).map((one) => ({ value: one.id, label: one.name })),
              ]}
            />
            <Textarea
              label={t("automation.rules.note")}
              value={draft.note ?? ""}
              rows={2}
              maxLength={2000}
              disabled={!mayWrite}
              onChange={(e) => change({ note: e.currentTarget.value })}
            />
            <div className="form-row">
              <NativeSelect
                label={t("automation.rules.alert")}
                value={draft.alert?.to ?? ""}
                disabled={!mayWrite}
                onChange={(e) => change({ alert: { to: e.currentTarget.value, text: draft.alert?.text ?? "" } })}
                data={[
                  { value: "", label: t("automation.rules.alert.none") },
                  ...ALERTS.map((value) => ({ value, label: t(`automation.rules.alert.${value}`) })),
                ]}
              />
              {draft.alert?.to ? (
                <TextInput
                  label={t("automation.rules.alert_text")}
                  value={draft.alert.text}
                  maxLength={300}
                  disabled={!mayWrite}
                  onChange={(e) => change({ alert: { to: draft.alert?.to ?? "", text: e.currentTarget.value } })}
                />
              ) : null}
            </div>
          </section>
        </div>
        <div className="stack preview">
          {mayWrite ? <TryOut draft={sentRule(draft)} id={rule?.id ?? 0} onRefused={refuse} /> : null}
          {rule ? <RuleLog id={rule.id} /> : null}
        </div>
      </div>
    </>
  );
}

function draftOf(rule: Automation | null): AutomationDraft {
  if (!rule) return { name: "", active: false, event: { kind: "message" }, all: [], any: [], actions: {}, macro_id: "", note: "" };
  const { id, version, fired, capped, last_fired_at, ...draft } = rule;
  return draft;
}

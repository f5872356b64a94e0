import { NativeSelect, Textarea, TextInput } from "@kit";
import { SegmentedControl } from "@kit/fields";
import { useState } from "react";
import { ActionFields } from "../automations/ActionFields.tsx";
import { type Macro, type MacroDraft, macros, type Reply } from "../automations/api.ts";
import { useAutoTexts } from "../automations/texts.ts";
import { EditorHead } from "../EditorHead.tsx";
import { useSession } from "../session.tsx";
import { useDraft } from "../useDraft.ts";
import { useKeeping } from "../useKeeping.ts";
import { MacroPreviewPanel } from "./MacroPreviewPanel.tsx";

interface MacroEditorProps {
  readonly macro: Macro | null;
  readonly replies: readonly Reply[];
}

const OWN = "own";

/** Writes a macro: what it sends, what it notes and what it changes. */
export function MacroEditor({ macro, replies }: MacroEditorProps) {
  const t = useAutoTexts();
  const { can } = useSession();
  const { draft, dirty, errors, form, change, kept, refuse } = useDraft<MacroDraft>(() => draftOf(macro, can("faq:write")));
  const [own, setOwn] = useState(() => draft.text.ko !== "" || draft.text.en !== "");
  const mayWrite = can("tickets:write") && (!macro || macro.mine || can("faq:write"));
  const sends = draft.reply_id ?? (own ? OWN : "");
  const choose = (to: string) => {
    setOwn(to === OWN);
    change(to === OWN ? { reply_id: null } : { reply_id: to === "" ? null : to, text: { ko: "", en: "" } });
  };
  const { busy, save, remove } = useKeeping({
    list: "macros",
    back: "/settings/macros",
    store: () => (macro ? macros.save(macro.id, draft, macro.version) : macros.create(draft)),
    remove: async () => macro && macros.remove(macro.id),
    again: () => macros.create(draftOf(macro, false)),
    removed: t("automation.removed", { name: macro?.name ?? "" }),
    settled: kept,
    refuse,
  });
  return (
    <>
      <EditorHead
        back="/settings/macros"
        backLabel={t("automation.macros.back")}
        title={macro?.name ?? t("automation.macros.new")}
        mayWrite={mayWrite}
        dirty={dirty}
        busy={busy}
        removeLabel={macro ? t("automation.remove") : undefined}
        onRemove={remove}
        onSave={save}
      />
      {mayWrite ? null : <p className="meta page-note">{t("automation.readonly")}</p>}
      <div className="split" ref={form}>
        <section className="panel panel-pad form" aria-labelledby="macro-what">
          <TextInput
            label={t("automation.name")}
            value={draft.name}
            maxLength={80}
            error={errors["name"]}
            disabled={!mayWrite}
            onChange={(e) => change({ name: e.currentTarget.value })}
          />
          <NativeSelect
            label={t("automation.macros.reply")}
            value={sends}
            error={errors["reply_id"]}
            disabled={!mayWrite}
            onChange={(e) => choose(e.currentTarget.value)}
            data={[
              { value: "", label: t("automation.macros.reply_none") },
              { value: OWN, label: t("automation.macros.reply_own") },
              ...replies.map((one) => ({ value: one.id, label: one.category ? `${one.category} · ${one.name}` : one.name })),
            ]}
          />
          {sends === OWN ? (
            <>
              <Textarea
                label={t("automation.text_ko")}
                value={draft.text.ko}
                rows={4}
                maxLength={4000}
                error={errors["text.ko"]}
                disabled={!mayWrite}
                onChange={(e) => change({ text: { ...draft.text, ko: e.currentTarget.value } })}
              />
              <Textarea
                label={t("automation.text_en")}
                description={t("automation.text_en_hint")}
                value={draft.text.en}
                rows={3}
                maxLength={4000}
                error={errors["text.en"]}
                disabled={!mayWrite}
                onChange={(e) => change({ text: { ...draft.text, en: e.currentTarget.value } })}
              />
            </>
          ) : null}
          <Textarea
            label={t("automation.macros.note")}
            value={draft.note}
            rows={2}
            maxLength={4000}
            error={errors["note"]}
            disabled={!mayWrite}
            onChange={(e) => change({ note: e.currentTarget.value })}
          />
          <h2 id="macro-what">{t("automation.macros.what")}</h2>
          <ActionFields actions={draft.actions} errors={errors} disabled={!mayWrite} person onChange={(actions) => change({ actions })} />
          {can("faq:write") ? (
            <div>
              <p className="field-label">{t("automation.shared")}</p>
              <SegmentedControl
                aria-label={t("automation.shared")}
                value={draft.shared ? "all" : "me"}
                disabled={!mayWrite}
                onChange={(to) => change({ shared: to === "all" })}
                data={[
                  { value: "all", label: t("automation.shared_all") },
                  { value: "me", label: t("automation.shared_me") },
                ]}
              />
            </div>
          ) : null}
        </section>
        <MacroPreviewPanel id={macro && !dirty ? macro.id : null} />
      </div>
    </>
  );
}

function draftOf(macro: Macro | null, shared: boolean): MacroDraft {
  if (!macro) return { name: "", reply_id: null, text: { ko: "", en: "" }, note: "", actions: {}, shared };
  const { name, reply_id, text, note, actions } = macro;
  return { name, reply_id, text, note, actions, shared: macro.shared };
}

import { Button, Icon, NativeSelect, Textarea, TextInput } from "@kit";
import { SegmentedControl } from "@kit/fields";
import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { Link, useLocation } from "wouter";
import { ActionFields } from "../automations/ActionFields.tsx";
import { type Macro, type MacroDraft, macros, type Reply } from "../automations/api.ts";
import { useAutoTexts } from "../automations/texts.ts";
import { useToasts } from "../frame/toasts.tsx";
import { errorsOf, sayProblem } from "../problems.ts";
import { useSession } from "../session.tsx";
import { useTexts } from "../texts.ts";
import { MacroPreviewPanel } from "./MacroPreviewPanel.tsx";

interface MacroEditorProps {
  readonly macro: Macro | null;
  readonly replies: readonly Reply[];
}

const OWN = "own";

/** Writes a macro: what it sends, what it notes and what it changes. */
export function MacroEditor({ macro, replies }: MacroEditorProps) {
  const t = useAutoTexts();
  const { t: common } = useTexts();
  const { can } = useSession();
  const client = useQueryClient();
  const [, navigate] = useLocation();
  const { say, fail } = useToasts();
  const [draft, setDraft] = useState<MacroDraft>(() => draftOf(macro, can("faq:write")));
  const [own, setOwn] = useState(() => draft.text.ko !== "" || draft.text.en !== "");
  const [dirty, setDirty] = useState(false);
  const [errors, setErrors] = useState<Record<string, string>>({});
  const [busy, setBusy] = useState(false);
  const mayWrite = can("tickets:write") && (!macro || macro.mine || can("faq:write"));
  const change = (part: Partial<MacroDraft>) => {
    setDraft((was) => ({ ...was, ...part }));
    setDirty(true);
    setErrors({});
  };
  const sends = draft.reply_id ?? (own ? OWN : "");
  const choose = (to: string) => {
    setOwn(to === OWN);
    change(to === OWN ? { reply_id: null } : { reply_id: to === "" ? null : to, text: { ko: "", en: "" } });
  };
  const save = async () => {
    setBusy(true);
    try {
      await (macro ? macros.save(macro.id, draft, macro.version) : macros.create(draft));
      await client.invalidateQueries({ queryKey: ["macros"] });
      say(common("common.saved"));
      navigate("/settings/macros");
    } catch (error) {
      const found = errorsOf(error, "");
      setErrors(found);
      if (Object.keys(found).length === 0) fail(sayProblem(error, common));
    } finally {
      setBusy(false);
    }
  };
  const remove = async () => {
    if (!macro) return;
    try {
      await macros.remove(macro.id);
      navigate("/settings/macros");
      await client.invalidateQueries({ queryKey: ["macros"] });
      say(t("automation.removed", { name: macro.name }), () => {
        void macros.create(draftOf(macro, false)).then(() => client.invalidateQueries({ queryKey: ["macros"] }));
      });
    } catch (error) {
      fail(sayProblem(error, common));
    }
  };
  return (
    <>
      <div className="page-head">
        <Link href="/settings/macros" className="back" aria-label={t("automation.macros.back")}>
          <Icon name="back" />
        </Link>
        <h1>{macro?.name ?? t("automation.macros.new")}</h1>
        {mayWrite ? (
          <div className="right">
            {macro ? <Button onClick={() => void remove()}>{t("automation.remove")}</Button> : null}
            <Button variant="filled" loading={busy} disabled={!dirty} onClick={() => void save()}>
              {common("common.save")}
            </Button>
          </div>
        ) : null}
      </div>
      {mayWrite ? null : <p className="meta page-note">{t("automation.readonly")}</p>}
      <div className="split">
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

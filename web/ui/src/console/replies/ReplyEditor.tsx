import { Textarea, TextInput } from "@kit";
import { SegmentedControl } from "@kit/fields";
import { useQuery } from "@tanstack/react-query";
import { useRef, useState } from "react";
import { type Reply, type ReplyDraft, replies } from "../automations/api.ts";
import { useAutoTexts } from "../automations/texts.ts";
import { EditorHead } from "../EditorHead.tsx";
import { useSession } from "../session.tsx";
import { useDraft } from "../useDraft.ts";
import { useKeeping } from "../useKeeping.ts";
import { ReplyPreview } from "./ReplyPreview.tsx";

type Side = "ko" | "en";

interface ReplyEditorProps {
  readonly reply: Reply | null;
  readonly known: readonly Reply[];
}

/** Writes a saved reply with its twin; what it becomes stands beside it. */
export function ReplyEditor({ reply, known }: ReplyEditorProps) {
  const t = useAutoTexts();
  const { can } = useSession();
  const { draft, dirty, errors, form, change, kept, refuse } = useDraft<ReplyDraft>(() => draftOf(reply, can("faq:write")));
  const [side, setSide] = useState<Side>("ko");
  const areas = { ko: useRef<HTMLTextAreaElement>(null), en: useRef<HTMLTextAreaElement>(null) };
  const variables = useQuery({ queryKey: ["variables"], queryFn: replies.variables, staleTime: Number.POSITIVE_INFINITY }).data ?? [];
  const mayWrite = can("tickets:write") && (!reply || reply.mine || can("faq:write"));
  const write = (lang: Side, text: string) => change({ text: { ...draft.text, [lang]: text } });
  // The variable goes where the cursor is, in whichever text was written last.
  const insert = (name: string, alias: string) => {
    const area = areas[side].current;
    const text = draft.text[side];
    const from = area?.selectionStart ?? text.length;
    const put = side === "en" ? `{${alias}}` : `{${name}}`;
    write(side, text.slice(0, from) + put + text.slice(area?.selectionEnd ?? from));
    requestAnimationFrame(() => {
      area?.focus();
      area?.setSelectionRange(from + put.length, from + put.length);
    });
  };
  const { busy, save, remove } = useKeeping({
    list: "replies",
    back: "/settings/replies",
    store: () => (reply ? replies.save(reply.id, draft, reply.version) : replies.create(draft)),
    remove: async () => reply && replies.remove(reply.id),
    again: () => replies.create(draftOf(reply, false)),
    removed: t("automation.removed", { name: reply?.name ?? "" }),
    settled: kept,
    refuse,
  });
  return (
    <>
      <EditorHead
        back="/settings/replies"
        backLabel={t("automation.replies.back")}
        title={reply?.name ?? t("automation.replies.new")}
        mayWrite={mayWrite}
        dirty={dirty}
        busy={busy}
        removeLabel={reply ? t("automation.remove") : undefined}
        onRemove={remove}
        onSave={save}
      />
      {mayWrite ? null : <p className="meta page-note">{t("automation.readonly")}</p>}
      <div className="split" ref={form}>
        <section className="panel panel-pad form" aria-label={t("automation.replies.edit")}>
          <TextInput
            label={t("automation.name")}
            value={draft.name}
            maxLength={80}
            error={errors["name"]}
            disabled={!mayWrite}
            onChange={(e) => change({ name: e.currentTarget.value })}
          />
          <div className="form-row">
            <TextInput
              label={t("automation.shortcut")}
              description={t("automation.shortcut_hint")}
              value={draft.shortcut}
              maxLength={40}
              disabled={!mayWrite}
              onChange={(e) => change({ shortcut: e.currentTarget.value })}
            />
            <TextInput
              label={t("automation.category")}
              description={t("automation.category_hint")}
              list="reply-categories"
              value={draft.category}
              maxLength={40}
              disabled={!mayWrite}
              onChange={(e) => change({ category: e.currentTarget.value })}
            />
          </div>
          <datalist id="reply-categories">
            {[...new Set(known.map((one) => one.category))].filter(Boolean).map((name) => (
              <option key={name} value={name} />
            ))}
          </datalist>
          <Textarea
            ref={areas.ko}
            label={t("automation.text_ko")}
            value={draft.text.ko}
            rows={5}
            maxLength={4000}
            error={errors["text.ko"]}
            disabled={!mayWrite}
            onFocus={() => setSide("ko")}
            onChange={(e) => write("ko", e.currentTarget.value)}
          />
          <Textarea
            ref={areas.en}
            label={t("automation.text_en")}
            description={t("automation.text_en_hint")}
            value={draft.text.en}
            rows={4}
            maxLength={4000}
            error={errors["text.en"]}
            disabled={!mayWrite}
            onFocus={() => setSide("en")}
            onChange={(e) => write("en", e.currentTarget.value)}
          />
          {mayWrite ? (
            <div>
              <p className="field-label" id="variables-label">
                {t("automation.variables")}
              </p>
              <div className="auto-vars" role="group" aria-labelledby="variables-label">
                {variables.map((one) => (
                  <button key={one.name} type="button" title={one.name} onClick={() => insert(one.name, one.alias)}>
                    {one.label}
                  </button>
                ))}
              </div>
            </div>
          ) : null}
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
        <ReplyPreview text={draft.text[side] || draft.text.ko} lang={draft.text[side] ? side : "ko"} />
      </div>
    </>
  );
}

function draftOf(reply: Reply | null, shared: boolean): ReplyDraft {
  if (!reply) return { name: "", shortcut: "", category: "", text: { ko: "", en: "" }, shared };
  const { name, shortcut, category, text } = reply;
  return { name, shortcut, category, text, shared: reply.shared };
}

import { Button, Icon, Textarea, TextInput } from "@kit";
import { SegmentedControl } from "@kit/fields";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useRef, useState } from "react";
import { Link, useLocation } from "wouter";
import { type Reply, type ReplyDraft, replies } from "../automations/api.ts";
import { useAutoTexts } from "../automations/texts.ts";
import { useToasts } from "../frame/toasts.tsx";
import { errorsOf, sayProblem } from "../problems.ts";
import { useSession } from "../session.tsx";
import { useTexts } from "../texts.ts";
import { ReplyPreview } from "./ReplyPreview.tsx";

type Side = "ko" | "en";

interface ReplyEditorProps {
  readonly reply: Reply | null;
  readonly known: readonly Reply[];
}

/** Writes a saved reply with its twin; what it becomes stands beside it. */
export function ReplyEditor({ reply, known }: ReplyEditorProps) {
  const t = useAutoTexts();
  const { t: common } = useTexts();
  const { can } = useSession();
  const client = useQueryClient();
  const [, navigate] = useLocation();
  const { say, fail } = useToasts();
  const [draft, setDraft] = useState<ReplyDraft>(() => draftOf(reply, can("faq:write")));
  const [dirty, setDirty] = useState(false);
  const [errors, setErrors] = useState<Record<string, string>>({});
  const [busy, setBusy] = useState(false);
  const [side, setSide] = useState<Side>("ko");
  const areas = { ko: useRef<HTMLTextAreaElement>(null), en: useRef<HTMLTextAreaElement>(null) };
  const variables = useQuery({ queryKey: ["variables"], queryFn: replies.variables, staleTime: Number.POSITIVE_INFINITY }).data ?? [];
  const mayWrite = can("tickets:write") && (!reply || reply.mine || can("faq:write"));
  const change = (part: Partial<ReplyDraft>) => {
    setDraft((was) => ({ ...was, ...part }));
    setDirty(true);
    setErrors({});
  };
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
  const save = async () => {
    setBusy(true);
    try {
      await (reply ? replies.save(reply.id, draft, reply.version) : replies.create(draft));
      await client.invalidateQueries({ queryKey: ["replies"] });
      say(common("common.saved"));
      navigate("/settings/replies");
    } catch (error) {
      const found = errorsOf(error, "");
      setErrors(found);
      if (Object.keys(found).length === 0) fail(sayProblem(error, common));
    } finally {
      setBusy(false);
    }
  };
  const remove = async () => {
    if (!reply) return;
    try {
      await replies.remove(reply.id);
      navigate("/settings/replies");
      await client.invalidateQueries({ queryKey: ["replies"] });
      say(t("automation.removed", { name: reply.name }), () => {
        void replies.create(draftOf(reply, false)).then(() => client.invalidateQueries({ queryKey: ["replies"] }));
      });
    } catch (error) {
      fail(sayProblem(error, common));
    }
  };
  return (
    <>
      <div className="page-head">
        <Link href="/settings/replies" className="back" aria-label={t("automation.replies.back")}>
          <Icon name="back" />
        </Link>
        <h1>{reply?.name ?? t("automation.replies.new")}</h1>
        {mayWrite ? (
          <div className="right">
            {reply ? <Button onClick={() => void remove()}>{t("automation.remove")}</Button> : null}
            <Button variant="filled" loading={busy} disabled={!dirty} onClick={() => void save()}>
              {common("common.save")}
            </Button>
          </div>
        ) : null}
      </div>
      {mayWrite ? null : <p className="meta page-note">{t("automation.readonly")}</p>}
      <div className="split">
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

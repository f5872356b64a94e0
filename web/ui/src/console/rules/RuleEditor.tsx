import { Chip, NativeSelect, Textarea, TextInput } from "@kit";
import { SegmentedControl, TagsInput } from "@kit/fields";
import { EditorHead } from "../EditorHead.tsx";
import { useSession } from "../session.tsx";
import { useTexts } from "../texts.ts";
import { useDraft } from "../useDraft.ts";
import { useKeeping } from "../useKeeping.ts";
import { type Rule, type RuleDraft, type RuleKind, rules } from "./api.ts";

const ACTIONS = ["text", "articles", "order"] as const;

/** Writes a rule: when it speaks, and what it says. */
export function RuleEditor({ rule, kind }: { rule: Rule | null; kind: RuleKind }) {
  const { t } = useTexts();
  const { can } = useSession();
  const { draft, dirty, errors, form, change, kept, refuse } = useDraft<RuleDraft>(() => draftOf(rule, kind));
  const mayWrite = can("faq:write");
  const back = kind === "prompt" ? "/rules?kind=prompt" : "/rules";

  const { busy, save, remove } = useKeeping({
    list: "rules",
    back,
    store: () => (rule ? rules.save(rule.id, draft, rule.version) : rules.create(draft)),
    remove: async () => rule && rules.remove(rule.id),
    again: () => rules.create(draftOf(rule, kind)),
    removed: t("console.rules.removed", { name: rule?.name ?? "" }),
    settled: kept,
    refuse,
  });
  return (
    <>
      <EditorHead
        back={back}
        backLabel={t("console.rules.back")}
        title={rule?.name ?? t(`console.rules.new_${kind}`)}
        chip={rule ? <Chip>{t(`console.rules.kind.${kind}`)}</Chip> : null}
        mayWrite={mayWrite}
        dirty={dirty}
        busy={busy}
        removeLabel={rule ? t("console.rules.remove") : undefined}
        onRemove={remove}
        onSave={save}
      />
      <div className="stack" ref={form}>
        <section className="panel panel-pad form" aria-labelledby="rule-when">
          <h2 id="rule-when">{t("console.rules.when")}</h2>
          <TextInput
            label={t("console.rules.name")}
            description={t("console.rules.name_hint")}
            value={draft.name}
            maxLength={80}
            error={errors.name}
            disabled={!mayWrite}
            onChange={(e) => change({ name: e.currentTarget.value })}
          />
          {kind === "answer" ? (
            <TagsInput
              label={t("console.rules.keywords")}
              description={t("console.rules.keywords_hint")}
              value={[...draft.keywords]}
              error={errors.keywords}
              disabled={!mayWrite}
              onChange={(keywords) => change({ keywords })}
            />
          ) : (
            <PromptFields draft={draft} errors={errors} disabled={!mayWrite} onChange={change} />
          )}
          <div>
            <p className="field-label">{t("console.rules.state")}</p>
            <SegmentedControl
              aria-label={t("console.rules.state")}
              value={draft.active ? "on" : "off"}
              disabled={!mayWrite}
              onChange={(to) => change({ active: to === "on" })}
              data={[
                { value: "on", label: t("console.rules.on") },
                { value: "off", label: t("console.rules.off") },
              ]}
            />
          </div>
        </section>
        <section className="panel panel-pad form" aria-labelledby="rule-what">
          <h2 id="rule-what">{t("console.rules.what")}</h2>
          {kind === "answer" ? (
            <NativeSelect
              label={t("console.rules.action")}
              description={t(`console.rules.action_hint.${draft.action as (typeof ACTIONS)[number]}`)}
              value={draft.action}
              disabled={!mayWrite}
              onChange={(e) => change({ action: e.currentTarget.value })}
              data={ACTIONS.map((value) => ({ value, label: t(`console.rules.actions.${value}`) }))}
            />
          ) : null}
          {kind === "answer" && draft.action !== "text" ? (
            <TextInput
              label={t("console.rules.query")}
              description={t("console.rules.query_hint")}
              value={draft.query}
              maxLength={100}
              error={errors.query}
              disabled={!mayWrite}
              onChange={(e) => change({ query: e.currentTarget.value })}
            />
          ) : null}
          <Textarea
            label={t("console.rules.text_ko")}
            value={draft.text_ko}
            rows={3}
            maxLength={500}
            error={errors.text_ko}
            disabled={!mayWrite}
            onChange={(e) => change({ text_ko: e.currentTarget.value })}
          />
          <Textarea
            label={t("console.rules.text_en")}
            description={t("console.rules.text_en_hint")}
            value={draft.text_en}
            rows={3}
            maxLength={500}
            error={errors.text_en}
            disabled={!mayWrite}
            onChange={(e) => change({ text_en: e.currentTarget.value })}
          />
          <p className="meta">{t(`console.rules.promise_${kind}`)}</p>
        </section>
      </div>
    </>
  );
}

interface PromptFieldsProps {
  readonly draft: RuleDraft;
  readonly errors: Partial<Record<keyof RuleDraft, string>>;
  readonly disabled: boolean;
  readonly onChange: (part: Partial<RuleDraft>) => void;
}

function PromptFields({ draft, errors, disabled, onChange }: PromptFieldsProps) {
  const { t } = useTexts();
  return (
    <>
      <TextInput
        label={t("console.rules.path")}
        description={t("console.rules.path_hint")}
        placeholder="/products/*"
        value={draft.path}
        maxLength={200}
        error={errors.path}
        disabled={disabled}
        onChange={(e) => onChange({ path: e.currentTarget.value })}
      />
      <div className="form-row">
        <TextInput
          label={t("console.rules.seconds")}
          inputMode="numeric"
          value={String(draft.seconds)}
          error={errors.seconds}
          disabled={disabled}
          onChange={(e) => onChange({ seconds: Math.min(3600, Number(e.currentTarget.value.replace(/\D/g, ""))) })}
        />
        <TextInput
          label={t("console.rules.cart_over")}
          description={t("console.rules.cart_over_hint")}
          inputMode="numeric"
          value={draft.cart_over === null ? "" : String(draft.cart_over)}
          error={errors.cart_over}
          disabled={disabled}
          onChange={(e) => {
            const digits = e.currentTarget.value.replace(/\D/g, "").slice(0, 12);
            onChange({ cart_over: digits === "" ? null : Number(digits) });
          }}
        />
      </div>
    </>
  );
}

function draftOf(rule: Rule | null, kind: RuleKind): RuleDraft {
  return {
    kind,
    name: rule?.name ?? "",
    active: rule?.active ?? true,
    position: rule?.position ?? 100,
    keywords: rule?.keywords ?? [],
    action: rule?.action ?? "text",
    query: rule?.query ?? "",
    text_ko: rule?.text_ko ?? "",
    text_en: rule?.text_en ?? "",
    path: rule?.path ?? "",
    seconds: rule?.seconds ?? (kind === "prompt" ? 30 : 0),
    cart_over: rule?.cart_over ?? null,
  };
}

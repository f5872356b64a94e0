import { SegmentedControl } from "@kit/fields";
import type { Lang } from "@shared/i18n.ts";
import { useState } from "react";
import { useTexts } from "../texts.ts";
import type { Field, TypeDraft } from "./api.ts";
import { asked } from "./rules.ts";
import { deskTexts, useDeskTexts } from "./texts.ts";

/** What shoppers see of a type: its form, and how far a ticket of it has come. */
export function TypePreview({ draft }: { draft: TypeDraft }) {
  const t = useDeskTexts();
  const { t: common, lang: mine } = useTexts();
  const [lang, setLang] = useState<Lang>(mine);
  const words = deskTexts(lang);
  const name = draft.label[lang] || words("desk.unnamed");
  return (
    <div className="preview">
      <div className="desk-preview-lang">
        <SegmentedControl
          size="xs"
          aria-label={t("desk.preview.lang")}
          value={lang}
          data={[
            { value: "ko", label: common("common.language.ko") },
            { value: "en", label: common("common.language.en") },
          ]}
          onChange={(value) => setLang(value === "en" ? "en" : "ko")}
        />
      </div>
      <section className="panel panel-pad form" aria-labelledby="desk-preview-form">
        <h2 id="desk-preview-form">{t("desk.preview.contact")}</h2>
        {draft.contact ? null : <p className="meta">{t("desk.preview.hidden")}</p>}
        <div className="desk-shopper" lang={lang} data-off={!draft.contact}>
          <div className="desk-topic">
            <strong>{name}</strong>
            {draft.hint[lang] ? <span>{draft.hint[lang]}</span> : null}
          </div>
          {asked(draft.fields).map((field) => (
            <Asked key={field.id} field={field} lang={lang} />
          ))}
          <p className="meta">{words("desk.preview.always")}</p>
          {draft.fields.some((field) => field.kind === "photo" && !field.inside) ? (
            <p className="meta">{words("desk.preview.photo")}</p>
          ) : null}
        </div>
      </section>
      <StepPreview draft={draft} lang={lang} />
    </div>
  );
}

/** A field as the page of shoppers draws it; nothing can be typed here. */
function Asked({ field, lang }: { field: Field; lang: Lang }) {
  const words = deskTexts(lang);
  const name = field.kind === "order" ? words("desk.preview.order") : field.label[lang] || words("desk.unnamed");
  return (
    <div className="desk-asked">
      <b>
        {name} {field.required ? null : <span>{words("desk.preview.optional")}</span>}
      </b>
      <div className="desk-box" data-kind={field.kind}>
        {field.kind === "choice" ? words("desk.preview.choose") : field.kind === "date" ? words("desk.preview.date") : null}
      </div>
      {field.kind === "choice" ? (
        <p className="desk-options">{(field.choices ?? []).map((choice) => choice.label[lang] || words("desk.unnamed")).join(" · ")}</p>
      ) : null}
    </div>
  );
}

function StepPreview({ draft, lang }: { draft: TypeDraft; lang: Lang }) {
  const t = useDeskTexts();
  const words = deskTexts(lang);
  const [at, setAt] = useState(1);
  const names =
    draft.steps.length > 0
      ? draft.steps.map((step) => ({ id: step.id, name: step.label[lang] || words("desk.unnamed") }))
      : (["received", "checking", "done"] as const).map((id) => ({ id, name: words(`desk.preview.${id}`) }));
  const now = Math.min(at, names.length - 1);
  return (
    <section className="panel panel-pad form" aria-labelledby="desk-preview-steps">
      <h2 id="desk-preview-steps">{t("desk.preview.steps")}</h2>
      <ol className="desk-bar" lang={lang}>
        {names.map((step, i) => (
          <li
            key={step.id}
            data-state={i < now || (i === now && i === names.length - 1) ? "done" : i === now ? "now" : "todo"}
            aria-current={i === now ? "step" : undefined}
          >
            <button type="button" aria-pressed={i === now} onClick={() => setAt(i)}>
              {step.name}
            </button>
          </li>
        ))}
      </ol>
    </section>
  );
}

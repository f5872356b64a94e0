import { ActionIcon, Button, Icon } from "@kit";
import { useState } from "react";
import { useTexts } from "../texts.ts";
import type { Choice } from "./api.ts";
import { Names } from "./Names.tsx";
import { Order } from "./Order.tsx";
import { after, follow, followAny, freshId, moved, withoutStep } from "./rules.ts";
import type { PartProps } from "./TypeEditor.tsx";
import { useDeskTexts } from "./texts.ts";

/** The way of a type's tickets as the customer sees it, and which step may follow which. */
export function StepsEditor({ draft, locked, wrong, onChange }: PartProps) {
  const t = useDeskTexts();
  const { lang } = useTexts();
  const [added, setAdded] = useState("");
  const { steps } = draft;
  const add = () => {
    const id = freshId(
      "",
      steps.map((step) => step.id),
      "step",
    );
    setAdded(id);
    onChange({ steps: [...steps, { id, label: { ko: "", en: "" } }] });
  };
  return (
    <section className="panel panel-pad form" aria-labelledby="desk-steps">
      <div className="desk-section">
        <h2 id="desk-steps">{t("desk.steps")}</h2>
        <span className="meta">{t("desk.steps.lead")}</span>
      </div>
      {steps.length === 0 ? <p className="meta">{t("desk.steps.none")}</p> : null}
      <Order
        list={steps}
        idOf={(step) => step.id}
        nameOf={(step) => step.label[lang]}
        className="desk-parts"
        label={t("desk.steps")}
        mayWrite={!locked}
        onMove={(from, to) => onChange({ steps: moved(steps, from, to) })}
        acts={(step) => (
          <ActionIcon
            aria-label={t("desk.remove", { name: step.label[lang] || t("desk.unnamed") })}
            onClick={() => onChange(withoutStep(draft, step.id))}
          >
            <Icon name="trash" />
          </ActionIcon>
        )}
      >
        {(step) => (
          <div className="desk-step">
            <Names
              label={step.label}
              locked={locked}
              wrong={wrong === `step ${step.id}`}
              focus={step.id === added}
              onChange={(label) => onChange({ steps: steps.map((one) => (one.id === step.id ? { ...one, label } : one)) })}
            />
            {steps.length > 1 ? <Next step={step} draft={draft} locked={locked} wrong={wrong} onChange={onChange} /> : null}
          </div>
        )}
      </Order>
      {locked || steps.length >= 12 ? null : (
        <div>
          <Button leftSection={<Icon name="plus" />} onClick={add}>
            {t("desk.steps.add")}
          </Button>
        </div>
      )}
    </section>
  );
}

function Next({ step, draft, locked, onChange }: PartProps & { step: Choice }) {
  const t = useDeskTexts();
  const { lang } = useTexts();
  const may = after(draft, step.id);
  const name = step.label[lang] || t("desk.unnamed");
  return (
    <fieldset className="desk-next" aria-label={t("desk.step.next", { name })} disabled={locked}>
      <span aria-hidden="true" className="desk-arrow">
        →
      </span>
      <label data-on={may === null}>
        <input
          type="checkbox"
          checked={may === null}
          onChange={(event) => onChange({ next: followAny(draft, step.id, event.currentTarget.checked) })}
        />
        {t("desk.step.any")}
      </label>
      {may === null
        ? null
        : draft.steps
            .filter((one) => one.id !== step.id)
            .map((one) => (
              <label key={one.id} data-on={may.includes(one.id)}>
                <input
                  type="checkbox"
                  checked={may.includes(one.id)}
                  onChange={(event) => onChange({ next: follow(draft, step.id, one.id, event.currentTarget.checked) })}
                />
                {one.label[lang] || t("desk.unnamed")}
              </label>
            ))}
      {may?.length === 0 ? <span className="meta">{t("desk.step.last")}</span> : null}
    </fieldset>
  );
}

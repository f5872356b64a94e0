import { TextInput } from "@kit";
import { BOUNDS, COUNTS, countOf, type Draft } from "./rules.ts";
import { useLimitsTexts } from "./texts.ts";

interface HandFieldsProps {
  readonly counts: Draft["by_hand"];
  readonly errors: Partial<Record<string, string>>;
  readonly onChange: (counts: Draft["by_hand"]) => void;
}

/** How much staff do for a customer by hand: coupons, and what was promised. */
export function HandFields({ counts, errors, onChange }: HandFieldsProps) {
  const t = useLimitsTexts();
  const fewer = Number(counts.lead_coupons) < Number(counts.agent_coupons) ? t("limits.lead_fewer") : null;
  return (
    <section className="panel panel-pad form" aria-labelledby="limits-hand">
      <h2 id="limits-hand">{t("limits.hand")}</h2>
      <p className="meta">{t("limits.hand_lead")}</p>
      <div className="form-row">
        {COUNTS.map((name) => {
          const [low, top] = BOUNDS[name];
          const outside = countOf(name, counts[name]) === null ? t("limits.between", { low, top }) : null;
          return (
            <TextInput
              key={name}
              label={t(`limits.hand.${name}`)}
              inputMode="numeric"
              value={counts[name]}
              maxLength={3}
              rightSection={t(`limits.unit.${name}`)}
              error={outside ?? (name === "lead_coupons" ? fewer : null) ?? errors[`by_hand.${name}`]}
              onChange={(event) => onChange({ ...counts, [name]: event.currentTarget.value })}
            />
          );
        })}
      </div>
    </section>
  );
}

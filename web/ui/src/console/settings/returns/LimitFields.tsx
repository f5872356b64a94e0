import { TextInput } from "@kit";
import { wonOf } from "../../inbox/actions/allowed.ts";
import { ROLES, type Role } from "./api.ts";
import type { TypedLimits } from "./rules.ts";
import { useLimitsTexts } from "./texts.ts";

interface LimitFieldsProps {
  readonly limits: TypedLimits;
  readonly error: string | undefined;
  readonly onChange: (limits: TypedLimits) => void;
}

const FIRST = "100,000";

/** The won that each role approves alone. */
export function LimitFields({ limits, error, onChange }: LimitFieldsProps) {
  const t = useLimitsTexts();
  const change = (role: Role, text: string | null) => onChange({ ...limits, [role]: text });
  return (
    <section className="panel panel-pad form" aria-labelledby="limits-approve">
      <h2 id="limits-approve">{t("limits.approve")}</h2>
      <p className="meta">{t("limits.approve_lead")}</p>
      {ROLES.map((role) => {
        const text = limits[role];
        const name = t(`limits.role.${role}`);
        const wrong = text !== null && wonOf(text) === null ? t("limits.amount_wrong") : null;
        return (
          <div className="limit-row" key={role}>
            <span className="field-label">{name}</span>
            <TextInput
              aria-label={t("limits.amount_of", { role: name })}
              inputMode="numeric"
              disabled={text === null}
              value={text ?? ""}
              placeholder={t("limits.any")}
              rightSection={text === null ? null : t("limits.won")}
              error={wrong}
              onChange={(event) => change(role, event.currentTarget.value)}
            />
            <label className="limit-any">
              <input
                type="checkbox"
                checked={text === null}
                aria-label={t("limits.any_of", { role: name })}
                onChange={(event) => change(role, event.currentTarget.checked ? null : FIRST)}
              />
              {t("limits.any")}
            </label>
          </div>
        );
      })}
      {error ? (
        <p className="field-error" role="alert">
          {error}
        </p>
      ) : null}
    </section>
  );
}

import { NativeSelect, TextInput } from "@kit";
import type { RuleEvent } from "./api.ts";
import { CLOCKS, EVENTS, eventOf, SINCES, STATES } from "./rules.ts";
import { useAutoTexts } from "./texts.ts";

interface EventFieldsProps {
  readonly event: RuleEvent;
  readonly errors: Partial<Record<string, string>>;
  readonly disabled: boolean;
  readonly onChange: (event: RuleEvent) => void;
}

/** What has to happen for the rule to look at a ticket. */
export function EventFields({ event, errors, disabled, onChange }: EventFieldsProps) {
  const t = useAutoTexts();
  return (
    <>
      <NativeSelect
        label={t("automation.rules.event")}
        value={event.kind}
        disabled={disabled}
        onChange={(e) => onChange(eventOf(e.currentTarget.value, event))}
        data={EVENTS.map((value) => ({ value, label: t(`automation.rules.event.${value}`) }))}
      />
      {event.kind === "state" ? (
        <NativeSelect
          label={t("automation.state")}
          value={event.state ?? ""}
          disabled={disabled}
          onChange={(e) => onChange(e.currentTarget.value ? { kind: "state", state: e.currentTarget.value } : { kind: "state" })}
          data={[
            { value: "", label: t("automation.rules.any_state") },
            ...STATES.map((value) => ({ value, label: t(`automation.rules.v.${value}`) })),
          ]}
        />
      ) : null}
      {event.kind === "tagged" ? (
        <TextInput
          label={t("automation.rules.tag")}
          description={t("automation.rules.any_tag")}
          value={event.tag ?? ""}
          maxLength={40}
          disabled={disabled}
          onChange={(e) => onChange(e.currentTarget.value ? { kind: "tagged", tag: e.currentTarget.value } : { kind: "tagged" })}
        />
      ) : null}
      {event.kind === "time" ? (
        <div className="form-row">
          <NativeSelect
            label={t("automation.rules.since")}
            value={event.since ?? "waiting"}
            disabled={disabled}
            onChange={(e) => onChange({ ...event, since: e.currentTarget.value })}
            data={SINCES.map((value) => ({ value, label: t(`automation.rules.since.${value}`) }))}
          />
          <TextInput
            label={t("automation.rules.minutes")}
            inputMode="numeric"
            value={event.minutes ? String(event.minutes) : ""}
            error={errors["event.minutes"]}
            disabled={disabled}
            onChange={(e) => onChange({ ...event, minutes: Math.min(525_600, Number(e.currentTarget.value.replace(/\D/g, ""))) })}
          />
          <NativeSelect
            label={t("automation.rules.clock")}
            value={event.clock ?? "wall"}
            disabled={disabled}
            onChange={(e) => onChange({ ...event, clock: e.currentTarget.value })}
            data={CLOCKS.map((value) => ({ value, label: t(`automation.rules.clock.${value}`) }))}
          />
        </div>
      ) : null}
    </>
  );
}

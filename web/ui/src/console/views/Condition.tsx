import { NativeSelect, TextInput } from "@kit";
import { useQuery } from "@tanstack/react-query";
import { tickets } from "../inbox/ticketApi.ts";
import { useTexts } from "../texts.ts";
import type { FieldSpec } from "./fields.ts";
import { useViewsTexts } from "./texts.ts";

export interface ConditionProps {
  readonly field: FieldSpec;
  readonly value: unknown;
  /** undefined: not set, though its line stays. */
  readonly onChange: (value: unknown) => void;
}

const STALE_MS = 60_000;

/** One condition as its field is written. */
export function Condition({ field, value, onChange }: ConditionProps) {
  const t = useViewsTexts();
  const label = t(`views.field.${field.name}`);
  if (field.kind === "choices") {
    const chosen = (Array.isArray(value) ? value : []).map(String);
    const numbers = field.numbers === true;
    const options = field.values.map((v) => ({ value: v, label: t(field.label(v), { n: v }) }));
    return (
      <Chips
        label={label}
        options={options}
        chosen={chosen}
        onChange={(next) => onChange(next.length === 0 ? undefined : numbers ? next.map(Number) : next)}
      />
    );
  }
  if (field.kind === "one") {
    return (
      <NativeSelect
        aria-label={label}
        value={value === true ? "true" : String(value ?? "")}
        onChange={(event) => onChange(event.currentTarget.value === "true" ? true : event.currentTarget.value)}
        data={field.values.map((v) => ({ value: v, label: t(field.label(v)) }))}
      />
    );
  }
  if (field.kind === "number") {
    return (
      <TextInput
        type="number"
        min={1}
        aria-label={`${label} ${t(field.hint)}`}
        rightSection={<span className="unit">{t(field.hint)}</span>}
        rightSectionWidth={84}
        value={typeof value === "number" ? value : ""}
        onChange={(event) => onChange(Number(event.currentTarget.value) > 0 ? Math.floor(Number(event.currentTarget.value)) : undefined)}
      />
    );
  }
  if (field.kind === "words")
    return <Words key={field.name} label={label} value={Array.isArray(value) ? value.map(String) : []} onChange={onChange} />;
  if (field.kind === "text") {
    return (
      <TextInput
        aria-label={label}
        defaultValue={String(value ?? "")}
        onBlur={(event) => onChange(event.currentTarget.value.trim() || undefined)}
      />
    );
  }
  return <Remote kind={field.kind} label={label} value={(Array.isArray(value) ? value : []).map(String)} onChange={onChange} />;
}

interface ChipsProps {
  readonly label: string;
  readonly options: readonly { readonly value: string; readonly label: string }[];
  readonly chosen: readonly string[];
  readonly onChange: (chosen: string[]) => void;
}

function Chips({ label, options, chosen, onChange }: ChipsProps) {
  return (
    <fieldset className="chips" aria-label={label}>
      {options.map((option) => (
        <button
          key={option.value}
          type="button"
          className="tab"
          aria-pressed={chosen.includes(option.value)}
          onClick={() => onChange(chosen.includes(option.value) ? chosen.filter((v) => v !== option.value) : [...chosen, option.value])}
        >
          {option.label}
        </button>
      ))}
    </fieldset>
  );
}

/** Words that are typed with commas; they count when the field is left or Enter is pressed. */
function Words({ label, value, onChange }: { label: string; value: readonly string[]; onChange: (value: unknown) => void }) {
  const t = useViewsTexts();
  const take = (text: string) => {
    const words = [
      ...new Set(
        text
          .split(",")
          .map((word) => word.trim().replace(/^#/, ""))
          .filter(Boolean),
      ),
    ];
    onChange(words.length > 0 ? words : undefined);
  };
  return (
    <TextInput
      aria-label={label}
      placeholder={t("views.words_hint")}
      defaultValue={value.join(", ")}
      onBlur={(event) => take(event.currentTarget.value)}
      onKeyDown={(event) => {
        if (event.key === "Enter" && !event.nativeEvent.isComposing) take(event.currentTarget.value);
      }}
    />
  );
}

interface RemoteProps {
  readonly kind: "people" | "teams" | "types";
  readonly label: string;
  readonly value: readonly string[];
  readonly onChange: (value: unknown) => void;
}

/** People, teams and types are those of the shop. */
function Remote({ kind, label, value, onChange }: RemoteProps) {
  const t = useViewsTexts();
  const { lang } = useTexts();
  const staff = useQuery({ queryKey: ["staff"], queryFn: () => tickets.staff(), enabled: kind === "people", staleTime: STALE_MS });
  const teams = useQuery({
    queryKey: ["teams"],
    queryFn: ({ signal }) => tickets.teams(signal),
    enabled: kind === "teams",
    staleTime: STALE_MS,
    retry: false,
  });
  const types = useQuery({
    queryKey: ["ticket-types"],
    queryFn: ({ signal }) => tickets.types(signal),
    enabled: kind === "types",
    staleTime: STALE_MS,
    retry: false,
  });
  const options =
    kind === "people"
      ? [
          { value: "me", label: t("views.owner.me") },
          { value: "none", label: t("views.owner.none") },
          ...(staff.data ?? []).map((person) => ({ value: String(person.id), label: person.name })),
        ]
      : kind === "teams"
        ? [
            { value: "mine", label: t("views.team.mine") },
            { value: "none", label: t("views.team.none") },
            ...(teams.data ?? []).map((team) => ({ value: String(team.id), label: team.name })),
          ]
        : (types.data ?? []).map((type) => ({ value: type.key, label: type.label[lang] || type.key }));
  return <Chips label={label} options={options} chosen={value} onChange={(next) => onChange(next.length > 0 ? next : undefined)} />;
}

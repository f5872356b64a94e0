import { TextInput } from "@kit";
import type { Label } from "./api.ts";
import { useDeskTexts } from "./texts.ts";

interface NamesProps {
  readonly label: Label;
  readonly locked: boolean;
  /** Somebody has tried to save it without both names. */
  readonly wrong: boolean;
  /** How the two fields are called where more than one pair stands on the page. */
  readonly of?: readonly [string, string];
  readonly focus?: boolean;
  readonly onChange: (label: Label) => void;
}

/** A name in both languages, side by side. */
export function Names({ label, locked, wrong, of, focus, onChange }: NamesProps) {
  const t = useDeskTexts();
  return (["ko", "en"] as const).map((one, i) => (
    <TextInput
      key={one}
      aria-label={of?.[i] ?? t(`desk.name_${one}`)}
      placeholder={t(`desk.name_${one}`)}
      value={label[one]}
      maxLength={60}
      disabled={locked}
      autoFocus={Boolean(focus) && one === "ko"}
      error={wrong && !label[one].trim() ? t("desk.name_missing") : undefined}
      onChange={(event) => onChange({ ...label, [one]: event.currentTarget.value })}
    />
  ));
}

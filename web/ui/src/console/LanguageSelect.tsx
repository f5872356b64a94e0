import { NativeSelect } from "@kit";
import { useTexts } from "./texts.ts";

export interface LanguageSelectProps {
  readonly label: string;
  readonly value: string;
  readonly disabled: boolean;
  readonly onChange: (lang: string) => void;
}

/** Chooses one of the two languages that shoppers read. */
export function LanguageSelect({ label, value, disabled, onChange }: LanguageSelectProps) {
  const { t } = useTexts();
  return (
    <NativeSelect
      label={label}
      value={value}
      disabled={disabled}
      onChange={(e) => onChange(e.currentTarget.value)}
      data={[
        { value: "ko", label: t("common.language.ko") },
        { value: "en", label: t("common.language.en") },
      ]}
    />
  );
}

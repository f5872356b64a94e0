import { phone } from "../../shared/fmt.ts";

interface Props {
  readonly aria: { readonly id: string; readonly "aria-describedby": string | undefined; readonly "aria-invalid": boolean };
  readonly value?: string;
  readonly onValue?: (value: string) => void;
}

/** A mobile number of Korea, whole. */
export function isMobile(raw: string): boolean {
  return /^01[016789]-?\d{3,4}-?\d{4}$/.test(phone(raw.trim()));
}

/** 010-2345-5678 while it is typed; only at its end, so that the caret never jumps. */
export function grouped(raw: string): string {
  if (!/^01[\d-]*$/.test(raw)) return raw;
  const d = raw.replace(/\D/g, "").slice(0, 11);
  if (d.length < 4) return d;
  return d.length < 8 ? `${d.slice(0, 3)}-${d.slice(3)}` : `${d.slice(0, 3)}-${d.slice(3, 7)}-${d.slice(7)}`;
}

export function PhoneInput({ aria, value, onValue }: Props) {
  return (
    <input
      {...aria}
      class="in num"
      name="phone"
      type="tel"
      inputMode="tel"
      autocomplete="tel"
      placeholder="010-0000-0000"
      defaultValue={value ?? ""}
      maxLength={20}
      onInput={(event) => {
        const field = event.currentTarget;
        const atEnd = field.selectionStart === field.value.length;
        const typed = !event.inputType.startsWith("delete");
        if (atEnd && typed && !event.isComposing) field.value = grouped(field.value);
        onValue?.(field.value);
      }}
      onBlur={(event) => {
        event.currentTarget.value = phone(event.currentTarget.value.trim());
      }}
    />
  );
}

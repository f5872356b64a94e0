import { type RefObject, useRef, useState } from "react";
import { useToasts } from "./frame/toasts.tsx";
import { useLeaveAsk } from "./leave.ts";
import { errorsOf, sayProblem } from "./problems.ts";
import { useTexts } from "./texts.ts";

type Errors<T, Extra extends string> = Partial<Record<keyof T | Extra, string>> & Partial<Record<string, string>>;

/** The field in which a part lies. */
const fieldOf = (name: string) => name.replace(/[.[].*/, "");

export interface Draft<T, Extra extends string> {
  readonly draft: T;
  readonly dirty: boolean;
  /** By field; what lies within one is named `field.part`. */
  readonly errors: Errors<T, Extra>;
  /** Goes on the element that holds the fields. */
  readonly form: RefObject<HTMLDivElement | null>;
  readonly change: (part: Partial<T>) => void;
  /** What was stored, or is gone: nothing is unsaved any more. */
  readonly kept: (stored?: T) => void;
  /** Shows what is wrong and goes to the first of it. */
  readonly show: (found: Partial<Record<keyof T | Extra, string>>) => void;
  /** Puts the server's refusal beside its fields, or says it where it names none. */
  readonly refuse: (error: unknown) => void;
  readonly forget: (name: keyof T | Extra) => void;
}

/** What is being written and not stored yet; a field's error goes away when the field changes. */
export function useDraft<T extends object, Extra extends string = never>(start: () => T, more: readonly Extra[] = []): Draft<T, Extra> {
  const { t } = useTexts();
  const { fail } = useToasts();
  const [draft, setDraft] = useState(start);
  const [dirty, setDirty] = useState(false);
  const [errors, setErrors] = useState<Errors<T, Extra>>({});
  const form = useRef<HTMLDivElement>(null);
  const release = useLeaveAsk(dirty);
  const without = (names: readonly string[]) =>
    setErrors((was) => Object.fromEntries(Object.entries(was).filter(([name]) => !names.includes(fieldOf(name)))) as Errors<T, Extra>);
  const show = (found: Partial<Record<keyof T | Extra, string>>) => {
    setErrors(found as Errors<T, Extra>);
    requestAnimationFrame(() => form.current?.querySelector<HTMLElement>("[aria-invalid=true]")?.focus());
  };
  return {
    draft,
    dirty,
    errors,
    form,
    change: (part) => {
      setDraft((was) => ({ ...was, ...part }));
      setDirty(true);
      without(Object.keys(part));
    },
    kept: (stored) => {
      release();
      if (stored) setDraft(stored);
      setDirty(false);
    },
    show,
    refuse: (error) => {
      const here = new Set<string>([...Object.keys(draft), ...more]);
      const found = Object.fromEntries(Object.entries(errorsOf(error, "")).filter(([name]) => here.has(fieldOf(name)))) as Errors<T, Extra>;
      show(found);
      if (Object.keys(found).length === 0) fail(sayProblem(error, t));
    },
    forget: (name) => without([String(name)]),
  };
}

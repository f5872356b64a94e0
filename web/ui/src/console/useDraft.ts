import { Problem } from "@shared/problem.ts";
import { type RefObject, useRef, useState } from "react";
import { useToasts } from "./frame/toasts.tsx";
import { sayProblem } from "./problems.ts";
import { useTexts } from "./texts.ts";

export interface Draft<T, Extra extends string> {
  readonly draft: T;
  readonly dirty: boolean;
  readonly errors: Partial<Record<keyof T | Extra, string>>;
  /** Goes on the element that holds the fields. */
  readonly form: RefObject<HTMLDivElement | null>;
  readonly change: (part: Partial<T>) => void;
  /** What was stored: nothing is unsaved any more. */
  readonly kept: (stored?: T) => void;
  /** Shows what is wrong and goes to the first of it. */
  readonly show: (found: Partial<Record<keyof T | Extra, string>>) => void;
  /** Puts the server's refusal beside its fields, or says it where it names none. */
  readonly refuse: (error: unknown) => void;
  readonly forget: (name: keyof T | Extra) => void;
}

/** What is being written and not stored yet; a field's error goes away when the field changes. */
export function useDraft<T extends object, Extra extends string = never>(start: () => T, more: readonly Extra[] = []): Draft<T, Extra> {
  type Errors = Partial<Record<keyof T | Extra, string>>;
  const { t } = useTexts();
  const { fail } = useToasts();
  const [draft, setDraft] = useState(start);
  const [dirty, setDirty] = useState(false);
  const [errors, setErrors] = useState<Errors>({});
  const form = useRef<HTMLDivElement>(null);
  const without = (names: readonly string[]) =>
    setErrors((was) => Object.fromEntries(Object.entries(was).filter(([name]) => !names.includes(name))) as Errors);
  const show = (found: Errors) => {
    setErrors(found);
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
      if (stored) setDraft(stored);
      setDirty(false);
    },
    show,
    refuse: (error) => {
      const found: Record<string, string> = {};
      for (const name of [...Object.keys(draft), ...more]) {
        const message = error instanceof Problem ? error.field(name) : undefined;
        if (message) found[name] = message;
      }
      show(found as Errors);
      if (Object.keys(found).length === 0) fail(sayProblem(error, t));
    },
    forget: (name) => without([String(name)]),
  };
}

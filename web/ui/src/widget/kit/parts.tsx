import type { ComponentChildren } from "preact";
import { useLayoutEffect, useRef } from "preact/hooks";
import type { Problem } from "./ask.ts";
import { Glyph } from "./icons.tsx";
import css from "./kit.css?inline";
import { style } from "./style.ts";
import { kt } from "./texts.ts";

style(css);

/** What a refusal says to a person; an answer that never came is told as such. */
export function sentence(problem: Problem): string {
  return problem.status === 0 ? kt("widget_kit.offline") : problem.status >= 500 ? kt("widget_kit.broken") : problem.message;
}

/** In place of what did not load: what happened, and the one thing to do. */
export function Failed({ problem, again }: { problem: Problem; again: () => void }) {
  return (
    <div class="oops" role="alert">
      <p>{sentence(problem)}</p>
      <button type="button" class="btn" onClick={again}>
        {kt("widget_kit.again")}
      </button>
      {problem.code && problem.status >= 500 && <small>{kt("widget_kit.code", { code: problem.code })}</small>}
    </div>
  );
}

/** The shape of what is coming, drawn only when it takes long. */
export function Bones({ n, tall }: { n: number; tall?: boolean }) {
  return (
    <div class="bones" role="status" aria-label={kt("widget_kit.loading")}>
      {Array.from({ length: n }, (_, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: they are all the same
        <i key={i} class={tall ? "tall" : ""} />
      ))}
    </div>
  );
}

export interface FieldProps {
  readonly id: string;
  readonly label: string;
  readonly hint?: string | undefined;
  readonly error?: string | undefined;
  readonly children: (aria: { id: string; "aria-describedby": string | undefined; "aria-invalid": boolean }) => ComponentChildren;
}

/** A label, its field, and under it what is wrong, tied to the field. */
export function Field({ id, label, hint, error, children }: FieldProps) {
  const said = error ? `${id}-e` : hint ? `${id}-h` : undefined;
  return (
    <div class={error ? "fld wrong" : "fld"}>
      <label for={id}>{label}</label>
      {children({ id, "aria-describedby": said, "aria-invalid": Boolean(error) })}
      {error ? (
        <p id={`${id}-e`} class="err">
          <Glyph name="warn" />
          {error}
        </p>
      ) : (
        hint && (
          <p id={`${id}-h`} class="tip">
            {hint}
          </p>
        )
      )}
    </div>
  );
}

export interface Choice<V extends string> {
  readonly value: V;
  readonly label: string;
}

interface ChoicesProps<V extends string> {
  readonly name: string;
  readonly legend: string;
  readonly choices: readonly Choice<V>[];
  readonly value: V | "";
  readonly onChange: (value: V) => void;
  readonly look: "seg" | "chips";
  readonly error?: string | undefined;
}

/** One of a few, as radio buttons: the arrow keys are the browser's own. */
export function Choices<V extends string>({ name, legend, choices, value, onChange, look, error }: ChoicesProps<V>) {
  return (
    <fieldset class="fld" aria-describedby={error ? `${name}-e` : undefined}>
      <legend>{legend}</legend>
      <div class={look}>
        {choices.map((c) => (
          <label key={c.value}>
            <input
              type="radio"
              name={name}
              id={`${name}-${c.value}`}
              checked={c.value === value}
              aria-invalid={Boolean(error)}
              onChange={() => onChange(c.value)}
            />
            <span>{c.label}</span>
          </label>
        ))}
      </div>
      {error && (
        <p id={`${name}-e`} class="err">
          <Glyph name="warn" />
          {error}
        </p>
      )}
    </fieldset>
  );
}

/** Puts the focus on the first field that is wrong, each time a try was refused. */
export function useFirstWrong(tries: number) {
  const form = useRef<HTMLFormElement>(null);
  useLayoutEffect(() => {
    if (tries > 0) form.current?.querySelector<HTMLElement>("[aria-invalid=true]")?.focus();
  }, [tries]);
  return form;
}

/** The heading takes the focus when its view comes up, so that a screen reader says where one is. */
export function Heading({ children }: { children: ComponentChildren }) {
  const ref = useRef<HTMLHeadingElement>(null);
  useLayoutEffect(() => ref.current?.focus({ preventScroll: true }), []);
  return (
    <h2 class="vh" tabIndex={-1} ref={ref}>
      {children}
    </h2>
  );
}

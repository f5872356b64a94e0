import { useEffect, useLayoutEffect, useState } from "preact/hooks";
import type { Problem } from "./ask.ts";
import { Field, sentence, useFirstWrong } from "./parts.tsx";
import { kt } from "./texts.ts";
import { toProblem } from "./useAsk.ts";

const DIGITS = 6;

interface Props {
  readonly lead: string;
  readonly button: string;
  readonly back: string;
  readonly resendAfter: number;
  readonly onCode: (code: string) => Promise<unknown>;
  /** Sends another code; answers after how many seconds the next may be asked for. */
  readonly onResend: () => Promise<number>;
  readonly onBack: () => void;
  /** The code cannot be used any more: one begins anew. */
  readonly onOver: (problem: Problem) => void;
}

/** The one-time code: typed, pasted or filled in by the phone; six digits are enough to go on. */
export function CodeForm(props: Props) {
  const [error, setError] = useState("");
  const [tries, setTries] = useState(0);
  const [busy, setBusy] = useState(false);
  const [wait, setWait] = useState(props.resendAfter);
  const [said, setSaid] = useState("");
  const form = useFirstWrong(tries);

  useLayoutEffect(() => form.current?.querySelector("input")?.focus(), [form]);

  useEffect(() => {
    if (wait <= 0) return;
    const timer = setTimeout(() => setWait(wait - 1), 1000);
    return () => clearTimeout(timer);
  }, [wait]);

  const refuse = (text: string) => {
    setBusy(false);
    setError(text);
    setTries((n) => n + 1);
  };
  const verify = (code: string) => {
    if (busy) return;
    if (code.length !== DIGITS) return refuse(kt("widget_kit.code_short"));
    setBusy(true);
    setError("");
    props.onCode(code).catch((caught) => {
      const problem = toProblem(caught);
      if (problem.status === 410) props.onOver(problem);
      else refuse(sentence(problem));
    });
  };
  const resend = () => {
    setSaid("");
    setError("");
    props.onResend().then(
      (next) => {
        setWait(next);
        setSaid(kt("widget_kit.code_resent"));
      },
      (caught) => {
        const problem = toProblem(caught);
        if (problem.status === 410) props.onOver(problem);
        else refuse(sentence(problem));
      },
    );
  };
  // A pasted code may carry spaces or a whole message; only while nothing is being composed.
  const clean = (event: InputEvent & { currentTarget: HTMLInputElement }) => {
    if (event.isComposing) return;
    const field = event.currentTarget;
    const digits = field.value.replace(/\D/g, "").slice(0, DIGITS);
    if (digits !== field.value) field.value = digits;
    if (digits.length === DIGITS) verify(digits);
  };
  return (
    <form
      class="form"
      ref={form}
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        verify(new FormData(event.currentTarget).get("code")?.toString() ?? "");
      }}
    >
      <p class="sub">{props.lead}</p>
      <Field id="code" label={kt("widget_kit.code_label")} error={error || undefined}>
        {(aria) => (
          <input
            {...aria}
            class="in code"
            name="code"
            type="text"
            inputMode="numeric"
            autocomplete="one-time-code"
            placeholder="······"
            onInput={clean}
          />
        )}
      </Field>
      <button type="submit" class="cta" aria-disabled={busy}>
        {props.button}
      </button>
      <div class="row">
        <button type="button" class="lnk" disabled={wait > 0} onClick={resend}>
          {wait > 0 ? kt("widget_kit.code_resend_in", { n: wait }) : kt("widget_kit.code_resend")}
        </button>
        <button type="button" class="lnk" onClick={props.onBack}>
          {props.back}
        </button>
        <span class="sub" role="status">
          {said}
        </span>
      </div>
    </form>
  );
}

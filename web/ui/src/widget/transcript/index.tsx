import en from "@texts/en/widget_transcript.json";
import ko from "@texts/ko/widget_transcript.json";
import { useRef, useState } from "preact/hooks";
import { ask, post } from "../kit/ask.ts";
import { CodeForm } from "../kit/CodeForm.tsx";
import { Glyph } from "../kit/icons.tsx";
import { part } from "../kit/part.tsx";
import { Field, Heading, sentence, useFirstWrong } from "../kit/parts.tsx";
import { kt, texts } from "../kit/texts.ts";
import { toProblem, useAsk } from "../kit/useAsk.ts";
import { go } from "../panel.ts";
import type { PartProps } from "../parts.tsx";

const t = texts({ ko, en });

interface Sent {
  readonly sent_to: string;
  readonly needs_code?: boolean;
  readonly lookup?: string;
  readonly resend_after?: number;
}

/** The conversation by mail: at once to the address the shop knows, by a code to another. */
function TranscriptView(_: PartProps) {
  const me = useAsk<{ email_masked: string }>(() => ask("me"), []);
  const [other, setOther] = useState(false);
  const [wrong, setWrong] = useState("");
  const [tries, setTries] = useState(0);
  const [busy, setBusy] = useState(false);
  const [answer, setAnswer] = useState<Sent | null>(null);
  const address = useRef("");
  const form = useFirstWrong(tries);
  const known = other ? "" : (me.value?.email_masked ?? "");

  const refuse = (text: string) => {
    setWrong(text);
    setTries((n) => n + 1);
  };
  const send = () => {
    const email = address.current.trim();
    if (!known && !/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(email))
      return refuse(t(email ? "widget_transcript.wrong" : "widget_transcript.missing"));
    if (busy) return;
    setBusy(true);
    setWrong("");
    post<Sent>("transcript", known ? {} : { email })
      .then(setAnswer, (caught) => {
        const problem = toProblem(caught);
        if (known && problem.status === 422) setOther(true);
        refuse(problem.field("email") ?? sentence(problem));
      })
      .finally(() => setBusy(false));
  };

  if (answer && !answer.needs_code) {
    return (
      <div class="bd">
        <div class="fin">
          <Glyph name="check" />
          <Heading>{t("widget_transcript.sent", { to: answer.sent_to })}</Heading>
          <p class="sub">{t("widget_transcript.sent_hint")}</p>
        </div>
        <button type="button" class="btn2" onClick={() => go("chat")}>
          {t("widget_transcript.back")}
        </button>
      </div>
    );
  }
  if (answer) {
    return (
      <div class="bd">
        <Heading>{kt("widget_kit.code_label")}</Heading>
        <CodeForm
          lead={t("widget_transcript.code", { to: answer.sent_to })}
          button={t("widget_transcript.send")}
          back={t("widget_transcript.code_back")}
          resendAfter={answer.resend_after ?? 30}
          onCode={async (code) => setAnswer(await post<Sent>("transcript/verify", { lookup: answer.lookup, code }))}
          onResend={async () => (await post<Sent>(`transcript/${answer.lookup}/resend`)).resend_after ?? 30}
          onBack={() => setAnswer(null)}
          onOver={() => {
            setAnswer(null);
            refuse(t("widget_transcript.code_over"));
          }}
        />
      </div>
    );
  }
  return (
    <div class="bd">
      <Heading>{t("widget_transcript.title")}</Heading>
      <p class="sub">{t("widget_transcript.lead")}</p>
      {(me.value || me.problem) && (
        <form
          class="form"
          ref={form}
          noValidate
          onSubmit={(event) => {
            event.preventDefault();
            send();
          }}
        >
          {known ? (
            <div class="note">
              <Glyph name="mail" />
              <p>{t("widget_transcript.to_known", { to: known })}</p>
            </div>
          ) : (
            <Field id="email" label={kt("widget_kit.email")} error={wrong || undefined}>
              {(aria) => (
                <input
                  {...aria}
                  class="in"
                  type="email"
                  inputMode="email"
                  autocomplete="email"
                  placeholder="name@example.com"
                  maxLength={254}
                  defaultValue={address.current}
                  onInput={(event) => {
                    address.current = event.currentTarget.value;
                  }}
                />
              )}
            </Field>
          )}
          {known && wrong && (
            <p class="note bad" role="alert">
              {wrong}
            </p>
          )}
          <button type="submit" class="cta" aria-disabled={busy}>
            {t("widget_transcript.send")}
          </button>
          {me.value?.email_masked && (
            <button type="button" class="btn2" onClick={() => setOther(!other)}>
              {t(other ? "widget_transcript.mine" : "widget_transcript.other")}
            </button>
          )}
        </form>
      )}
    </div>
  );
}

export default part(TranscriptView);

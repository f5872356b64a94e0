import en from "@texts/en/widget_leave.json";
import ko from "@texts/ko/widget_leave.json";
import { useRef, useState } from "preact/hooks";
import type { Found } from "../api.ts";
import { ask, post, uuid } from "../kit/ask.ts";
import { Glyph } from "../kit/icons.tsx";
import { isMobile, PhoneInput } from "../kit/PhoneInput.tsx";
import { part } from "../kit/part.tsx";
import { Choices, Field, Heading, sentence, useFirstWrong } from "../kit/parts.tsx";
import { kt, texts } from "../kit/texts.ts";
import { toProblem, useAsk } from "../kit/useAsk.ts";
import { go, leaving, openArticle, state, takeAsked } from "../panel.ts";
import type { PartProps } from "../parts.tsx";

const t = texts({ ko, en });

interface Me {
  readonly email_masked: string;
  readonly phone_masked: string;
}

interface Left {
  readonly ticket_number: number;
  readonly promise: string;
}

type Way = "sms" | "email";
type Wrong = Partial<Record<"text" | "phone" | "email" | "order_number" | "all", string | undefined>>;

interface Draft {
  readonly text: string;
  readonly way: Way;
  readonly phone: string;
  readonly email: string;
  readonly topic: string;
  readonly order: string;
  /** The number or address that the shop knows is not the one to answer to. */
  readonly other: boolean;
}

const empty: Draft = { text: "", way: "sms", phone: "", email: "", topic: "", order: "", other: false };
// Looking something up and coming back keeps what was written.
let kept = empty;
leaving.add(() => {
  kept = empty;
});

/** One sign between name and domain; the server looks closer. */
const isMail = (raw: string) => /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(raw.trim());

/** Nobody is there: the question, where the answer shall go, and by when it comes. */
function LeaveView({ s }: PartProps) {
  const [draft, setDraft] = useState<Draft>(() => ({ ...kept, text: takeAsked() || kept.text }));
  const [wrong, setWrong] = useState<Wrong>({});
  const [tries, setTries] = useState(0);
  const [busy, setBusy] = useState(false);
  const [left, setLeft] = useState<Left | null>(null);
  const clientId = useRef(uuid());
  const form = useFirstWrong(tries);
  const me = useAsk<Me>(() => ask<Me>("me"), []).value;

  const { config } = s;
  const known = draft.other ? "" : ((draft.way === "sms" ? me?.phone_masked : me?.email_masked) ?? "");
  const topic = config?.topics?.find((its) => its.id === draft.topic);
  const wantsOrder = topic?.fields?.includes("order_number") === true;

  const change = (its: Partial<Draft>) => {
    kept = { ...draft, ...its };
    setDraft(kept);
  };
  const check = (): Wrong => ({
    ...(draft.text.trim() ? {} : { text: t("widget_leave.text_missing") }),
    ...(draft.way === "sms" && !known && !isMobile(draft.phone)
      ? { phone: t(draft.phone.trim() ? "widget_leave.phone_wrong" : "widget_leave.phone_missing") }
      : {}),
    ...(draft.way === "email" && !known && !isMail(draft.email)
      ? { email: t(draft.email.trim() ? "widget_leave.email_wrong" : "widget_leave.email_missing") }
      : {}),
  });
  const refuse = (its: Wrong) => {
    setWrong(its);
    setTries((n) => n + 1);
  };
  const send = () => {
    const its = check();
    if (Object.keys(its).length > 0) return refuse(its);
    if (busy) return;
    setBusy(true);
    setWrong({});
    post<Left>("leave", {
      client_id: clientId.current,
      text: draft.text.trim(),
      reply_by: draft.way,
      lang: state.lang,
      ...(draft.topic ? { topic: draft.topic } : {}),
      ...(wantsOrder && draft.order.trim() ? { order_number: draft.order.trim() } : {}),
      ...(known ? {} : draft.way === "sms" ? { phone: draft.phone.trim() } : { email: draft.email.trim() }),
    }).then(
      (answer) => {
        kept = empty;
        setLeft(answer);
        document.querySelector(".bd")?.scrollTo(0, 0);
      },
      (caught) => {
        setBusy(false);
        const problem = toProblem(caught);
        const fields: Wrong = {};
        for (const name of ["text", "phone", "email", "order_number"] as const) if (problem.field(name)) fields[name] = problem.field(name);
        if ((fields.phone || fields.email) && known) change({ other: true });
        refuse(Object.keys(fields).length > 0 ? fields : { all: sentence(problem) });
      },
    );
  };

  if (left) return <Thanks left={left} way={draft.way} question={draft.text} />;
  const promise = config?.promise;
  return (
    <>
      <form
        class="bd form"
        id="leave"
        ref={form}
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          send();
        }}
      >
        <div class="note">
          <Glyph name="moon" />
          <p>
            {promise
              ? t(config?.state === "leave" ? "widget_leave.away" : "widget_leave.closed", { promise })
              : t("widget_leave.closed_plain")}
          </p>
        </div>
        {wrong.all && (
          <p class="note bad" role="alert">
            {wrong.all}
          </p>
        )}
        <Field id="question" label={t("widget_leave.question")} error={wrong.text}>
          {(aria) => (
            <textarea
              {...aria}
              class="in"
              data-first
              rows={3}
              maxLength={4000}
              defaultValue={draft.text}
              onInput={(event) => change({ text: event.currentTarget.value })}
            />
          )}
        </Field>
        {config?.topics && config.topics.length > 0 && (
          <Choices
            look="chips"
            name="topic"
            legend={t("widget_leave.topic")}
            choices={config.topics.map((its) => ({ value: its.id, label: its.label }))}
            value={draft.topic}
            onChange={(value) => change({ topic: value })}
          />
        )}
        {wantsOrder && (
          <Field id="order" label={t("widget_leave.order")} hint={t("widget_leave.order_hint")} error={wrong.order_number}>
            {(aria) => (
              <input
                {...aria}
                class="in num"
                maxLength={64}
                defaultValue={draft.order}
                onInput={(event) => change({ order: event.currentTarget.value })}
              />
            )}
          </Field>
        )}
        <Choices
          look="seg"
          name="way"
          legend={t("widget_leave.where")}
          choices={[
            { value: "sms", label: t("widget_leave.sms") },
            { value: "email", label: t("widget_leave.email") },
          ]}
          value={draft.way}
          onChange={(way: Way) => change({ way })}
        />
        {known ? (
          <div class="fld">
            <p class="sub">{t(draft.way === "sms" ? "widget_leave.known_phone" : "widget_leave.known_email", { to: known })}</p>
            <button type="button" class="btn" onClick={() => change({ other: true })}>
              {t("widget_leave.other")}
            </button>
          </div>
        ) : draft.way === "sms" ? (
          <Field key="phone" id="phone" label={kt("widget_kit.phone")} error={wrong.phone}>
            {(aria) => <PhoneInput aria={aria} value={draft.phone} onValue={(phone) => change({ phone })} />}
          </Field>
        ) : (
          <Field key="email" id="email" label={kt("widget_kit.email")} error={wrong.email}>
            {(aria) => (
              <input
                {...aria}
                class="in"
                type="email"
                inputMode="email"
                autocomplete="email"
                placeholder="name@example.com"
                maxLength={254}
                defaultValue={draft.email}
                onInput={(event) => change({ email: event.currentTarget.value })}
              />
            )}
          </Field>
        )}
        <p class="tip">{config?.consent}</p>
      </form>
      <div class="ft">
        <button type="submit" form="leave" class="cta" aria-disabled={busy}>
          {t("widget_leave.send")}
        </button>
        {config?.phone && (
          <p>
            {t("widget_leave.urgent")} <a href={`tel:${config.phone.replace(/[^\d+]/g, "")}`}>{config.phone}</a>
          </p>
        )}
      </div>
    </>
  );
}

const ARTICLES = 3;

/** It is taken: its number, how the answer comes, and what might help until then. */
function Thanks({ left, way, question }: { left: Left; way: Way; question: string }) {
  const query = new URLSearchParams({ q: question.slice(0, 100), lang: state.lang, place: "widget", limit: String(ARTICLES) });
  const found = useAsk<readonly Found[]>(async () => {
    const answer = await fetch(`/api/v1/faq/search?${query}`);
    return answer.ok ? answer.json() : [];
  }, []).value;
  return (
    <>
      <div class="bd">
        <div class="fin">
          <Glyph name="check" />
          <Heading>{t("widget_leave.taken", { number: left.ticket_number })}</Heading>
          <p class="sub">
            {t(way === "sms" ? "widget_leave.told_sms" : "widget_leave.told_email")}
            {left.promise && (
              <>
                <br />
                {t("widget_leave.promise", { promise: left.promise })}
              </>
            )}
          </p>
        </div>
        {found && found.length > 0 && (
          <section class="box" aria-labelledby="meanwhile">
            <h3 id="meanwhile">{t("widget_leave.meanwhile")}</h3>
            {found.slice(0, ARTICLES).map((its) => (
              <button type="button" class="li" key={its.slug} onClick={() => openArticle(its.slug)}>
                <span class="grow">
                  {its.title}
                  {its.lead && <small>{its.lead}</small>}
                </span>
                <Glyph name="next" />
              </button>
            ))}
          </section>
        )}
      </div>
      <div class="ft">
        <button type="button" class="btn2" onClick={() => go("chat")}>
          {t("widget_leave.look")}
        </button>
      </div>
    </>
  );
}

export default part(LeaveView);

import { Button, Chip, type ChipTone, Textarea } from "@kit";
import { date, won } from "@shared/fmt.ts";
import { type FormEvent, useState } from "react";
import { useToasts } from "../../frame/toasts.tsx";
import { sayProblem } from "../../problems.ts";
import { useTexts } from "../../texts.ts";
import { useNow } from "../../useNow.ts";
import { MessageFiles } from "../files/MessageFiles.tsx";
import { type Return, returns, type State, type Step } from "./api.ts";
import { type ReturnsT, useReturnsTexts } from "./texts.ts";
import { useReturnsChanged } from "./useReturns.ts";
import "./returns.css";

const TONES: Readonly<Record<State, ChipTone>> = {
  requested: "warn",
  approved: "line",
  sent: "line",
  done: "ok",
  failed: "bad",
  rejected: "plain",
  withdrawn: "plain",
};

/** One return: how it stands, what it is about, and what the reader may do with it. */
export function ReturnCard({ one }: { one: Return }) {
  const { lang } = useTexts();
  const t = useReturnsTexts();
  const now = useNow();
  const amount = one.refund_amount ?? one.amount;
  const people = [
    one.asked_by ? t("console_returns.asked_by", { name: one.asked_by.name }) : t("console_returns.asked_by_shopper"),
    one.decided_by && one.state !== "rejected" ? t("console_returns.approved_by", { name: one.decided_by.name }) : "",
  ].filter(Boolean);
  return (
    <article className="return-card" aria-label={t(`console_returns.kind.${one.kind}`)}>
      <h4>
        <span>
          {t(`console_returns.kind.${one.kind}`)} <span className="num">{one.order_number}</span>
        </span>
        <Chip tone={TONES[one.state]}>{stateText(one, t)}</Chip>
      </h4>
      {(one.items ?? []).map((item) => (
        <div className="pair" key={item.line}>
          <span>{[item.title, item.option].filter(Boolean).join(" · ")}</span>
          <span className="num">× {item.quantity}</span>
        </div>
      ))}
      {amount > 0 ? (
        <div className="pair">
          <span>{t("console_returns.amount")}</span>
          <b className="num">{won(amount, lang)}</b>
        </div>
      ) : null}
      {one.refund_due && one.state !== "done" ? (
        <div className="pair">
          <span>{t("console_returns.due")}</span>
          <span className="num">{date(new Date(`${one.refund_due}T00:00:00+09:00`), lang, now)}</span>
        </div>
      ) : null}
      <p className="return-meta">{[t(`console_returns.reason.${one.reason}`), ...people].join(" · ")}</p>
      {one.address ? (
        <p className="return-meta">
          {[one.address.name, one.address.phone, one.address.zip, one.address.line1, one.address.line2].filter(Boolean).join(" ")}
        </p>
      ) : null}
      {[one.text, one.answer, one.message].map((line) =>
        line ? (
          <p className="return-meta" key={line}>
            {line}
          </p>
        ) : null,
      )}
      {one.call_problem ? <p className="return-warn">{problemText(one, t)}</p> : null}
      {(one.photos ?? []).length > 0 ? <MessageFiles conversation={one.conversation} files={one.photos ?? []} /> : null}
      <Acts one={one} />
    </article>
  );
}

function stateText(one: Return, t: ReturnsT): string {
  if (one.state === "approved" && one.by_hand) return t("console_returns.state.by_hand");
  if (one.state === "sent" && one.received_at) return t("console_returns.state.received");
  return t(`console_returns.state.${one.state}`);
}

function problemText(one: Return, t: ReturnsT): string {
  const status = /^status:(\d+)$/.exec(one.call_problem)?.[1];
  const known = ["timeout", "place", "no_url"] as const;
  const named = known.find((problem) => problem === one.call_problem) ?? "silent";
  const why = status ? t("console_returns.problem.status", { status }) : t(`console_returns.problem.${named}`);
  return one.state === "approved" ? t("console_returns.problem.again", { why, n: one.calls }) : why;
}

const STEPS: readonly Step[] = ["approve", "received", "done", "again"];

function Acts({ one }: { one: Return }) {
  const { t: common, lang } = useTexts();
  const t = useReturnsTexts();
  const { say, fail } = useToasts();
  const changed = useReturnsChanged(one.ticket);
  const [rejecting, setRejecting] = useState(false);
  const [why, setWhy] = useState("");
  const [busy, setBusy] = useState(false);
  const act = async (run: () => Promise<Return>, said: string) => {
    setBusy(true);
    try {
      await run();
      say(said);
      setRejecting(false);
    } catch (error) {
      fail(sayProblem(error, common));
    } finally {
      setBusy(false);
      changed();
    }
  };
  if (rejecting) {
    const reject = (event: FormEvent) => {
      event.preventDefault();
      if (why.trim()) void act(() => returns.reject(one.id, why.trim()), t("console_returns.said.rejected"));
    };
    return (
      <form className="return-form" onSubmit={reject}>
        <Textarea
          label={t("console_returns.why")}
          value={why}
          onChange={(event) => setWhy(event.currentTarget.value)}
          maxLength={1000}
          autosize
          minRows={2}
          required
          data-autofocus
        />
        <div className="return-acts">
          <Button size="xs" type="submit" disabled={busy || !why.trim()}>
            {t("console_returns.reject_do")}
          </Button>
          <Button size="xs" variant="subtle" onClick={() => setRejecting(false)}>
            {t("console_returns.reject_not")}
          </Button>
        </div>
      </form>
    );
  }
  const steps = STEPS.filter((step) => one.may[step]);
  if (steps.length === 0 && !one.may.reject) {
    return one.state === "requested" ? <p className="return-meta">{t("console_returns.waits")}</p> : null;
  }
  return (
    <div className="return-acts">
      {steps.map((step) => (
        <Button
          key={step}
          size="xs"
          {...(step === "approve" ? { variant: "filled" } : {})}
          disabled={busy}
          onClick={() => void act(() => returns.step(one.id, step), t(`console_returns.said.${step === "approve" ? "approved" : step}`))}
        >
          {step === "approve" && one.amount > 0
            ? t("console_returns.step.approve_n", { amount: won(one.amount, lang) })
            : t(`console_returns.step.${step}`)}
        </Button>
      ))}
      {one.may.reject ? (
        <Button size="xs" variant="subtle" disabled={busy} onClick={() => setRejecting(true)}>
          {t("console_returns.reject")}
        </Button>
      ) : null}
    </div>
  );
}

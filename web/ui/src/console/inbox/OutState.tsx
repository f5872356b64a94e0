import { Icon } from "@kit";
import { useEffect, useState } from "react";
import { useTexts } from "../texts.ts";
import type { Out } from "./mail.ts";

const TICK_MS = 250;
const BAD = ["failed", "bounced", "expired", "partly", "unknown"] as const;

export interface OutStateProps {
  readonly out: Out;
  /** When it was written. */
  readonly at: string;
  readonly onUnsend: (() => Promise<void>) | undefined;
  /** Sends it once more to whom it has not reached; `maybe`: also where nobody knows. */
  readonly onResend: ((maybe: boolean) => Promise<void>) | undefined;
}

/** Where an answer by mail is: it can be taken back while it is held, and says when it did not arrive. */
export function OutState({ out, at, onUnsend, onResend }: OutStateProps) {
  const { t } = useTexts();
  const [now, setNow] = useState(() => Date.now());
  const [until] = useState(() => endOf(out.leavesAt, at));
  const [asked, setAsked] = useState(false);
  const held = out.state === "held" && now < until;
  useEffect(() => {
    if (!held) return;
    const timer = setInterval(() => setNow(Date.now()), TICK_MS);
    return () => clearInterval(timer);
  }, [held]);
  if (out.state === "cancelled" || out.state === "unsent") return <p className="by">{t("console_talk.out_cancelled")}</p>;
  if (held) {
    const seconds = Math.ceil((until - now) / 1000);
    return (
      <p className="by" role="status">
        <span aria-hidden="true" className="num">
          {t("console_talk.out_held", { n: seconds })}
        </span>
        {onUnsend ? (
          <button
            type="button"
            className="link-button"
            disabled={asked}
            onClick={() => {
              setAsked(true);
              void onUnsend().finally(() => setAsked(false));
            }}
          >
            {t("console_talk.unsend")}
          </button>
        ) : null}
      </p>
    );
  }
  const bad = BAD.find((state) => state === out.state);
  if (bad) {
    return (
      <p className="by">
        <span className="failed">
          <Icon name="alert" size={14} />
          {t(`console_talk.out_${bad}`)}
          {out.missed.length > 0 ? ` ${out.missed.join(", ")}` : null}
        </span>
        {onResend ? <Resend unsure={bad === "unknown"} onResend={onResend} /> : null}
      </p>
    );
  }
  if (out.state === "held" && out.again) {
    return (
      <p className="by" role="status">
        {t("console_talk.out_again")}
      </p>
    );
  }
  if (out.state === "waiting") return <p className="by">{t("console_talk.out_waiting")}</p>;
  return null;
}

/** One click, but where it may have arrived: then it is said what that means, and asked. */
function Resend({ unsure, onResend }: { unsure: boolean; onResend: (maybe: boolean) => Promise<void> }) {
  const { t } = useTexts();
  const [asking, setAsking] = useState(false);
  const [busy, setBusy] = useState(false);
  const send = (maybe: boolean) => {
    setBusy(true);
    void onResend(maybe).finally(() => {
      setBusy(false);
      setAsking(false);
    });
  };
  if (!asking) {
    return (
      <button type="button" className="link-button" disabled={busy} onClick={() => (unsure ? setAsking(true) : send(false))}>
        {t("console_talk.resend")}
      </button>
    );
  }
  return (
    <>
      <span role="alert">{t("console_talk.resend_maybe")}</span>
      <button type="button" className="link-button" disabled={busy} onClick={() => send(true)}>
        {t("console_talk.resend_sure")}
      </button>
      <button type="button" className="link-button" onClick={() => setAsking(false)}>
        {t("console_talk.resend_keep")}
      </button>
    </>
  );
}

const DAY_MS = 86_400_000;

// The shop's clock may be another one than this computer's: then the hold counts from when it is first seen.
function endOf(until: string, at: string): number {
  if (!until) return 0;
  const [end, began] = [Date.parse(until), Date.parse(at)];
  return Math.abs(Date.now() - began) > DAY_MS ? Date.now() + Math.max(0, end - began) : end;
}

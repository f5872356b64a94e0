import { Button, TextInput } from "@kit";
import { useEffect, useRef, useState } from "react";
import { Dialog } from "../Dialog.tsx";
import { useTexts } from "../texts.ts";

const HOLD_S = 10;
const TYPED_FROM = 1000;

export interface SendDialogProps {
  readonly people: number;
  readonly name: string;
  /** When it leaves, in words; null: now. */
  readonly at: string | null;
  readonly onStop: () => void;
  readonly onSend: () => void;
}

/** Names how many get it and when. A large one wants the count typed; one that leaves now is held for ten seconds. */
export function SendDialog({ people, name, at, onStop, onSend }: SendDialogProps) {
  const { t } = useTexts();
  const [typed, setTyped] = useState("");
  const [left, setLeft] = useState<number | null>(null);
  const latest = useRef(onSend);
  latest.current = onSend;
  useEffect(() => {
    if (left === null) return;
    if (left === 0) return latest.current();
    const timer = setTimeout(() => setLeft(left - 1), 1000);
    return () => clearTimeout(timer);
  }, [left]);
  const mustType = people >= TYPED_FROM;
  const typedRight = !mustType || typed.replace(/\D/g, "") === String(people);
  return (
    <Dialog title={t("console.campaigns.ask_title", { n: people })} onClose={onStop}>
      <div className="form">
        <p>{at ? t("console.campaigns.ask_at", { name, at }) : t("console.campaigns.ask_now", { name })}</p>
        <p className="meta">{t(at ? "console.campaigns.ask_hint_at" : "console.campaigns.ask_hint_now")}</p>
        {mustType && left === null ? (
          <TextInput
            label={t("console.campaigns.ask_type", { n: people })}
            inputMode="numeric"
            value={typed}
            onChange={(e) => setTyped(e.currentTarget.value)}
            data-autofocus
          />
        ) : null}
        {left !== null ? (
          <p role="status" className="hold num">
            {t("console.campaigns.hold", { n: left })}
          </p>
        ) : null}
        <div className="guard-acts">
          <Button variant={left === null ? "subtle" : "outline"} onClick={onStop}>
            {t(left === null ? "console.campaigns.ask_stop" : "console.campaigns.hold_stop")}
          </Button>
          {left === null ? (
            <Button variant="filled" disabled={!typedRight} onClick={() => (at ? onSend() : setLeft(HOLD_S))}>
              {at ? t("console.campaigns.send_at", { n: people, at }) : t("console.campaigns.send_now", { n: people })}
            </Button>
          ) : null}
        </div>
      </div>
    </Dialog>
  );
}

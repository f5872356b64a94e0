import { Button, Chip, Progress } from "@kit";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { Link } from "wouter";
import { Effects } from "../macros/MacroPreviewPanel.tsx";
import { When } from "../When.tsx";
import { type AutomationDraft, automations, type Trial } from "./api.ts";
import { useAutoTexts } from "./texts.ts";

const LOOK_MS = 700;

interface TryOutProps {
  readonly draft: AutomationDraft;
  /** Of the rule, 0 for a new one. */
  readonly id: number;
  readonly onRefused: (error: unknown) => void;
}

/** Tells what the rule would have done in the last 30 days; it changes nothing. */
export function TryOut({ draft, id, onRefused }: TryOutProps) {
  const t = useAutoTexts();
  const [trial, setTrial] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const running = useQuery({
    queryKey: ["trial", trial],
    queryFn: () => automations.trial(trial ?? ""),
    enabled: trial !== null,
    refetchInterval: (query) => (isOver(query.state.data) ? false : LOOK_MS),
  });
  const begin = async () => {
    setBusy(true);
    try {
      setTrial((await automations.tryOut(draft, id)).id);
    } catch (error) {
      onRefused(error);
    } finally {
      setBusy(false);
    }
  };
  const result = trial === null ? undefined : running.data;
  const failed = trial !== null && (result?.state === "failed" || running.isError);
  return (
    <section className="panel panel-pad form" aria-labelledby="rule-try">
      <h2 id="rule-try">{t("automation.rules.try")}</h2>
      <p className="meta">{t("automation.rules.try_hint")}</p>
      <div className="acts">
        <Button loading={busy} disabled={result !== undefined && !isOver(result)} onClick={() => void begin()}>
          {t("automation.rules.try")}
        </Button>
        {result && !isOver(result) ? (
          <Button onClick={() => void automations.stop(result.id).then(() => running.refetch())}>{t("automation.rules.stop")}</Button>
        ) : null}
      </div>
      {result && !isOver(result) ? <Going trial={result} /> : null}
      <div role="status">{result?.state === "done" ? <Found trial={result} /> : null}</div>
      {failed ? (
        <p className="form-error" role="alert">
          {t("automation.rules.try_failed")}
        </p>
      ) : null}
    </section>
  );
}

const isOver = (trial: Trial | undefined) => trial !== undefined && ["done", "cancelled", "failed"].includes(trial.state);

function Going({ trial }: { trial: Trial }) {
  const t = useAutoTexts();
  const text = t("automation.rules.trying", { total: trial.total, done: trial.done });
  return (
    <>
      <Progress label={t("automation.rules.try")} text={text} total={trial.total} done={trial.done} failed={0} />
      <p className="meta">{text}</p>
    </>
  );
}

function Found({ trial }: { trial: Trial }) {
  const t = useAutoTexts();
  return (
    <div className="auto-tried">
      <h3>
        {trial.matched === 0 ? t("automation.rules.tried_none") : t("automation.rules.tried", { tickets: trial.tickets, n: trial.matched })}
      </h3>
      <p className="meta">
        {t("automation.rules.trying", { total: trial.total, done: trial.done })}
        {trial.capped > 0 ? ` · ${t("automation.rules.tried_capped", { n: trial.capped })}` : null}
      </p>
      {trial.matched > 0 ? (
        <>
          <p className="field-label">{t("automation.rules.tried_does")}</p>
          <Effects list={trial.effects.map((text) => ({ kind: "", text }))} />
        </>
      ) : null}
      {trial.items.length > 0 ? (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a list that scrolls must be reached by key
        <ul className="auto-hits" tabIndex={0} aria-label={t("automation.rules.tried", { tickets: trial.tickets, n: trial.matched })}>
          {trial.items.map((item) => (
            <li key={`${item.number} ${item.at}`}>
              <Link href={`/all/${item.number}`}>{t("automation.rules.ticket", { number: item.number })}</Link>
              <span>{item.subject}</span>
              {item.capped ? <Chip tone="warn">{t("automation.rules.outcome.capped")}</Chip> : null}
              {item.same ? <Chip>{t("automation.macros.same")}</Chip> : null}
              <span className="right">
                <When at={item.at} />
              </span>
            </li>
          ))}
        </ul>
      ) : null}
    </div>
  );
}

import { Button, Icon, TextInput } from "@kit";
import { dateTime } from "@shared/fmt.ts";
import { useState } from "react";
import { AskDialog } from "../../Dialog.tsx";
import { useToasts } from "../../frame/toasts.tsx";
import { sayProblem } from "../../problems.ts";
import { useTexts } from "../../texts.ts";
import { useNow } from "../../useNow.ts";
import { type ReturnSettings, settings, type Trial } from "./api.ts";
import { type LimitsT, useLimitsTexts } from "./texts.ts";

interface ShopCallProps {
  readonly saved: ReturnSettings;
  readonly url: string;
  readonly error: string | undefined;
  /** What is typed is not what would be called. */
  readonly dirty: boolean;
  readonly onChange: (url: string) => void;
  readonly onSecret: (secret: string) => void;
}

/** Where the shop is called, what signs the calls, and whether it answers. */
export function ShopCall({ saved, url, error, dirty, onChange, onSecret }: ShopCallProps) {
  const t = useLimitsTexts();
  const { t: common, lang } = useTexts();
  const { fail } = useToasts();
  const now = useNow();
  const [busy, setBusy] = useState(false);
  const [trial, setTrial] = useState<Trial | null>(null);
  const [asking, setAsking] = useState(false);
  const act = async (run: () => Promise<void>) => {
    setBusy(true);
    await run().catch((wrong: unknown) => fail(sayProblem(wrong, common)));
    setBusy(false);
  };
  const rotate = async () => {
    setTrial(null);
    onSecret((await settings.secret()).secret);
  };
  const change = (value: string) => {
    setTrial(null);
    onChange(value);
  };
  const callable = saved.url !== "" && saved.has_secret && !dirty;
  return (
    <section className="panel panel-pad form" aria-labelledby="limits-shop">
      <h2 id="limits-shop">{t("limits.shop")}</h2>
      <p className="meta">{t("limits.shop_lead")}</p>
      <TextInput
        type="url"
        label={t("limits.url")}
        placeholder="https://shop.example/dari"
        value={url}
        maxLength={500}
        error={error}
        onChange={(event) => change(event.currentTarget.value)}
      />
      <p className="meta">
        {t(saved.has_secret ? "limits.secret_there" : "limits.secret_none")}
        {saved.old_secret_until ? ` ${t("limits.secret_old", { until: dateTime(new Date(saved.old_secret_until), lang, now) })}` : ""}
      </p>
      <div className="acts">
        <Button disabled={busy} onClick={() => (saved.has_secret ? setAsking(true) : void act(rotate))}>
          {t("limits.secret_new")}
        </Button>
        <Button
          disabled={busy || !callable}
          loading={busy && callable}
          onClick={() => void act(async () => setTrial(await settings.test()))}
        >
          {t("limits.test")}
        </Button>
      </div>
      <div role="status">
        {trial ? (
          <p className="trial" data-ok={trial.ok}>
            <Icon name={trial.ok ? "check" : "alert"} size={16} /> {trialText(trial, t)}
          </p>
        ) : null}
      </div>
      {saved.url !== "" && dirty ? <p className="meta">{t("limits.test_saved")}</p> : null}
      {asking ? (
        <AskDialog
          title={t("limits.secret_new")}
          act={t("limits.secret_do")}
          keep={t("limits.keep")}
          onAct={() => void act(rotate)}
          onClose={() => setAsking(false)}
        >
          {t("limits.secret_ask")}
        </AskDialog>
      ) : null}
    </section>
  );
}

function trialText(trial: Trial, t: LimitsT): string {
  if (trial.ok) return t("limits.test_ok", { status: trial.status, ms: trial.took_ms });
  if (trial.problem === "status:401" || trial.problem === "status:403") return t("limits.test_signature", { status: trial.status });
  if (trial.status > 0) return t("limits.test_status", { status: trial.status });
  if (trial.problem === "timeout") return t("limits.test_timeout");
  return t(trial.problem === "place" ? "limits.test_place" : "limits.test_silent");
}

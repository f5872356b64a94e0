import "../../pages.css";
import "./returns.css";
import { TextInput } from "@kit";
import { number } from "@shared/fmt.ts";
import { Problem } from "@shared/problem.ts";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { NotHere } from "../../frame/NotHere.tsx";
import { useToasts } from "../../frame/toasts.tsx";
import { LoadedPage } from "../../LoadedPage.tsx";
import { PageHead, SETTINGS } from "../../PageHead.tsx";
import { SaveBar } from "../../SaveBar.tsx";
import { useSession } from "../../session.tsx";
import { useDraft } from "../../useDraft.ts";
import { type ReturnSettings, type ShopSettings, settings } from "./api.ts";
import { HandFields } from "./HandFields.tsx";
import { LimitFields } from "./LimitFields.tsx";
import { countsOf, draftOf, limitsOf } from "./rules.ts";
import { SecretOnce } from "./SecretOnce.tsx";
import { ShopCall } from "./ShopCall.tsx";
import { useLimitsTexts } from "./texts.ts";

const KEYS = { returns: ["settings", "returns"], shop: ["settings", "shop"] };

/** What staff decide alone, and where the shop hears of what was approved. For administrators. */
export default function ReturnsPage() {
  const t = useLimitsTexts();
  const { can } = useSession();
  const mayWrite = can("settings:write");
  const returns = useQuery({ queryKey: KEYS.returns, queryFn: ({ signal }) => settings.returns(signal), enabled: mayWrite });
  const shop = useQuery({ queryKey: KEYS.shop, queryFn: ({ signal }) => settings.shop(signal), enabled: mayWrite });
  if (!mayWrite) return <NotHere />;
  const again = () => void Promise.all([returns.refetch(), shop.refetch()]);
  return (
    <LoadedPage
      waiting={returns.isPending || shop.isPending}
      error={returns.data && shop.data ? null : (returns.error ?? shop.error)}
      onRetry={again}
      above={<PageHead title={t("limits.title")} back={SETTINGS} lead={t("limits.lead")} />}
    >
      {returns.data && shop.data ? <Editor returns={returns.data} shop={shop.data} /> : null}
    </LoadedPage>
  );
}

function Editor({ returns, shop }: { returns: ReturnSettings; shop: ShopSettings }) {
  const t = useLimitsTexts();
  const { say } = useToasts();
  const client = useQueryClient();
  const saved = draftOf(returns, shop, number);
  const { draft, dirty, errors, form, change, kept, refuse } = useDraft(() => saved);
  const [busy, setBusy] = useState(false);
  const [stale, setStale] = useState(false);
  const [secret, setSecret] = useState("");
  const limits = limitsOf(draft.limits, returns.limits);
  const counts = countsOf(draft.by_hand);
  const reload = async () => {
    const [mine, its] = await Promise.all([
      client.fetchQuery({ queryKey: KEYS.returns, queryFn: () => settings.returns(), staleTime: 0 }),
      client.fetchQuery({ queryKey: KEYS.shop, queryFn: () => settings.shop(), staleTime: 0 }),
    ]);
    kept(draftOf(mine, its, number));
    setStale(false);
  };
  const store = async () => {
    if (!limits || !counts) return;
    let [mine, its] = [returns, shop];
    if (JSON.stringify([draft.limits, draft.url, draft.return_to]) !== JSON.stringify([saved.limits, saved.url, saved.return_to])) {
      const stored = await settings.putReturns({
        limits,
        url: draft.url.trim(),
        return_to: draft.return_to.trim(),
        version: returns.version,
      });
      mine = stored;
      client.setQueryData(KEYS.returns, stored);
      if (stored.new_secret) setSecret(stored.new_secret);
    }
    if (JSON.stringify(draft.by_hand) !== JSON.stringify(saved.by_hand)) {
      its = await settings.putShop({ ...shop, by_hand: counts });
      client.setQueryData(KEYS.shop, its);
    }
    kept(draftOf(mine, its, number));
    say(t("limits.saved"));
  };
  const save = () => {
    setBusy(true);
    store()
      .catch((error: unknown) => {
        if (error instanceof Problem && error.status === 409) setStale(true);
        else refuse(error);
      })
      .finally(() => setBusy(false));
  };
  return (
    <>
      <div className="split returns-settings" ref={form}>
        <div className="stack">
          <LimitFields limits={draft.limits} error={errors.limits} onChange={(to) => change({ limits: to })} />
          <HandFields counts={draft.by_hand} errors={errors} onChange={(to) => change({ by_hand: to })} />
        </div>
        <div className="stack">
          <ShopCall
            saved={returns}
            url={draft.url}
            error={errors.url}
            dirty={draft.url.trim() !== returns.url}
            onChange={(url) => change({ url })}
            onSecret={(made) => {
              setSecret(made);
              // Only the version is new: what is being written stays.
              void client.invalidateQueries({ queryKey: KEYS.returns });
            }}
          />
          <section className="panel panel-pad form" aria-labelledby="limits-to">
            <h2 id="limits-to">{t("limits.to")}</h2>
            <TextInput
              label={t("limits.to_label")}
              description={t("limits.to_lead")}
              value={draft.return_to}
              maxLength={300}
              error={errors.return_to}
              onChange={(event) => change({ return_to: event.currentTarget.value })}
            />
          </section>
        </div>
      </div>
      <SaveBar of={{ dirty, stale, busy, revert: () => void reload(), save }} right={limits !== null && counts !== null} />
      {secret ? <SecretOnce secret={secret} onClose={() => setSecret("")} /> : null}
    </>
  );
}

import "../pages.css";
import "./sla.css";
import { Button, Icon } from "@kit";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useToasts } from "../frame/toasts.tsx";
import { LoadedPage } from "../LoadedPage.tsx";
import { PageHead, SETTINGS } from "../PageHead.tsx";
import { sayProblem } from "../problems.ts";
import { useSession } from "../session.tsx";
import { useTexts } from "../texts.ts";
import { type Draft, type Policy, sla } from "./api.ts";
import { KeptBy } from "./KeptBy.tsx";
import { PolicyCard } from "./PolicyCard.tsx";
import { PolicyEditor } from "./PolicyEditor.tsx";
import { PreviewOf } from "./PreviewOf.tsx";
import { EMPTY, unreached } from "./rules.ts";
import { useSlaTexts } from "./texts.ts";

const KEY = ["sla-policies"];

/** By when answers are owed, and to whom. */
export default function SlaPage() {
  const t = useSlaTexts();
  const { t: common } = useTexts();
  const { can } = useSession();
  const { say, fail } = useToasts();
  const client = useQueryClient();
  const query = useQuery({ queryKey: KEY, queryFn: sla.list });
  const [edited, setEdited] = useState<Policy | Draft | null>(null);
  const [shown, setShown] = useState(0);
  const policies = query.data?.items ?? [];
  const mayWrite = can("settings:write");
  const lost = unreached(policies);
  const again = () => client.invalidateQueries({ queryKey: KEY });
  const act = async (doing: Promise<unknown>, said: string) => {
    try {
      await doing;
      say(said);
    } catch (error) {
      fail(sayProblem(error, common));
    }
    await again();
  };
  const chosen = policies.find((policy) => policy.id === shown) ?? policies[0];
  return (
    <LoadedPage
      waiting={query.isPending}
      error={query.data ? null : query.error}
      onRetry={() => void query.refetch()}
      above={
        <PageHead
          title={t("sla.title")}
          back={SETTINGS}
          lead={t("sla.lead")}
          acts={
            mayWrite ? (
              <Button variant="filled" leftSection={<Icon name="plus" />} onClick={() => setEdited(EMPTY)}>
                {t("sla.add")}
              </Button>
            ) : null
          }
        />
      }
    >
      <div className="split">
        <ol className="stack sla-list" aria-label={t("sla.title")}>
          {policies.map((policy, i) => (
            <PolicyCard
              key={policy.id}
              policy={policy}
              place={i + 1}
              last={i === policies.length - 1}
              unreached={lost.has(policy.id)}
              mayWrite={mayWrite}
              onEdit={() => setEdited(policy)}
              onMove={(to) => void act(sla.save({ ...policy, position: to }), t("sla.moved"))}
              onRetire={() => void act(sla.retire(policy.id), t("sla.retired"))}
            />
          ))}
          {policies.length === 0 ? <li className="panel panel-pad meta">{t("sla.none")}</li> : null}
        </ol>
        <div className="stack">
          {chosen ? (
            <section className="panel panel-pad form" aria-labelledby="sla-preview">
              <h2 id="sla-preview">{t("sla.preview")}</h2>
              <fieldset className="sla-checks" aria-label={t("sla.preview_policy")}>
                {policies.map((policy) => (
                  <label key={policy.id}>
                    <input type="radio" name="sla-shown" checked={policy.id === chosen.id} onChange={() => setShown(policy.id)} />
                    {policy.name}
                  </label>
                ))}
              </fieldset>
              <PreviewOf terms={chosen} pick />
              <KeptBy policy={chosen} />
            </section>
          ) : null}
        </div>
      </div>
      {edited ? (
        <PolicyEditor
          saved={edited}
          calendars={query.data?.calendars ?? []}
          onClose={() => setEdited(null)}
          onSaved={() => {
            setEdited(null);
            say(t("sla.saved"));
            void again();
          }}
        />
      ) : null}
    </LoadedPage>
  );
}

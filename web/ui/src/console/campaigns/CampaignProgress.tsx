import { Button, Progress } from "@kit";
import { dateTime, duration, number as grouped, percent } from "@shared/fmt.ts";
import { useQueryClient } from "@tanstack/react-query";
import { useToasts } from "../frame/toasts.tsx";
import { PageHead } from "../PageHead.tsx";
import { sayProblem } from "../problems.ts";
import { useSession } from "../session.tsx";
import { useTexts } from "../texts.ts";
import { useNow } from "../useNow.ts";
import { Excluded } from "./AudienceCount.tsx";
import { type Campaign, campaigns } from "./api.ts";
import { CampaignChip, progressText } from "./CampaignsPage.tsx";
import { CancelButton } from "./CancelButton.tsx";
import { Preview } from "./Preview.tsx";
import { useShop } from "./useShop.ts";

const FIGURES = ["sent", "planned", "failed", "unknown", "skipped"] as const;

/** A campaign on its way or at its end: the bar, the numbers, and the brakes. */
export function CampaignProgress({ campaign }: { campaign: Campaign }) {
  const { t, lang } = useTexts();
  const { can } = useSession();
  const { fail } = useToasts();
  const now = useNow(1000);
  const shop = useShop();
  const client = useQueryClient();
  const { counts, state } = campaign;
  const took = (next: Campaign) => {
    client.setQueryData(["campaign", next.id], next);
    void client.invalidateQueries({ queryKey: ["campaigns"] });
  };
  const act = async (what: (id: string) => Promise<Campaign>) => {
    try {
      took(await what(campaign.id));
    } catch (error) {
      fail(sayProblem(error, t));
    }
  };
  const moving = state === "freezing" || state === "sending";
  const handled = counts.sent + counts.failed + counts.unknown + counts.skipped;
  const seconds = campaign.started_at
    ? ((campaign.finished_at ? new Date(campaign.finished_at) : now).getTime() - new Date(campaign.started_at).getTime()) / 1000
    : 0;
  const rate = seconds > 0 ? handled / seconds : 0;
  const mayWrite = can("campaigns:write");
  return (
    <>
      <PageHead
        back="/campaigns"
        backLabel={t("console.campaigns.back")}
        title={campaign.name}
        chip={<CampaignChip state={state} />}
        acts={
          mayWrite && (moving || state === "paused") ? (
            <>
              {moving ? <Button onClick={() => void act(campaigns.pause)}>{t("console.campaigns.pause")}</Button> : null}
              {state === "paused" ? (
                <Button variant="filled" onClick={() => void act(campaigns.resume)}>
                  {t("console.campaigns.resume", { n: counts.planned })}
                </Button>
              ) : null}
              <CancelButton campaign={campaign} onCancelled={took} />
            </>
          ) : null
        }
      />
      <div className="split">
        <div className="stack">
          <section className="panel panel-pad stack" aria-label={t("console.campaigns.progress")}>
            <Progress
              label={t("console.campaigns.progress")}
              text={progressText(campaign, t)}
              total={counts.total}
              done={counts.sent}
              failed={counts.failed}
            />
            <p className="meta num">
              {progressText(campaign, t)}
              {moving && rate > 0 && counts.planned > 0
                ? ` · ${t("console.campaigns.left", { time: duration(Math.max(1, counts.planned / rate), lang) })}`
                : ""}
            </p>
          </section>
          <dl className="figures">
            {FIGURES.map((name) => (
              <div key={name}>
                <dt>{t(`console.campaigns.count.${name}`)}</dt>
                <dd>{grouped(counts[name])}</dd>
              </div>
            ))}
          </dl>
          <section className="panel panel-pad">
            <div className="pair">
              <span>{t("console.campaigns.started")}</span>
              <b className="num">{campaign.started_at ? dateTime(new Date(campaign.started_at), lang, now) : "–"}</b>
            </div>
            <div className="pair">
              <span>{t("console.campaigns.finished")}</span>
              <b className="num">{campaign.finished_at ? dateTime(new Date(campaign.finished_at), lang, now) : "–"}</b>
            </div>
            <div className="pair">
              <span>{t("console.campaigns.reached")}</span>
              <b className="num">{counts.total > 0 ? percent((counts.sent / counts.total) * 100) : "–"}</b>
            </div>
            <div className="pair">
              <span>{t("console.campaigns.excluded")}</span>
              <span className="num">
                <Excluded excluded={campaign.excluded} />
              </span>
            </div>
          </section>
        </div>
        <Preview draft={{ ...campaign, tags: campaign.tags ?? [] }} shop={shop} />
      </div>
    </>
  );
}

import { Button, Chip, type ChipTone, Icon, type IconName, Progress } from "@kit";
import { number as grouped } from "@shared/fmt.ts";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { Link, useLocation } from "wouter";
import { ListPage } from "../ListPage.tsx";
import { useFrames } from "../live/useLive.tsx";
import { useSession } from "../session.tsx";
import { useTexts } from "../texts.ts";
import { When } from "../When.tsx";
import { type Campaign, type CampaignState, campaigns } from "./api.ts";
import { isMoving } from "./rules.ts";

const EVERY_MS = 5000;

/** All campaigns with their numbers. */
export default function CampaignsPage() {
  const { t } = useTexts();
  const { can } = useSession();
  const client = useQueryClient();
  const [, navigate] = useLocation();
  const query = useQuery({
    queryKey: ["campaigns"],
    queryFn: () => campaigns.list(),
    refetchInterval: (q) => (q.state.data?.some((c) => isMoving(c.state)) ? EVERY_MS : false),
  });
  useFrames((frame) => {
    if (frame.t === "campaign") void client.invalidateQueries({ queryKey: ["campaigns"] });
  });
  const rows = query.data ?? [];
  const create = can("campaigns:write") ? (
    <Button variant="filled" leftSection={<Icon name="plus" />} onClick={() => navigate("/campaigns/new")}>
      {t("console.campaigns.new")}
    </Button>
  ) : null;
  return (
    <ListPage
      title={t("console.nav.campaigns")}
      act={create}
      query={query}
      empty={rows.length === 0 ? { icon: "mega", title: t("console.campaigns.empty"), detail: t("console.campaigns.empty_detail") } : null}
      head={
        <>
          <th>{t("console.campaigns.name")}</th>
          <th>{t("console.campaigns.state")}</th>
          <th>{t("console.campaigns.channel")}</th>
          <th>{t("console.campaigns.when")}</th>
          <th>{t("console.campaigns.progress")}</th>
          <th className="right">{t("console.campaigns.people")}</th>
        </>
      }
    >
      {rows.map((campaign) => (
        <CampaignRow key={campaign.id} campaign={campaign} />
      ))}
    </ListPage>
  );
}

function CampaignRow({ campaign }: { campaign: Campaign }) {
  const { t } = useTexts();
  const { counts } = campaign;
  const when = campaign.started_at ?? campaign.scheduled_at;
  return (
    <tr>
      <td>
        <Link href={`/campaigns/${campaign.id}`}>{campaign.name}</Link>
        <small>{campaign.subject || campaign.body_text}</small>
      </td>
      <td>
        <CampaignChip state={campaign.state} />
      </td>
      <td>{t(`console.send.${campaign.channel}`)}</td>
      <td className={when ? undefined : "none"}>{when ? <When at={when} form="full" /> : "–"}</td>
      <td className={counts.total > 0 ? undefined : "none"}>
        {counts.total > 0 ? (
          <Progress label={campaign.name} text={progressText(campaign, t)} total={counts.total} done={counts.sent} failed={counts.failed} />
        ) : (
          "–"
        )}
      </td>
      <td className={counts.total > 0 ? "right num" : "right none"}>{counts.total > 0 ? grouped(counts.total) : "–"}</td>
    </tr>
  );
}

const TONES: Record<CampaignState, readonly [ChipTone, IconName | undefined]> = {
  draft: ["plain", undefined],
  scheduled: ["primary", "clock"],
  held: ["bad", "alert"],
  freezing: ["primary", "mega"],
  sending: ["primary", "mega"],
  paused: ["warn", "hourglass"],
  done: ["ok", "check"],
  cancelled: ["plain", undefined],
};

export function CampaignChip({ state }: { state: CampaignState }) {
  const { t } = useTexts();
  const [tone, icon] = TONES[state];
  return (
    <Chip tone={tone} {...(icon ? { icon } : {})}>
      {t(`console.campaigns.state.${state}`)}
    </Chip>
  );
}

/** How far it is, in one sentence: for the bar and for screen readers. */
export function progressText({ counts }: Campaign, t: ReturnType<typeof useTexts>["t"]): string {
  return t("console.campaigns.progress_text", { total: counts.total, sent: counts.sent, failed: counts.failed });
}

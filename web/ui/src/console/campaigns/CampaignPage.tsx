import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useParams } from "wouter";
import { useFrames } from "../live/useLive.tsx";
import { ThingPage } from "../ThingPage.tsx";
import { useTexts } from "../texts.ts";
import { campaigns } from "./api.ts";
import { CampaignEditor } from "./CampaignEditor.tsx";
import { CampaignProgress } from "./CampaignProgress.tsx";
import { isEditable, isMoving } from "./rules.ts";

const EVERY_MS = 1000;

/** One campaign: its editor until it starts, and then how it goes. */
export default function CampaignPage() {
  const { t } = useTexts();
  const { id = "new" } = useParams<{ id: string }>();
  const isNew = id === "new";
  const client = useQueryClient();
  const query = useQuery({
    queryKey: ["campaign", id],
    queryFn: () => campaigns.read(id),
    enabled: !isNew,
    refetchInterval: (q) => (q.state.data && isMoving(q.state.data.state) ? EVERY_MS : false),
  });
  useFrames((frame) => {
    if (frame.t === "campaign" && frame.id === id) void client.invalidateQueries({ queryKey: ["campaign", id] });
  });
  const campaign = query.data;
  return (
    <ThingPage queries={isNew ? [] : [query]} back="/campaigns" backLabel={t("console.campaigns.back")} list={t("console.nav.campaigns")}>
      {campaign && !isEditable(campaign.state) ? (
        <CampaignProgress campaign={campaign} />
      ) : (
        <CampaignEditor key={id} campaign={campaign ?? null} />
      )}
    </ThingPage>
  );
}

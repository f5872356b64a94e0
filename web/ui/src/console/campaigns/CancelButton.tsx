import { Button } from "@kit";
import { useState } from "react";
import { AskDialog } from "../Dialog.tsx";
import { useToasts } from "../frame/toasts.tsx";
import { sayProblem } from "../problems.ts";
import { useTexts } from "../texts.ts";
import { type Campaign, campaigns } from "./api.ts";

export interface CancelButtonProps {
  readonly campaign: Campaign;
  readonly onCancelled: (campaign: Campaign) => void;
}

/** Stops a campaign for good, after saying how many will not get it. */
export function CancelButton({ campaign, onCancelled }: CancelButtonProps) {
  const { t } = useTexts();
  const { fail } = useToasts();
  const [asking, setAsking] = useState(false);
  const running = campaign.counts.total > 0;
  const left = campaign.counts.planned;
  const cancel = async () => {
    try {
      onCancelled(await campaigns.cancel(campaign.id));
    } catch (error) {
      fail(sayProblem(error, t));
    }
  };
  return (
    <>
      <Button variant="danger" onClick={() => setAsking(true)}>
        {t(running ? "console.campaigns.cancel" : "console.campaigns.discard")}
      </Button>
      {asking ? (
        <AskDialog
          title={running ? t("console.campaigns.cancel_title", { n: left }) : t("console.campaigns.discard_title", { name: campaign.name })}
          act={running ? t("console.campaigns.cancel_n", { n: left }) : t("console.campaigns.discard")}
          keep={t(running ? "console.campaigns.keep_sending" : "console.campaigns.keep")}
          danger
          onAct={() => void cancel()}
          onClose={() => setAsking(false)}
        >
          {running ? t("console.campaigns.cancel_body", { n: left }) : t("console.campaigns.discard_body")}
        </AskDialog>
      ) : null}
    </>
  );
}

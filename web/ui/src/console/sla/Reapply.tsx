import { Button, Modal, Progress } from "@kit";
import { number } from "@shared/fmt.ts";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { useToasts } from "../frame/toasts.tsx";
import { sayProblem } from "../problems.ts";
import { useTexts } from "../texts.ts";
import { type Policy, sla } from "./api.ts";
import { useSlaTexts } from "./texts.ts";

const LOOK_MS = 500;

/** Measures the open tickets by a policy as it is now, and shows how far that is. */
export function Reapply({ policy }: { policy: Policy }) {
  const t = useSlaTexts();
  const { t: common } = useTexts();
  const { say, fail } = useToasts();
  const client = useQueryClient();
  const [asking, setAsking] = useState(false);
  const [job, setJob] = useState(0);
  const state = useQuery({
    queryKey: ["sla-job", job],
    queryFn: () => sla.job(job),
    enabled: job > 0,
    refetchInterval: ({ state: { data } }) => (data?.finished_at ? false : LOOK_MS),
  });
  const { data } = state;
  const over = job > 0 && Boolean(data?.finished_at);
  useEffect(() => {
    if (!over) return;
    say(t("sla.reapplied"));
    setJob(0);
    void client.invalidateQueries({ queryKey: ["sla-policies"] });
  }, [over, say, t, client]);
  const begin = async () => {
    setAsking(false);
    try {
      setJob((await sla.reapply(policy.id)).id);
    } catch (error) {
      fail(sayProblem(error, common));
    }
  };
  if (job > 0) {
    const text = t("sla.progress", { done: number(data?.done ?? 0), total: number(data?.total ?? 0) });
    return (
      <div className="sla-job">
        <Progress label={t("sla.reapply")} text={text} total={data?.total ?? 1} done={data?.done ?? 0} failed={data?.failed ?? 0} />
        <span className="meta num">{text}</span>
      </div>
    );
  }
  return (
    <>
      <Button size="compact-sm" variant="subtle" onClick={() => setAsking(true)}>
        {t("sla.reapply")}
      </Button>
      <Modal
        opened={asking}
        onClose={() => setAsking(false)}
        title={t("sla.reapply_ask")}
        closeButtonProps={{ "aria-label": common("common.close") }}
      >
        <div className="form">
          <p>{t("sla.reapply_note", { name: policy.name })}</p>
          <div className="acts">
            <Button variant="filled" onClick={() => void begin()}>
              {t("sla.reapply")}
            </Button>
          </div>
        </div>
      </Modal>
    </>
  );
}

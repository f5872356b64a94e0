import { Button, Progress } from "@kit";
import { number } from "@shared/fmt.ts";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { AskDialog } from "../Dialog.tsx";
import { useToasts } from "../frame/toasts.tsx";
import { sayProblem } from "../problems.ts";
import { useTexts } from "../texts.ts";
import { type Policy, sla } from "./api.ts";
import { useSlaTexts } from "./texts.ts";

const LOOK_MS = 500;
const kept = (policy: number) => `dari.sla-job.${policy}`;

/** The job of a policy; leaving the page and coming back finds it again. */
function useJob(policy: number): [number, (id: number) => void] {
  const [job, setJob] = useState(() => Number(sessionStorage.getItem(kept(policy)) ?? 0));
  return [
    job,
    (id) => {
      if (id > 0) sessionStorage.setItem(kept(policy), String(id));
      else sessionStorage.removeItem(kept(policy));
      setJob(id);
    },
  ];
}

/** Measures the open tickets by a policy as it is now, and shows how far that is. */
export function Reapply({ policy }: { policy: Policy }) {
  const t = useSlaTexts();
  const { t: common } = useTexts();
  const { say, fail } = useToasts();
  const client = useQueryClient();
  const [asking, setAsking] = useState(false);
  const [job, setJob] = useJob(policy.id);
  const { data, error } = useQuery({
    queryKey: ["sla-job", job],
    queryFn: () => sla.job(job),
    enabled: job > 0,
    refetchInterval: ({ state }) => (state.data?.finished_at ? false : LOOK_MS),
  });
  const ended = job > 0 && (Boolean(data?.finished_at) || error !== null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: it is said once, when the job ends
  useEffect(() => {
    if (!ended) return;
    const failed = data?.failed ?? 0;
    if (!data) fail(sayProblem(error, common));
    else if (failed > 0) fail(t("sla.reapplied_some", { n: failed, done: number(data.done) }));
    else say(t("sla.reapplied"));
    setJob(0);
    void client.invalidateQueries({ queryKey: ["sla-policies"] });
  }, [ended]);
  const begin = async () => {
    try {
      setJob((await sla.reapply(policy.id)).id);
    } catch (refused) {
      fail(sayProblem(refused, common));
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
      {asking ? (
        <AskDialog title={t("sla.reapply_ask")} act={t("sla.reapply")} onAct={() => void begin()} onClose={() => setAsking(false)}>
          {t("sla.reapply_note", { name: policy.name })}
        </AskDialog>
      ) : null}
    </>
  );
}

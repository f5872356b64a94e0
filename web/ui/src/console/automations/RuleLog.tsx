import { Button, Chip } from "@kit";
import { useInfiniteQuery } from "@tanstack/react-query";
import { Link } from "wouter";
import { Loaded } from "../Loaded.tsx";
import { When } from "../When.tsx";
import { automations, type LogPage } from "./api.ts";
import { type AutoKey, useAutoTexts } from "./texts.ts";

/** What a rule has done, the newest first. */
export function RuleLog({ id }: { id: number }) {
  const t = useAutoTexts();
  const log = useInfiniteQuery({
    queryKey: ["automation-log", id],
    queryFn: ({ pageParam }) => automations.log(id, pageParam),
    initialPageParam: "",
    getNextPageParam: (page) => page.next,
  });
  const lines = log.data?.pages.flatMap((page) => page.items) ?? [];
  return (
    <section className="panel panel-pad form" aria-labelledby="rule-log">
      <h2 id="rule-log">{t("automation.rules.log")}</h2>
      <Loaded query={log}>
        {lines.length === 0 ? <p className="meta">{t("automation.rules.log_empty")}</p> : <Lines lines={lines} />}
      </Loaded>
      {log.hasNextPage ? <Button onClick={() => void log.fetchNextPage()}>{t("automation.rules.more")}</Button> : null}
    </section>
  );
}

function Lines({ lines }: { lines: LogPage["items"] }) {
  const t = useAutoTexts();
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a list that scrolls must be reached by key
    <ul className="auto-hits" tabIndex={0} aria-labelledby="rule-log">
      {lines.map((line) => (
        <li key={line.id}>
          <Link href={`/all/${line.number}`}>{t("automation.rules.ticket", { number: line.number })}</Link>
          <span>{line.text || line.subject}</span>
          <Chip tone={line.outcome === "done" ? "ok" : line.outcome === "nothing" ? "plain" : "warn"}>
            {t(`automation.rules.outcome.${line.outcome}` as AutoKey)}
          </Chip>
          <span className="right">
            <When at={line.at} />
          </span>
        </li>
      ))}
    </ul>
  );
}

import { Avatar } from "@kit";
import { duration, number, time } from "@shared/fmt.ts";
import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { Link } from "wouter";
import { LoadedPage } from "../LoadedPage.tsx";
import { useTexts } from "../texts.ts";
import { useNow } from "../useNow.ts";
import { type Live, reports } from "./api.ts";
import { CardsSkeleton } from "./CardsSkeleton.tsx";
import { Kpi } from "./Kpi.tsx";
import { useReportsTexts } from "./texts.ts";

const AGAIN = 10_000;

/** One screen for the wall: who waits, who is there, what has gone wrong. */
export function LiveTab({ above }: { readonly above: ReactNode }) {
  const live = useQuery({ queryKey: ["reports", "live"], queryFn: ({ signal }) => reports.live(signal), refetchInterval: AGAIN });
  return (
    <LoadedPage
      waiting={live.isPending}
      error={live.data ? null : live.error}
      onRetry={() => void live.refetch()}
      above={above}
      skeleton={<CardsSkeleton />}
    >
      {live.data ? <Board live={live.data} stale={live.isError} /> : null}
    </LoadedPage>
  );
}

function Board({ live, stale }: { readonly live: Live; readonly stale: boolean }) {
  const t = useReportsTexts();
  const { lang } = useTexts();
  const now = useNow();
  const { longest } = live;
  const waited = longest ? Math.max(0, (now.getTime() - Date.parse(longest.since)) / 1000) : 0;
  const at = time(new Date(live.at), lang);
  return (
    <>
      {stale ? (
        <p className="rep-old" role="alert">
          {t("reports.stale", { time: at })}
        </p>
      ) : null}
      <div className="rep-kpis">
        <Kpi title={t("reports.waiting")} value={t("reports.count", { n: number(live.waiting) })}>
          {live.unassigned > 0 ? (
            <Link href="/inbox?tab=none">{t("reports.unassigned", { n: live.unassigned })}</Link>
          ) : (
            <p>{t("reports.unassigned", { n: 0 })}</p>
          )}
        </Kpi>
        <Kpi title={t("reports.longest")} value={longest ? duration(waited, lang) : t("reports.no_value")}>
          {longest ? (
            <Link href={`/inbox/${longest.number}`}>
              {t("reports.longest_ticket", { number: longest.number, time: duration(longest.business_seconds, lang) })}
            </Link>
          ) : (
            <p>{t("reports.longest_none")}</p>
          )}
        </Kpi>
        <Kpi title={t("reports.overdue")} value={t("reports.count", { n: number(live.overdue) })} bad={live.overdue > 0}>
          <p>{t("reports.breached", { n: live.breached_today })}</p>
        </Kpi>
        <Kpi
          title={t("reports.first_today")}
          value={live.first_today.median === null ? t("reports.no_value") : duration(live.first_today.median, lang)}
        >
          {live.first_today.n > 0 ? <p>{t("reports.first_detail", { n: live.first_today.n })}</p> : null}
        </Kpi>
        <Kpi title={t("reports.solved_today")} value={t("reports.count", { n: number(live.solved_today) })} />
      </div>
      <div className="rep-two">
        <OnDuty live={live} />
        <Failing live={live} />
      </div>
      {stale ? null : <p className="meta">{t("reports.updated", { time: at })}</p>}
    </>
  );
}

function OnDuty({ live }: { readonly live: Live }) {
  const t = useReportsTexts();
  const on = live.on ?? [];
  return (
    <section className="panel panel-pad rep-block" aria-labelledby="rep-on">
      <div className="rep-head">
        <h2 id="rep-on">{t("reports.on")}</h2>
        <p>
          {[t("reports.on_people", { n: on.length }), live.away > 0 ? t("reports.away", { n: live.away }) : ""].filter(Boolean).join(" · ")}
        </p>
      </div>
      {on.length === 0 ? (
        <p>{t("reports.on_none")}</p>
      ) : (
        <ul>
          {on.map((person) => (
            <li key={person.id}>
              <span>
                <Avatar name={person.name} />
                {person.name}
              </span>
              <span className="num">{t("reports.chats", { n: person.chats, capacity: person.capacity })}</span>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}

function Failing({ live }: { readonly live: Live }) {
  const t = useReportsTexts();
  const { deliveries, mails, events } = live.failures;
  return (
    <section className="panel panel-pad rep-block" aria-labelledby="rep-failures">
      <h2 id="rep-failures">{t("reports.failures")}</h2>
      {deliveries + mails + events === 0 ? (
        <p>{t("reports.failures_none")}</p>
      ) : (
        <ul>
          {deliveries > 0 ? <li>{t("reports.failed_deliveries", { n: deliveries })}</li> : null}
          {mails > 0 ? (
            <li>
              <Link href="/mails">{t("reports.failed_mails", { n: mails })}</Link>
            </li>
          ) : null}
          {events > 0 ? <li>{t("reports.failed_events", { n: events })}</li> : null}
        </ul>
      )}
    </section>
  );
}

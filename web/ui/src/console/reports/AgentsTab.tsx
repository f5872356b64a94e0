import { TextInput } from "@kit";
import { dayKey } from "@shared/fmt.ts";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { useSearchParams } from "wouter";
import { around } from "../automations/api.ts";
import { LoadedPage } from "../LoadedPage.tsx";
import { PageTabs } from "../PageTabs.tsx";
import { useSession } from "../session.tsx";
import { useTexts } from "../texts.ts";
import { reports } from "./api.ts";
import { Report } from "./Report.tsx";
import { useReportsTexts } from "./texts.ts";

const RANGES = ["1", "7", "28", "90", "own"] as const;
const CHANNELS = ["", "chat", "mail", "form", "phone", "sms"] as const;
const CLOCKS = ["business", "wall"] as const;
const DAY = 86_400_000;

/** How fast people were answered and how it went, over a range of days. */
export function AgentsTab({ above }: { readonly above: ReactNode }) {
  const t = useReportsTexts();
  const { t: common } = useTexts();
  const { can } = useSession();
  const all = can("reports:read");
  const teams = useQuery({ queryKey: ["teams"], queryFn: around.teams, staleTime: 60_000, enabled: all }).data ?? [];
  const [search, setSearch] = useSearchParams();
  const choose = (chosen: Readonly<Record<string, string>>) =>
    setSearch((was) => {
      const next = new URLSearchParams(was);
      for (const [name, value] of Object.entries(chosen))
        if (value) next.set(name, value);
        else next.delete(name);
      return next;
    });
  const range = RANGES.find((days) => days === search.get("days")) ?? "28";
  const clock = CLOCKS.find((name) => name === search.get("clock")) ?? "business";
  const query = {
    ...daysOf(range, search),
    channel: CHANNELS.find((name) => name === search.get("channel")) ?? "",
    team: teams.find((team) => String(team.id) === search.get("team"))?.id ?? "",
  };
  const report = useQuery({
    queryKey: ["reports", "agents", query],
    queryFn: ({ signal }) => reports.agents(query, signal),
    placeholderData: keepPreviousData,
  });
  const selects = [
    {
      name: "channel",
      label: t("reports.channel"),
      data: CHANNELS.map((name) => ({ value: name, label: t(`reports.channel.${name || "all"}`) })),
      value: query.channel,
    },
    {
      name: "team",
      label: t("reports.team"),
      data: [{ value: "", label: t("reports.team.all") }, ...teams.map((team) => ({ value: String(team.id), label: team.name }))],
      value: String(query.team),
    },
    { name: "clock", label: t("reports.by"), data: CLOCKS.map((name) => ({ value: name, label: t(`reports.by.${name}`) })), value: clock },
  ];
  return (
    <LoadedPage
      waiting={report.isPending}
      error={report.data ? null : report.error}
      onRetry={() => void report.refetch()}
      above={
        <>
          {above}
          <div className="rep-filters">
            <PageTabs
              names={RANGES}
              chosen={range}
              label={(days) => t(`reports.range.${days}`)}
              onChoose={(days) => choose({ days, from: days === "own" ? query.from : "", to: days === "own" ? query.to : "" })}
            />
            {range === "own"
              ? (["from", "to"] as const).map((end) => (
                  <TextInput
                    key={end}
                    type="date"
                    aria-label={t(`reports.${end}`)}
                    value={query[end]}
                    min={end === "to" ? query.from : undefined}
                    max={end === "from" ? query.to : dayKey(new Date())}
                    onChange={(event) => choose({ [end]: event.currentTarget.value })}
                  />
                ))
              : null}
            {selects.map((select) =>
              select.name === "team" && teams.length === 0 ? null : (
                <select
                  key={select.name}
                  aria-label={select.label}
                  value={select.value}
                  onChange={(event) => choose({ [select.name]: event.currentTarget.value })}
                >
                  {select.data.map((one) => (
                    <option key={one.value} value={one.value}>
                      {one.label}
                    </option>
                  ))}
                </select>
              ),
            )}
          </div>
          <p className="meta page-note">
            {[all ? "" : t("reports.own"), t(clock === "wall" ? "reports.wall" : "reports.clock")].filter(Boolean).join(" ")}
          </p>
        </>
      }
    >
      {report.isError ? (
        <p className="rep-old" role="alert">
          {common("console.old")}
        </p>
      ) : null}
      {report.data ? (
        <div aria-busy={report.isPlaceholderData} className="rep-data">
          <Report report={report.data} clock={clock} />
        </div>
      ) : null}
    </LoadedPage>
  );
}

/** The first and the last day of a range: so many up to today, or those that were chosen. */
function daysOf(range: (typeof RANGES)[number], search: URLSearchParams): { from: string; to: string } {
  const today = dayKey(new Date());
  const before = (days: number) => dayKey(new Date(Date.now() - (days - 1) * DAY));
  if (range !== "own") return { from: before(Number(range)), to: today };
  return { from: search.get("from") || before(28), to: search.get("to") || today };
}

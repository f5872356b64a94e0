import { number as grouped } from "@shared/fmt.ts";
import { keepPreviousData, type UseQueryResult, useQuery } from "@tanstack/react-query";
import { useLater } from "../frame/useLater.ts";
import { sayProblem } from "../problems.ts";
import { type TextKey, useTexts } from "../texts.ts";
import { type Audience, campaigns } from "./api.ts";

const REST_MS = 400;

/** Counts the audience a moment after the last change. */
export function useAudience(channel: string, tags: readonly string[]): UseQueryResult<Audience> {
  const wanted = JSON.stringify({ channel, tags });
  const settled = useLater(wanted, REST_MS);
  return useQuery({
    queryKey: ["audience", settled],
    queryFn: ({ signal }) => campaigns.audience(channel, tags, signal),
    placeholderData: keepPreviousData,
    enabled: settled === wanted,
  });
}

const REASONS: Readonly<Record<string, TextKey>> = {
  no_consent: "console.excluded.no_consent",
  no_address: "console.excluded.no_address",
  suppressed: "console.excluded.suppressed",
  duplicate: "console.excluded.duplicate",
};

/** How many can get it, and why the others do not: the parts add up to everybody chosen. */
export function AudienceCount({ query }: { query: UseQueryResult<Audience> }) {
  const { t } = useTexts();
  if (query.isError && !query.data) return <p className="form-error">{sayProblem(query.error, t)}</p>;
  if (!query.data) return <p className="meta">{t("console.campaigns.counting")}</p>;
  return (
    <div className="audience" role="status">
      <span className="meta">{t("console.campaigns.sendable")}</span>
      <strong>{t("console.campaigns.people_n", { n: query.data.sendable })}</strong>
      <p className="meta num">
        {t("console.campaigns.selected", { n: query.data.selected })} · {t("console.campaigns.excluded")}{" "}
        <Excluded excluded={query.data.excluded} />
      </p>
    </div>
  );
}

/** The reasons with their counts, the largest first. */
export function Excluded({ excluded }: { excluded: Readonly<Record<string, number>> | null }) {
  const { t } = useTexts();
  const rows = Object.entries(excluded ?? {})
    .filter(([, n]) => n > 0)
    .sort((a, b) => b[1] - a[1]);
  return rows.length > 0 ? rows.map(([reason, n]) => `${t(REASONS[reason] ?? "console.excluded.other")} ${grouped(n)}`).join(" · ") : "–";
}

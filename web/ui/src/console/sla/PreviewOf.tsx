import { TextInput } from "@kit";
import { dateTime, SHOP_ZONE } from "@shared/fmt.ts";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { shopField, shopMoment } from "../hours/rules.ts";
import { useTexts } from "../texts.ts";
import { type Points, sla, type Terms } from "./api.ts";
import { useSlaTexts } from "./texts.ts";

interface PreviewOfProps {
  readonly terms: Terms;
  /** Another moment can be chosen. */
  readonly pick?: boolean;
}

/** By when answers are due for a ticket that comes today at half past four, or when one chooses. */
export function PreviewOf({ terms, pick = false }: PreviewOfProps) {
  const t = useSlaTexts();
  const { lang } = useTexts();
  const [field, setField] = useState(() => `${shopField(new Date(), SHOP_ZONE).slice(0, 10)}T16:30`);
  const at = shopMoment(field, SHOP_ZONE);
  const { first_minutes, next_minutes, solve_minutes, warn_percent, calendar } = terms;
  const asked = { first_minutes, next_minutes, solve_minutes, warn_percent, calendar };
  const preview = useQuery({
    queryKey: ["sla-preview", asked, at],
    queryFn: ({ signal }) => sla.preview(asked, at, signal),
    enabled: at !== null,
    placeholderData: (before) => before,
  });
  const said = (iso: string) => dateTime(new Date(iso), lang, new Date());
  const line = (points: Points | null | undefined, label: string) =>
    points ? (
      <div>
        <dt>{label}</dt>
        <dd className="num">
          {points.due_at ? t("sla.until", { time: said(points.due_at) }) : t("sla.never")}
          {points.warn_at ? <span className="meta">{t("sla.warned", { time: said(points.warn_at) })}</span> : null}
        </dd>
      </div>
    ) : null;
  return (
    <>
      {pick ? (
        <TextInput
          type="datetime-local"
          label={t("sla.preview_at")}
          value={field}
          step={300}
          onChange={(e) => setField(e.currentTarget.value)}
        />
      ) : null}
      <div className="sla-said" role="status">
        <p>{at ? t("sla.preview_line", { time: said(at) }) : "…"}</p>
        <dl>
          {line(preview.data?.first, t("sla.first"))}
          {line(preview.data?.next, t("sla.next"))}
          {line(preview.data?.solve, t("sla.solve"))}
        </dl>
      </div>
    </>
  );
}

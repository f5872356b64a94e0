import { Icon, TextInput } from "@kit";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { type Effect, macros } from "../automations/api.ts";
import { Said } from "../automations/Said.tsx";
import { useAutoTexts } from "../automations/texts.ts";
import { sayProblem } from "../problems.ts";
import { useTexts } from "../texts.ts";

/** All that a macro does to a ticket, before anybody runs it. */
export function MacroPreviewPanel({ id }: { id: string | null }) {
  const t = useAutoTexts();
  const { t: common } = useTexts();
  const [ticket, setTicket] = useState("");
  const preview = useQuery({
    queryKey: ["macro-preview", id, ticket],
    queryFn: () => macros.preview(id ?? "", Number(ticket)),
    enabled: id !== null && ticket.length > 3,
    placeholderData: keepPreviousData,
    retry: false,
  });
  const shown = id === null || preview.error ? undefined : preview.data;
  return (
    <section className="panel panel-pad form preview" aria-labelledby="macro-effects">
      <h2 id="macro-effects">{t("automation.macros.effects")}</h2>
      {id === null ? <p className="meta">{t("automation.macros.save_first")}</p> : null}
      {id === null ? null : (
        <TextInput
          label={t("automation.preview_ticket")}
          description={t("automation.macros.effects_hint")}
          inputMode="numeric"
          value={ticket}
          error={preview.error ? sayProblem(preview.error, common) : undefined}
          onChange={(e) => setTicket(e.currentTarget.value.replace(/\D/g, "").slice(0, 12))}
        />
      )}
      {shown ? (
        <>
          <Effects list={shown.effects} />
          {shown.parts.length > 0 ? <Said parts={shown.parts} missing={shown.missing} /> : null}
        </>
      ) : null}
    </section>
  );
}

/** Effects in the order in which they happen. */
export function Effects({ list }: { list: readonly Effect[] }) {
  const t = useAutoTexts();
  return (
    <ul className="auto-effects">
      {list.map((one) => (
        <li key={one.kind + one.text}>
          <Icon name="check" size={16} />
          {one.text}
          {one.same ? <span className="meta">{t("automation.macros.same")}</span> : null}
        </li>
      ))}
    </ul>
  );
}

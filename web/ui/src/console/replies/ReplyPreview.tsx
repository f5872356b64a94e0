import { TextInput } from "@kit";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { replies } from "../automations/api.ts";
import { Said } from "../automations/Said.tsx";
import { useAutoTexts } from "../automations/texts.ts";
import { errorsOf, sayProblem } from "../problems.ts";
import { useTexts } from "../texts.ts";

interface ReplyPreviewProps {
  readonly text: string;
  readonly lang: "ko" | "en";
}

/** The reply as a shopper would read it: with examples, or filled for a ticket. */
export function ReplyPreview({ text, lang }: ReplyPreviewProps) {
  const t = useAutoTexts();
  const { t: common } = useTexts();
  const [ticket, setTicket] = useState("");
  const filled = useQuery({
    queryKey: ["reply-preview", text, lang, ticket],
    queryFn: ({ signal }) => replies.preview(text, lang, Number(ticket), signal),
    enabled: text !== "",
    placeholderData: keepPreviousData,
    retry: false,
  });
  const shown = text === "" ? undefined : filled.data;
  return (
    <section className="panel panel-pad form preview" aria-labelledby="reply-preview">
      <h2 id="reply-preview">{t("automation.preview")}</h2>
      <Said parts={shown?.parts ?? []} missing={shown?.missing ?? []} />
      <TextInput
        label={t("automation.preview_ticket")}
        description={t("automation.preview_hint")}
        inputMode="numeric"
        value={ticket}
        error={filled.error ? (errorsOf(filled.error, "")["ticket"] ?? sayProblem(filled.error, common)) : undefined}
        onChange={(e) => setTicket(e.currentTarget.value.replace(/\D/g, "").slice(0, 12))}
      />
    </section>
  );
}

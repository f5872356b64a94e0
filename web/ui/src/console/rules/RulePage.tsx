import { useQuery } from "@tanstack/react-query";
import { useParams, useSearchParams } from "wouter";
import { ThingPage } from "../ThingPage.tsx";
import { useTexts } from "../texts.ts";
import { rules } from "./api.ts";
import { RuleEditor } from "./RuleEditor.tsx";

/** One rule, or a new one at /rules/new. */
export default function RulePage() {
  const { t } = useTexts();
  const { id = "new" } = useParams<{ id: string }>();
  const [search] = useSearchParams();
  const list = useQuery({ queryKey: ["rules"], queryFn: rules.list });
  const rule = list.data?.find((one) => String(one.id) === id) ?? null;
  const kind = rule?.kind ?? (search.get("kind") === "prompt" ? "prompt" : "answer");
  return (
    <ThingPage
      queries={[list]}
      back="/rules"
      backLabel={t("console.rules.back")}
      list={t("console.nav.rules")}
      gone={list.data !== undefined && id !== "new" && !rule}
    >
      <RuleEditor key={id} rule={rule} kind={kind} />
    </ThingPage>
  );
}

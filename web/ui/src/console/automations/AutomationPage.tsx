import "../pages.css";
import "./auto.css";
import { useQuery } from "@tanstack/react-query";
import { useParams } from "wouter";
import { ThingPage } from "../ThingPage.tsx";
import { AutomationEditor } from "./AutomationEditor.tsx";
import { automations } from "./api.ts";
import { useAutoTexts } from "./texts.ts";

/** One rule, or a new one at /settings/automations/new. */
export default function AutomationPage() {
  const t = useAutoTexts();
  const { id = "new" } = useParams<{ id: string }>();
  const list = useQuery({ queryKey: ["automations"], queryFn: automations.list });
  const rule = list.data?.rules.find((one) => String(one.id) === id) ?? null;
  return (
    <ThingPage
      queries={[list]}
      back="/settings/automations"
      backLabel={t("automation.rules.back")}
      list={t("automation.rules.title")}
      gone={list.data !== undefined && id !== "new" && !rule}
    >
      <AutomationEditor key={id} rule={rule} />
    </ThingPage>
  );
}

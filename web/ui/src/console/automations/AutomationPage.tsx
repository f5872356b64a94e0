import "../pages.css";
import "./auto.css";
import { useQuery } from "@tanstack/react-query";
import { useParams } from "wouter";
import { NotHere } from "../frame/NotHere.tsx";
import { LoadedPage } from "../LoadedPage.tsx";
import { AutomationEditor } from "./AutomationEditor.tsx";
import { automations } from "./api.ts";

/** One rule, or a new one at /settings/automations/new. */
export default function AutomationPage() {
  const { id = "new" } = useParams<{ id: string }>();
  const list = useQuery({ queryKey: ["automations"], queryFn: automations.list });
  const rule = list.data?.rules.find((one) => String(one.id) === id) ?? null;
  if (list.data && id !== "new" && !rule) return <NotHere />;
  return (
    <LoadedPage waiting={list.isPending} error={list.data ? null : list.error} onRetry={() => void list.refetch()}>
      <AutomationEditor key={id} rule={rule} />
    </LoadedPage>
  );
}

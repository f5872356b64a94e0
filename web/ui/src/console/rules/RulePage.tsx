import { useQuery } from "@tanstack/react-query";
import { useParams, useSearchParams } from "wouter";
import { NotHere } from "../frame/NotHere.tsx";
import { LoadedPage } from "../LoadedPage.tsx";
import { rules } from "./api.ts";
import { RuleEditor } from "./RuleEditor.tsx";

/** One rule, or a new one at /rules/new. */
export default function RulePage() {
  const { id = "new" } = useParams<{ id: string }>();
  const [search] = useSearchParams();
  const isNew = id === "new";
  const list = useQuery({ queryKey: ["rules"], queryFn: rules.list });
  const rule = list.data?.find((one) => String(one.id) === id) ?? null;
  if (list.data && !isNew && !rule) return <NotHere />;
  const kind = rule?.kind ?? (search.get("kind") === "prompt" ? "prompt" : "answer");
  return (
    <LoadedPage waiting={list.isPending} error={list.data ? null : list.error} onRetry={() => void list.refetch()}>
      <RuleEditor key={id} rule={rule} kind={kind} />
    </LoadedPage>
  );
}

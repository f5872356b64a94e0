import "../pages.css";
import { StateView } from "@kit";
import { useQuery } from "@tanstack/react-query";
import { useParams, useSearchParams } from "wouter";
import { rules } from "../api.ts";
import { NotHere } from "../frame/NotHere.tsx";
import { errorState } from "../problems.ts";
import { TableSkeleton } from "../TableSkeleton.tsx";
import { useTexts } from "../texts.ts";
import { RuleEditor } from "./RuleEditor.tsx";

/** One rule, or a new one at /rules/new. */
export default function RulePage() {
  const { t } = useTexts();
  const { id = "new" } = useParams<{ id: string }>();
  const [search] = useSearchParams();
  const isNew = id === "new";
  const list = useQuery({ queryKey: ["rules"], queryFn: rules.list });
  const rule = list.data?.find((one) => String(one.id) === id) ?? null;
  if (list.data && !isNew && !rule) return <NotHere />;
  const kind = rule?.kind ?? (search.get("kind") === "prompt" ? "prompt" : "answer");
  return (
    <main className="page">
      <div className="page-inner">
        <StateView
          waiting={list.isPending}
          loadingLabel={t("console.loading")}
          skeleton={<TableSkeleton />}
          error={list.data ? null : errorState(list.error, t, () => void list.refetch())}
        >
          <RuleEditor key={id} rule={rule} kind={kind} />
        </StateView>
      </div>
    </main>
  );
}

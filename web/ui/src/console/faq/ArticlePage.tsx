import "../pages.css";
import { StateView } from "@kit";
import { useQuery } from "@tanstack/react-query";
import { useParams } from "wouter";
import { faq } from "../api.ts";
import { errorState } from "../problems.ts";
import { TableSkeleton } from "../TableSkeleton.tsx";
import { useTexts } from "../texts.ts";
import { ArticleEditor } from "./ArticleEditor.tsx";

/** One article, or a new one at /faq/new. */
export default function ArticlePage() {
  const { t } = useTexts();
  const { id = "new" } = useParams<{ id: string }>();
  const isNew = id === "new";
  const article = useQuery({ queryKey: ["article", id], queryFn: () => faq.read(id), enabled: !isNew });
  const categories = useQuery({ queryKey: ["categories"], queryFn: () => faq.categories(), staleTime: 60_000 });
  const failed = article.error ?? categories.error;
  const ready = categories.data && (isNew || article.data);
  return (
    <main className="page">
      <div className="page-inner">
        <StateView
          waiting={!ready && !failed}
          loadingLabel={t("console.loading")}
          skeleton={<TableSkeleton />}
          error={
            ready
              ? null
              : errorState(failed, t, () => {
                  void categories.refetch();
                  if (!isNew) void article.refetch();
                })
          }
        >
          {ready ? <ArticleEditor key={id} article={article.data ?? null} categories={categories.data} /> : null}
        </StateView>
      </div>
    </main>
  );
}

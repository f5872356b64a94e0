import { useQuery } from "@tanstack/react-query";
import { useParams } from "wouter";
import { LoadedPage } from "../LoadedPage.tsx";
import { ArticleEditor } from "./ArticleEditor.tsx";
import { faq } from "./api.ts";

/** One article, or a new one at /faq/new. */
export default function ArticlePage() {
  const { id = "new" } = useParams<{ id: string }>();
  const isNew = id === "new";
  const article = useQuery({ queryKey: ["article", id], queryFn: () => faq.read(id), enabled: !isNew });
  const categories = useQuery({ queryKey: ["categories"], queryFn: () => faq.categories(), staleTime: 60_000 });
  const failed = article.error ?? categories.error;
  const ready = categories.data && (isNew || article.data);
  return (
    <LoadedPage
      waiting={!ready && !failed}
      error={ready ? null : failed}
      onRetry={() => {
        void categories.refetch();
        if (!isNew) void article.refetch();
      }}
    >
      {ready ? <ArticleEditor key={id} article={article.data ?? null} categories={categories.data} /> : null}
    </LoadedPage>
  );
}

import { useQuery } from "@tanstack/react-query";
import { useParams } from "wouter";
import { ThingPage } from "../ThingPage.tsx";
import { useTexts } from "../texts.ts";
import { ArticleEditor } from "./ArticleEditor.tsx";
import { faq } from "./api.ts";

/** One article, or a new one at /faq/new. */
export default function ArticlePage() {
  const { t } = useTexts();
  const { id = "new" } = useParams<{ id: string }>();
  const isNew = id === "new";
  const article = useQuery({ queryKey: ["article", id], queryFn: () => faq.read(id), enabled: !isNew });
  const categories = useQuery({ queryKey: ["categories"], queryFn: () => faq.categories(), staleTime: 60_000 });
  return (
    <ThingPage
      queries={isNew ? [categories] : [article, categories]}
      back="/faq"
      backLabel={t("console.faq.back")}
      list={t("console.nav.faq")}
    >
      <ArticleEditor key={id} article={article.data ?? null} categories={categories.data ?? []} />
    </ThingPage>
  );
}

import "../pages.css";
import { Button, Chip, Icon, StateView } from "@kit";
import { useQuery } from "@tanstack/react-query";
import { useEffect } from "react";
import { Link, useLocation, useSearchParams } from "wouter";
import { type Article, faq } from "../api.ts";
import { errorState } from "../problems.ts";
import { useSession } from "../session.tsx";
import { TableSkeleton } from "../TableSkeleton.tsx";
import { useTexts } from "../texts.ts";
import { When } from "../When.tsx";

const FILTERS = ["all", "published", "draft"] as const;

/** All help articles: what is public and what is being written. */
export default function FaqPage() {
  const { t, lang } = useTexts();
  const { can } = useSession();
  const [, navigate] = useLocation();
  const [search, setSearch] = useSearchParams();
  const filter = FILTERS.find((name) => name === search.get("state")) ?? "all";
  const articles = useQuery({ queryKey: ["articles"], queryFn: () => faq.list() });
  const categories = useQuery({ queryKey: ["categories"], queryFn: () => faq.categories(), staleTime: 60_000 });
  const rows = (articles.data ?? []).filter((article) => filter === "all" || article.state === filter);
  const categoryName = (slug: string) => {
    const category = categories.data?.find((c) => c.slug === slug);
    return category ? (lang === "ko" ? category.title_ko : category.title_en) : slug;
  };
  useEffect(() => {
    document.title = t("console.nav.faq");
  }, [t]);
  const newButton = can("faq:write") ? (
    <Button variant="filled" leftSection={<Icon name="plus" />} onClick={() => navigate("/faq/new")}>
      {t("console.faq.new")}
    </Button>
  ) : null;
  return (
    <main className="page">
      <div className="page-inner">
        <div className="page-head">
          <h1>{t("console.nav.faq")}</h1>
          <div className="right">{newButton}</div>
        </div>
        <fieldset className="tabs page-tabs" aria-label={t("console.tabs.label")}>
          {FILTERS.map((name) => (
            <button
              key={name}
              type="button"
              className="tab"
              aria-pressed={filter === name}
              onClick={() => setSearch(name === "all" ? {} : { state: name })}
            >
              {t(`console.faq.filter.${name}`)}
            </button>
          ))}
        </fieldset>
        <StateView
          waiting={articles.isPending}
          loadingLabel={t("console.loading")}
          skeleton={<TableSkeleton />}
          error={articles.isError && !articles.data ? errorState(articles.error, t, () => void articles.refetch()) : null}
          empty={rows.length === 0 ? { icon: "book", title: t("console.faq.empty"), detail: t("console.faq.empty_detail") } : null}
        >
          <div className="panel table-wrap">
            <table className="table stacked">
              <thead>
                <tr>
                  <th>{t("console.faq.title")}</th>
                  <th>{t("console.faq.category")}</th>
                  <th>{t("common.language")}</th>
                  <th>{t("console.faq.state")}</th>
                  <th className="right">{t("console.faq.updated")}</th>
                </tr>
              </thead>
              <tbody>
                {rows.map((article) => (
                  <tr key={article.id}>
                    <td>
                      <Link href={`/faq/${article.id}`}>{article.title}</Link>
                      <small>{article.lead}</small>
                    </td>
                    <td>{categoryName(article.category)}</td>
                    <td>{t(`common.language.${article.lang}`)}</td>
                    <td>
                      <ArticleState article={article} />
                    </td>
                    <td className="right">
                      <When at={article.updated_at} />
                    </td>
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
        </StateView>
      </div>
    </main>
  );
}

export function ArticleState({ article }: { article: Article }) {
  const { t } = useTexts();
  if (article.state !== "published") return <Chip>{t("console.faq.draft")}</Chip>;
  return article.changed ? (
    <Chip tone="warn" icon="clock">
      {t("console.faq.changed")}
    </Chip>
  ) : (
    <Chip tone="ok" icon="check">
      {t("console.faq.published")}
    </Chip>
  );
}

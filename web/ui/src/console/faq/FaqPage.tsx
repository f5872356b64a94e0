import { Button, Chip, type Emptiness, Icon } from "@kit";
import { useQuery } from "@tanstack/react-query";
import { Link, useLocation, useSearchParams } from "wouter";
import { ListPage } from "../ListPage.tsx";
import { PageTabs } from "../PageTabs.tsx";
import { useSession } from "../session.tsx";
import { useTexts } from "../texts.ts";
import { When } from "../When.tsx";
import { type Article, faq } from "./api.ts";

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
  const all = articles.data?.length ?? 0;
  const nothing: Emptiness =
    all > 0
      ? {
          icon: "book",
          title: t("console.faq.none"),
          detail: t("console.all_n", { n: all }),
          action: <Button onClick={() => setSearch({})}>{t("console.empty.clear")}</Button>,
        }
      : { icon: "book", title: t("console.faq.empty"), detail: t("console.faq.empty_detail") };
  const newButton = can("faq:write") ? (
    <Button variant="filled" leftSection={<Icon name="plus" />} onClick={() => navigate("/faq/new")}>
      {t("console.faq.new")}
    </Button>
  ) : null;
  return (
    <ListPage
      title={t("console.nav.faq")}
      act={newButton}
      query={articles}
      empty={rows.length === 0 ? nothing : null}
      above={
        <PageTabs
          names={FILTERS}
          chosen={filter}
          label={(name) => t(`console.faq.filter.${name}`)}
          onChoose={(name) => setSearch(name === "all" ? {} : { state: name })}
        />
      }
      head={
        <>
          <th>{t("console.faq.title")}</th>
          <th>{t("console.faq.category")}</th>
          <th>{t("common.language")}</th>
          <th>{t("console.faq.state")}</th>
          <th className="right">{t("console.faq.updated")}</th>
        </>
      }
    >
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
    </ListPage>
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

import { useEffect, useRef, useState } from "preact/hooks";
import { date } from "../shared/fmt.ts";
import type { Lang } from "../shared/i18n.ts";
import { type Article, readArticle } from "./api.ts";
import { Icon } from "./icons.tsx";
import type { Panel } from "./panel.ts";

interface ArticleProps {
  readonly panel: Panel;
  readonly lang: Lang;
  readonly slug: string;
  readonly url: string;
}

export function ArticleView({ panel, lang, slug, url }: ArticleProps) {
  const { t } = panel;
  const [article, setArticle] = useState<Article | "failed" | null>(null);
  const heading = useRef<HTMLHeadingElement>(null);
  const load = () => {
    setArticle(null);
    readArticle(slug, lang).then(setArticle, () => setArticle("failed"));
  };
  useEffect(load, [slug, lang]);
  useEffect(() => heading.current?.focus(), [article]);

  return (
    <>
      <div class="bd">
        {article === "failed" && (
          <>
            <p role="alert">{t("widget.article_failed")}</p>
            <button type="button" class="btn" onClick={load}>
              {t("widget.again")}
            </button>
          </>
        )}
        {article && article !== "failed" && (
          <article onClick={openOutside}>
            <h2 tabIndex={-1} ref={heading}>
              {article.title}
            </h2>
            {article.updatedAt && <p class="meta">{t("widget.article_updated", { date: date(new Date(article.updatedAt), lang, new Date()) })}</p>}
            <div class="prose" dangerouslySetInnerHTML={{ __html: article.html }} />
            {url && (
              <a class="out" href={url} target="_blank" rel="noopener">
                {t("widget.article_open")}
                <Icon name="out" />
              </a>
            )}
          </article>
        )}
      </div>
      <div class="ft">
        <button type="button" class="cta" onClick={() => panel.go({ view: "chat" })}>
          {t("widget.human")}
        </button>
      </div>
    </>
  );
}

/** Links inside an article leave the frame for a window of their own. */
function openOutside(event: MouseEvent): void {
  const link = (event.target as Element).closest("a");
  if (!link) return;
  link.target = "_blank";
  link.rel = "noopener";
}

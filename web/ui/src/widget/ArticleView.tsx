import { date } from "../shared/fmt.ts";
import type { Props } from "./App.tsx";
import { Ask } from "./Home.tsx";
import { Icon } from "./icons.tsx";
import { loadArticle, t } from "./panel.ts";

export function ArticleView({ s }: Props) {
  const { article } = s;
  return (
    <>
      <div class="bd">
        {article === "failed" ? (
          <>
            <p role="alert">{t("widget.article_failed")}</p>
            <button type="button" class="btn" onClick={loadArticle}>
              {t("widget.again")}
            </button>
          </>
        ) : (
          article && (
            // biome-ignore lint/a11y/useKeyWithClickEvents: it hears the links inside, which have keys
            <article onClick={openOutside}>
              <h2 tabIndex={-1} ref={focusOn}>
                {article.title}
              </h2>
              <p class="meta">{t("widget.article_updated", { date: date(new Date(article.updated_at), s.lang, new Date()) })}</p>
              {/* biome-ignore lint/security/noDangerouslySetInnerHtml: cleaned by the server when it was published */}
              <div class="prose" dangerouslySetInnerHTML={{ __html: article.html }} />
              <a class="out" href={article.url}>
                {t("widget.article_open")}
                <Icon name="out" />
              </a>
            </article>
          )
        )}
      </div>
      <Ask />
    </>
  );
}

const focusOn = (heading: HTMLElement | null) => heading?.focus();

/** Links inside an article leave the frame for a window of their own. */
function openOutside(event: MouseEvent): void {
  const link = (event.target as Element).closest("a");
  if (!link) return;
  link.target = "_blank";
  link.rel = "noopener";
}

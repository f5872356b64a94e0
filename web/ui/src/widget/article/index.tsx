import en from "@texts/en/widget_suggest.json";
import ko from "@texts/ko/widget_suggest.json";
import { useState } from "preact/hooks";
import { date } from "../../shared/fmt.ts";
import { type Article, get } from "../api.ts";
import { post } from "../kit/ask.ts";
import { Glyph } from "../kit/icons.tsx";
import { part } from "../kit/part.tsx";
import { Heading } from "../kit/parts.tsx";
import { style } from "../kit/style.ts";
import { kt, texts } from "../kit/texts.ts";
import { useAsk } from "../kit/useAsk.ts";
import { go, set } from "../panel.ts";
import type { PartProps } from "../parts.tsx";
import css from "./article.css?inline";

style(css);

const t = texts({ ko, en });

/** An article inside the panel; under it the way on: to a person, or, when it was offered while a
 * question was being written, whether it has answered that. */
function ArticleView({ s }: PartProps) {
  const { deflecting } = s;
  const asked = useAsk<Article>(() => get(`/faq/public/${encodeURIComponent(s.slug)}`, { lang: s.lang }), [s.slug, s.lang]);
  const article = asked.problem ? "failed" : asked.value;
  const [glad, setGlad] = useState(false);
  const solved = () => {
    setGlad(true);
    set({ deflecting: "", writing: "" });
    post("deflected", { slug: s.slug, q: deflecting }).catch(() => {}); // a count, nothing the shopper waits for
  };
  return (
    <>
      <div class="bd">
        {article === "failed" ? (
          <div class="oops" role="alert">
            <p>{t("widget_suggest.article_failed")}</p>
            <button type="button" class="btn" onClick={asked.again}>
              {kt("widget_kit.again")}
            </button>
          </div>
        ) : (
          article && (
            // biome-ignore lint/a11y/useKeyWithClickEvents: it hears the links inside, which have keys
            <article onClick={openOutside}>
              <Heading>{article.title}</Heading>
              <p class="meta">{t("widget_suggest.article_updated", { date: date(new Date(article.updated_at), s.lang, new Date()) })}</p>
              {/* biome-ignore lint/security/noDangerouslySetInnerHtml: cleaned by the server when it was published */}
              <div class="prose" dangerouslySetInnerHTML={{ __html: article.html }} />
              <a class="lnk" href={article.url} target="_blank" rel="noopener">
                {t("widget_suggest.article_open")}
                <Glyph name="out" />
              </a>
            </article>
          )
        )}
      </div>
      <div class="ft" aria-live="polite">
        {glad && (
          <div class="note ok">
            <Glyph name="check" />
            <p>{t("widget_suggest.glad")}</p>
          </div>
        )}
        {deflecting ? (
          <div class="two">
            <button type="button" class="btn2" onClick={() => go("chat")}>
              {t("widget_suggest.ask")}
            </button>
            <button type="button" class="cta" onClick={solved}>
              {t("widget_suggest.solved")}
            </button>
          </div>
        ) : (
          <button type="button" class={glad ? "btn2" : "cta"} onClick={() => go("chat")}>
            {t("widget_suggest.human")}
          </button>
        )}
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

export default part((props) => <ArticleView key={props.s.slug} {...props} />);

import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useLater } from "../frame/useLater.ts";
import { sayProblem } from "../problems.ts";
import { useTexts } from "../texts.ts";
import { type ArticleDraft, faq } from "./api.ts";

const REST_MS = 300;

/** What the public will read, drawn by the server as it draws the public page. */
export function ArticlePreview({ draft }: { draft: ArticleDraft }) {
  const { t } = useTexts();
  const { lang, body } = draft;
  const rested = useLater(body, REST_MS);
  const drawn = useQuery({
    queryKey: ["article-preview", lang, rested],
    queryFn: ({ signal }) => faq.preview(lang, rested, signal),
    placeholderData: keepPreviousData,
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
    retry: false,
  });
  return (
    <section className="panel panel-pad" aria-label={t("console.faq.preview")}>
      <p className="meta">{t("console.faq.preview")}</p>
      <div className="prose">
        <h1>{draft.title || t("console.faq.new")}</h1>
        {draft.lead ? <p className="meta">{draft.lead}</p> : null}
      </div>
      {drawn.isError ? (
        <p className="form-error" role="status">
          {sayProblem(drawn.error, t)}
        </p>
      ) : (
        // biome-ignore lint/security/noDangerouslySetInnerHtml: the server lets only the tags of public articles through
        <div className="prose" dangerouslySetInnerHTML={{ __html: drawn.data?.html ?? "" }} />
      )}
    </section>
  );
}

import { Button, NativeSelect, Textarea, TextInput } from "@kit";
import { TagsInput } from "@kit/fields";
import { useLocation } from "wouter";
import { useToasts } from "../frame/toasts.tsx";
import { LanguageSelect } from "../LanguageSelect.tsx";
import { PageHead } from "../PageHead.tsx";
import { useSession } from "../session.tsx";
import { useTexts } from "../texts.ts";
import { useDraft } from "../useDraft.ts";
import { useStored } from "../useStored.ts";
import { ArticlePreview } from "./ArticlePreview.tsx";
import { type Article, type ArticleDraft, type Category, faq } from "./api.ts";
import { ArticleState } from "./FaqPage.tsx";
import { suggestSlug } from "./slug.ts";

export interface ArticleEditorProps {
  readonly article: Article | null;
  readonly categories: readonly Category[];
}

/** Writes an article: Markdown on the left, what the public will read on the right. */
export function ArticleEditor({ article, categories }: ArticleEditorProps) {
  const { t, lang } = useTexts();
  const { can } = useSession();
  const [, navigate] = useLocation();
  const { say } = useToasts();
  const { draft, dirty, errors, form, change, kept, show, refuse } = useDraft<ArticleDraft>(() => draftOf(article, categories, lang));
  const { stored: saved, busy, took, store } = useStored(article, { one: "article", list: "articles", refuse });
  const mayWrite = can("faq:write");

  const save = async (): Promise<Article | null> => {
    const missing: typeof errors = {};
    if (!draft.title.trim()) missing.title = t("console.faq.title_missing");
    if (!draft.body.trim()) missing.body = t("console.faq.body_missing");
    if (Object.keys(missing).length > 0) {
      show(missing);
      return null;
    }
    const ready = { ...draft, slug: draft.slug || suggestSlug(draft.title) };
    const next = await store(() => (saved ? faq.save(saved.id, ready, saved.version) : faq.create(ready)));
    if (!next) return null;
    kept(ready);
    if (!saved) navigate(`/faq/${next.id}`, { replace: true });
    return next;
  };
  const publish = async () => {
    const next = dirty || !saved ? await save() : saved;
    if (!next) return;
    try {
      took(await faq.publish(next.id));
      say(t("console.faq.done_published"));
    } catch (error) {
      refuse(error);
    }
  };
  const unpublish = async () => {
    if (!saved) return;
    try {
      took(await faq.unpublish(saved.id));
      say(t("console.faq.done_unpublished"), () => void faq.publish(saved.id).then(took, refuse));
    } catch (error) {
      refuse(error);
    }
  };
  const live = saved?.state === "published";
  return (
    <>
      <PageHead
        back="/faq"
        backLabel={t("console.faq.back")}
        title={saved ? saved.title : t("console.faq.new")}
        chip={saved ? <ArticleState article={saved} /> : null}
        acts={
          mayWrite ? (
            <>
              {live && saved.url ? (
                <a href={saved.url} target="_blank" rel="noopener noreferrer" className="meta">
                  {t("console.faq.open")}
                </a>
              ) : null}
              {live ? <Button onClick={() => void unpublish()}>{t("console.faq.unpublish")}</Button> : null}
              <Button loading={busy} disabled={!dirty} onClick={() => void save().then((next) => next && say(t("common.saved")))}>
                {t("common.save")}
              </Button>
              <Button variant="filled" disabled={live && !dirty && !saved?.changed} onClick={() => void publish()}>
                {t(live ? "console.faq.publish_again" : "console.faq.publish")}
              </Button>
            </>
          ) : null
        }
      />
      <div className="split even">
        <div className="panel panel-pad form" ref={form}>
          <TextInput
            label={t("console.faq.title")}
            value={draft.title}
            maxLength={120}
            error={errors.title}
            disabled={!mayWrite}
            onChange={(e) => change({ title: e.currentTarget.value })}
          />
          <div className="form-row">
            <NativeSelect
              label={t("console.faq.category")}
              value={draft.category}
              error={errors.category}
              disabled={!mayWrite}
              onChange={(e) => change({ category: e.currentTarget.value })}
              data={categories.map((c) => ({ value: c.slug, label: lang === "ko" ? c.title_ko : c.title_en }))}
            />
            <LanguageSelect
              label={t("common.language")}
              value={draft.lang}
              disabled={!mayWrite || saved !== null}
              onChange={(to) => change({ lang: to })}
            />
          </div>
          <TextInput
            label={t("console.faq.lead")}
            description={t("console.faq.lead_hint")}
            value={draft.lead}
            maxLength={300}
            error={errors.lead}
            disabled={!mayWrite}
            onChange={(e) => change({ lead: e.currentTarget.value })}
          />
          <Textarea
            className="editor"
            label={t("console.faq.body")}
            description={t("console.faq.body_hint")}
            value={draft.body}
            maxLength={50_000}
            rows={18}
            error={errors.body}
            disabled={!mayWrite}
            onChange={(e) => change({ body: e.currentTarget.value })}
          />
          <TagsInput
            label={t("console.faq.keywords")}
            description={t("console.faq.keywords_hint")}
            value={[...draft.keywords]}
            error={errors.keywords}
            disabled={!mayWrite}
            onChange={(keywords) => change({ keywords })}
          />
          <TextInput
            label={t("console.faq.slug")}
            description={t("console.faq.slug_hint")}
            value={draft.slug}
            placeholder={suggestSlug(draft.title)}
            error={errors.slug}
            disabled={!mayWrite}
            onChange={(e) => change({ slug: e.currentTarget.value.trim() })}
          />
        </div>
        <ArticlePreview draft={draft} />
      </div>
    </>
  );
}

function draftOf(article: Article | null, categories: readonly Category[], lang: string): ArticleDraft {
  if (!article) return { slug: "", lang, category: categories[0]?.slug ?? "", title: "", lead: "", body: "", keywords: [] };
  const { slug, category, title, lead, body } = article;
  return { slug, lang: article.lang, category, title, lead, body, keywords: article.keywords ?? [] };
}

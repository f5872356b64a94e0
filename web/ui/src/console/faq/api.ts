import { call, type Listed, listOf, post } from "../api.ts";

export interface Article {
  readonly id: string;
  readonly slug: string;
  readonly lang: "ko" | "en";
  readonly category: string;
  readonly title: string;
  readonly lead: string;
  readonly body: string;
  readonly keywords: readonly string[] | null;
  readonly state: "draft" | "published";
  readonly version: number;
  readonly live_version?: number;
  /** It is public, and has been edited since. */
  readonly changed: boolean;
  readonly updated_at: string;
  readonly url?: string;
}

export interface Category {
  readonly slug: string;
  readonly title_ko: string;
  readonly title_en: string;
}

export interface ArticleDraft {
  readonly slug: string;
  readonly lang: string;
  readonly category: string;
  readonly title: string;
  readonly lead: string;
  readonly body: string;
  readonly keywords: readonly string[];
}

export const faq = {
  list: async () => listOf(await call<Listed<Article>>("/faq/articles")),
  read: (id: string) => call<Article>(`/faq/articles/${id}`),
  create: (draft: ArticleDraft) => post<Article>("/faq/articles", draft),
  save: (id: string, draft: ArticleDraft, version: number) =>
    call<Article>(`/faq/articles/${id}`, { method: "PUT", body: { ...draft, version } }),
  publish: (id: string) => post<Article>(`/faq/articles/${id}/publish`),
  unpublish: (id: string) => post<Article>(`/faq/articles/${id}/unpublish`),
  preview: (lang: string, body: string, signal?: AbortSignal) =>
    call<{ html: string }>("/faq/preview", { method: "POST", body: { lang, body }, ...(signal ? { signal } : {}) }),
  categories: async () => listOf(await call<Listed<Category>>("/faq/categories")),
};

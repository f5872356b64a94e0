import type { Lang } from "../shared/i18n.ts";

// The few questions the panel asks by HTTP; all of them are public reads.

export interface Config {
  readonly shop: string;
  readonly statusLine: string;
  readonly hours: string;
  readonly phone: string;
  readonly online: boolean | null;
}

export interface Found {
  readonly slug: string;
  readonly title: string;
  readonly lead: string;
}

export interface Article {
  readonly title: string;
  /** Rendered and cleaned by the server when it was published. */
  readonly html: string;
  readonly updated_at: string;
  readonly url: string;
}

type Answer = Readonly<Record<string, unknown>>;

const text = (value: unknown) => (typeof value === "string" ? value : "");

async function get<T = Answer>(path: string, query: Record<string, string>, signal: AbortSignal | null = null): Promise<T> {
  const answer = await fetch(`/api/v1${path}?${new URLSearchParams(query)}`, { signal });
  if (!answer.ok) throw answer;
  return answer.json();
}

export async function readConfig(key: string, lang: Lang): Promise<Config> {
  const a = await get("/widget/config", { key, lang });
  return {
    shop: text((a["shop"] as Answer | undefined)?.["name"]),
    statusLine: text(a["status_line"]),
    hours: text(a["hours"]),
    phone: text(a["phone"]),
    online: typeof a["online"] === "boolean" ? a["online"] : null,
  };
}

export function searchArticles(q: string, lang: Lang, signal: AbortSignal): Promise<Found[]> {
  return get("/faq/search", { q, lang, place: "widget", limit: "5" }, signal);
}

/** Tells what somebody looked for, once they rested: the shop learns which articles are missing. */
export function noteSearch(query: string, lang: Lang): void {
  const body = JSON.stringify({ query, lang, place: "widget" });
  fetch("/api/v1/faq/searches", { method: "POST", headers: { "Content-Type": "application/json" }, body }).catch(() => {});
}

export function readArticle(slug: string, lang: Lang): Promise<Article> {
  return get(`/faq/public/${encodeURIComponent(slug)}`, { lang });
}

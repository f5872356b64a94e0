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
  readonly url: string;
}

export interface Article {
  readonly title: string;
  /** Rendered and cleaned by the server when it was published. */
  readonly html: string;
  readonly updatedAt: string;
}

type Answer = Readonly<Record<string, unknown>>;

const text = (value: unknown) => (typeof value === "string" ? value : "");

async function get(path: string, query: Record<string, string>, signal?: AbortSignal): Promise<unknown> {
  const answer = await fetch(`/api/v1${path}?${new URLSearchParams(query)}`, { signal: signal ?? null, headers: { "Accept-Language": query["lang"] ?? "ko" } });
  if (!answer.ok) throw new Error(`${path}: ${answer.status}`);
  return answer.json();
}

export async function readConfig(key: string, lang: Lang): Promise<Config> {
  const a = (await get("/widget/config", { key, lang })) as Answer;
  const shop = a["shop"];
  return {
    shop: text(typeof shop === "object" && shop ? Reflect.get(shop, "name") : shop),
    statusLine: text(a["status_line"]),
    hours: text(a["hours"]),
    phone: text(a["phone"]),
    online: typeof a["online"] === "boolean" ? a["online"] : null,
  };
}

export async function searchArticles(q: string, lang: Lang, signal: AbortSignal): Promise<Found[]> {
  const a = await get("/faq/search", { q, lang, place: "widget" }, signal);
  const items = Array.isArray(a) ? a : ((a as Answer)["items"] as unknown);
  return (Array.isArray(items) ? (items as Answer[]) : []).slice(0, 5).map((i) => ({
    slug: text(i["slug"]),
    title: text(i["title"]),
    lead: text(i["lead"]),
    url: text(i["url"]),
  }));
}

export async function readArticle(slug: string, lang: Lang): Promise<Article> {
  const a = (await get(`/faq/public/${encodeURIComponent(slug)}`, { lang })) as Answer;
  return { title: text(a["title"]), html: text(a["html"]), updatedAt: text(a["updated_at"]) };
}

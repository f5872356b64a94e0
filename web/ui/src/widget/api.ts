import type { Lang } from "../shared/i18n.ts";

// The few questions the panel asks by HTTP; all of them are public reads.

/** What the shop tells of itself and of its hours, in sentences made by the server. */
export interface Config {
  readonly shop?: { readonly name: string };
  readonly state?: "open" | "busy" | "lunch" | "closed" | "holiday" | "leave";
  readonly status_line?: string;
  readonly hours?: string;
  readonly phone?: string;
  readonly online?: boolean;
  /** By when an answer is promised to who writes now. */
  readonly promise?: string;
  /** Nobody is there: ask first where the answer goes. */
  readonly form?: boolean;
  readonly receipts?: boolean;
  readonly consent?: string;
  readonly topics?: readonly { readonly id: string; readonly label: string; readonly fields: readonly string[] | null }[];
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

export async function get<T>(path: string, query: Record<string, string>, signal: AbortSignal | null = null): Promise<T> {
  const answer = await fetch(`/api/v1${path}?${new URLSearchParams(query)}`, { signal });
  if (!answer.ok) throw answer;
  return answer.json();
}

export function readConfig(key: string, lang: Lang): Promise<Config> {
  return get("/widget/config", { key, lang, tz: Intl.DateTimeFormat().resolvedOptions().timeZone });
}

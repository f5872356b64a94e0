import { request } from "@shared/problem.ts";
import { currentLang } from "../prefs.ts";

export interface Captured {
  readonly id: string | number;
  readonly channel: "email" | "sms";
  readonly from: string;
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  readonly html: string;
  readonly headers: Readonly<Record<string, string | readonly string[]>> | null;
  readonly delivery_id: string;
  readonly captured_at: string;
}

export const outbox = {
  list: (to: string, signal?: AbortSignal) =>
    request<readonly Captured[] | null>("/dev", "/outbox.json", { query: { to }, signal, lang: currentLang() }),
};

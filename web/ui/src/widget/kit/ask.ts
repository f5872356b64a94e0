import { Problem, type RequestOptions, request } from "../../shared/problem.ts";
import { gaveToken, state, who } from "../panel.ts";

// What the lazy parts ask of the server: with the shop's key, in the language shown, as whoever the
// shopper has proved to be.

export { Problem };

export function identityHeaders(): Record<string, string> {
  const { token, jwt } = who();
  return { ...(jwt ? { "X-Dari-Member": jwt } : {}), ...(token ? { "X-Dari-Visitor": token } : {}) };
}

/** The path of the widget's API with key and language in its query. */
export function widgetPath(path: string): string {
  return `/widget/${path}${path.includes("?") ? "&" : "?"}key=${encodeURIComponent(who().key)}&lang=${state.lang}`;
}

export async function ask<T>(path: string, options: RequestOptions = {}): Promise<T> {
  const answer = await request<T>("/api/v1", widgetPath(path), {
    ...options,
    headers: { ...identityHeaders(), ...options.headers },
    lang: state.lang,
  });
  const given = (answer as { visitor_token?: unknown } | undefined)?.visitor_token;
  if (typeof given === "string" && given) gaveToken(given);
  return answer;
}

export const post = <T>(path: string, body: unknown = {}) => ask<T>(path, { method: "POST", body });

/** Ids that the browser makes, so that two taps are one request. */
export { newId as uuid } from "../parts.tsx";

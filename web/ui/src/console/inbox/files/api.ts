import { Problem, request } from "@shared/problem.ts";
import { currentLang } from "../../prefs.ts";
import type { Place } from "./upload.ts";

export interface FileLink {
  readonly url: string;
  readonly thumb_url?: string;
  readonly expires_at: string;
}

const base = (conversation: string) => `/conversations/${conversation}/files`;
const call = <T>(path: string, method: "GET" | "POST" | "DELETE", body?: unknown, signal?: AbortSignal) =>
  request<T>("/api/v1", path, { method, lang: currentLang(), ...(body === undefined ? {} : { body }), signal });

export const conversationFiles = {
  begin: (conversation: string, body: { client_id: string; name: string; size: number; type: string }) =>
    call<Place>(base(conversation), "POST", body),
  place: (conversation: string, id: string) => call<Place>(`${base(conversation)}/${id}`, "GET"),
  drop: (conversation: string, id: string) => call<void>(`${base(conversation)}/${id}`, "DELETE"),
  link: (conversation: string, id: string, signal?: AbortSignal) =>
    call<FileLink>(`${base(conversation)}/${id}/url`, "GET", undefined, signal),
  put: putPiece,
};

// The bytes themselves are no JSON.
async function putPiece(conversation: string, id: string, offset: number, piece: Blob, signal: AbortSignal): Promise<Place> {
  let answer: Response;
  try {
    answer = await fetch(`/api/v1${base(conversation)}/${id}?offset=${offset}`, {
      method: "PUT",
      headers: { "Content-Type": "application/octet-stream", "Accept-Language": currentLang() },
      credentials: "same-origin",
      body: piece,
      signal,
    });
  } catch (error) {
    if (signal.aborted) throw error;
    throw new Problem({ status: 0, title: "offline", code: "offline" });
  }
  const body: unknown = await answer.json().catch(() => null);
  if (answer.ok) return body as Place;
  const said = typeof body === "object" && body !== null ? (body as { title?: string; detail?: string; code?: string }) : {};
  throw new Problem({ status: answer.status, title: said.title ?? "", detail: said.detail ?? said.title ?? "", code: said.code ?? "" });
}

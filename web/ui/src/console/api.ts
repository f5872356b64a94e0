import { type RequestOptions, request } from "@shared/problem.ts";
import type { Page } from "@shared/types.ts";
import { currentLang } from "./prefs.ts";

export type Permission = string;

export interface Staff {
  readonly id: number;
  readonly uid?: string;
  readonly name: string;
  readonly email: string;
  readonly role: string;
  readonly lang: string;
  readonly permissions: readonly Permission[];
}

export interface SessionAnswer {
  readonly staff: Staff;
  readonly shop?: { readonly name: string };
}

export const call = <T>(path: string, options: RequestOptions = {}) => request<T>("/api/v1", path, { ...options, lang: currentLang() });
export const post = <T>(path: string, body: unknown = {}) => call<T>(path, { method: "POST", body });

// Some lists have pages and some are short enough to come whole.
export type Listed<T> = readonly T[] | Page<T> | null;

export function listOf<T>(answer: Listed<T>): readonly T[] {
  if (answer === null) return [];
  return "items" in answer ? (answer.items ?? []) : answer;
}

export const session = {
  read: () => call<SessionAnswer>("/session"),
  signIn: (email: string, password: string) => post<SessionAnswer>("/session", { email, password }),
  signOut: () => call<void>("/session", { method: "DELETE" }),
};

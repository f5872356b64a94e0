import { Problem } from "@shared/problem.ts";
import type { T } from "./texts.ts";

/** What went wrong as a sentence for the person. */
export function sayProblem(error: unknown, t: T): string {
  if (error instanceof Problem) return error.status === 0 ? t("console.error.offline") : error.message;
  return t("console.error.unknown");
}

/** A place for the states of a view whose data did not come. */
export function errorState(error: unknown, t: T, onRetry: () => void) {
  return error ? { title: t("console.error.title"), detail: sayProblem(error, t), retry: t("common.retry"), onRetry } : null;
}

/** What a refusal says of the fields of a form, by their names behind the prefix. */
export function errorsOf(error: unknown, prefix: string): Record<string, string> {
  const found: Record<string, string> = {};
  if (!(error instanceof Problem)) return found;
  for (const { location, message } of error.errors) {
    const name = location?.replace(/^body\./, "") ?? "";
    if (name.startsWith(prefix)) found[name.slice(prefix.length)] = message;
  }
  return found;
}

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

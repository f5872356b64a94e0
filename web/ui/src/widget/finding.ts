import { type Found, get } from "./api.ts";
import { leaving, set, spoken, state } from "./panel.ts";
import { searchable } from "./words.ts";

// Searching from the first screen.

const REST_MS = 150;
const NOTE_MS = 1_500;

let stopSearch = new AbortController();

// The shop learns what somebody looked for, once they rested, and which articles are missing.
function note(query: string): void {
  const body = JSON.stringify({ query, lang: state.lang, place: "widget" });
  fetch("/api/v1/faq/searches", { method: "POST", headers: { "Content-Type": "application/json" }, body }).catch(() => {});
}

/** Searches while one types, after a short rest. */
export function find(q: string): void {
  stopSearch.abort();
  stopSearch = new AbortController();
  const { signal } = stopSearch;
  set({ q, active: -1, ...(searchable(q) ? {} : { found: null }) });
  if (!searchable(q)) return;
  setTimeout(() => {
    if (signal.aborted) return;
    get<Found[]>("/faq/search", { q, lang: state.lang, place: "widget", limit: "5" }, signal).then(
      (found) => set({ found }),
      () => signal.aborted || set({ found: "failed" }),
    );
  }, REST_MS);
  setTimeout(() => signal.aborted || note(q), NOTE_MS);
}

spoken.add(() => find(state.q));
leaving.add(() => stopSearch.abort());

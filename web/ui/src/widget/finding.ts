import { noteSearch, searchArticles } from "./api.ts";
import { set, spoken, state } from "./panel.ts";
import { searchable } from "./words.ts";

// Searching from the first screen.

const REST_MS = 150;
const NOTE_MS = 1_500;

let stopSearch = new AbortController();

/** Searches while one types, after a short rest. */
export function find(q: string): void {
  stopSearch.abort();
  stopSearch = new AbortController();
  const { signal } = stopSearch;
  set({ q, active: -1, ...(searchable(q) ? {} : { found: null }) });
  if (!searchable(q)) return;
  setTimeout(() => {
    if (signal.aborted) return;
    searchArticles(q, state.lang, signal).then(
      (found) => set({ found }),
      () => signal.aborted || set({ found: "failed" }),
    );
  }, REST_MS);
  setTimeout(() => signal.aborted || noteSearch(q, state.lang), NOTE_MS);
}

spoken.add(() => find(state.q));

import type { IconName } from "@kit";
import { bestScore } from "./match.ts";

/** One line of the palette. */
export interface Option {
  /** What it is remembered by; ids only, no names of people. */
  readonly id: string;
  readonly group: Group;
  readonly icon: IconName;
  readonly name: string;
  /** More about it, in grey. */
  readonly hint?: string;
  readonly combo?: string;
  /** Other words for it. */
  readonly also?: readonly string[];
  /** The server found it: it is not matched again. */
  readonly found?: boolean;
  readonly act: () => void;
}

export const GROUPS = ["recent", "actions", "places", "prefs", "tickets", "people", "orders", "articles", "replies"] as const;
export type Group = (typeof GROUPS)[number];

export interface Section {
  readonly group: Group;
  readonly options: readonly Option[];
}

const MOST_PER_GROUP = 6;
const MOST_RECENT = 4;

/** What the palette shows for what is typed: acts for the thing at hand first; recent ones first of all while nothing is typed. */
export function sectionsFor(options: readonly Option[], typed: string, recent: readonly string[]): Section[] {
  const used = new Set<string>();
  const sections: Section[] = [];
  if (!typed.trim()) {
    const last = recent.flatMap((id) => options.filter((o) => o.id === id)).slice(0, MOST_RECENT);
    if (last.length > 0) sections.push({ group: "recent", options: last });
    for (const option of last) used.add(option.id);
  }
  for (const group of GROUPS) {
    const rated = options
      .filter((o) => o.group === group && !used.has(o.id))
      .map((option) => ({ option, points: option.found ? 3 : bestScore(typed, [option.name, ...(option.also ?? [])]) }))
      .filter(({ points }) => points > 0);
    // Array.sort is stable: what is equally good keeps its order.
    rated.sort((a, b) => b.points - a.points || rank(recent, a.option.id) - rank(recent, b.option.id));
    const most = typed.trim() ? MOST_PER_GROUP : rated.length;
    if (rated.length > 0) sections.push({ group, options: rated.slice(0, most).map((r) => r.option) });
  }
  return sections;
}

function rank(recent: readonly string[], id: string): number {
  const at = recent.indexOf(id);
  return at < 0 ? recent.length : at;
}

const KEY = "dari.palette";
const REMEMBERED = 12;

export function recentIds(): readonly string[] {
  try {
    const stored: unknown = JSON.parse(localStorage.getItem(KEY) ?? "[]");
    return Array.isArray(stored) ? stored.filter((id) => typeof id === "string") : [];
  } catch {
    return [];
  }
}

export function rememberId(id: string): void {
  try {
    localStorage.setItem(KEY, JSON.stringify([id, ...recentIds().filter((was) => was !== id)].slice(0, REMEMBERED)));
  } catch {
    // it is then not among the recent ones
  }
}

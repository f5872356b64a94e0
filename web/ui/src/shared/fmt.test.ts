import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import * as fmt from "./fmt.ts";
import type { Lang } from "./i18n.ts";

interface Row {
  readonly format: string;
  readonly now?: string;
  readonly in: string | number;
  readonly ko: string;
  readonly en: string;
}

// The table that holds the Go twin too.
const rows = JSON.parse(readFileSync("../internal/i18n/fmt.json", "utf8")) as readonly Row[];

const forms: Record<string, (value: string | number, lang: Lang, now: Date) => string> = {
  time: (v, lang) => fmt.time(new Date(v), lang),
  day: (v, lang, now) => fmt.day(new Date(v), lang, now),
  date: (v, lang, now) => fmt.date(new Date(v), lang, now),
  datetime: (v, lang, now) => fmt.dateTime(new Date(v), lang, now),
  table: (v, lang) => fmt.tableDate(new Date(v), lang),
  relative: (v, lang, now) => fmt.relative(new Date(v), lang, now),
  duration: (v, lang) => fmt.duration(Number(v), lang),
  count: (v) => fmt.number(Number(v)),
  won: (v, lang) => fmt.won(Number(v), lang),
  won_short: (v, lang) => fmt.wonShort(Number(v), lang),
  percent: (v) => fmt.percent(Number(v)),
  points: (v, lang) => fmt.points(Number(v), lang),
  phone: (v) => fmt.phone(String(v)),
  mask_phone: (v) => fmt.maskPhone(String(v)),
};

it.each(rows.flatMap((row) => (["ko", "en"] as const).map((lang) => [row.format, String(row.in), lang, row] as const)))(
  "G-09: %s of %s in %s",
  (format, _in, lang, row) => {
    const form = forms[format];
    expect(form, `fmt.ts has no ${format}`).toBeDefined();
    expect(form?.(row.in, lang, new Date(row.now ?? "2026-11-23T14:05:00+09:00"))).toBe(row[lang]);
  },
);

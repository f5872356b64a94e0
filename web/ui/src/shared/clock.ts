import type { Lang } from "./i18n.ts";

// Times and days by our own rules: what Intl says for 오전/오후 differs between engines. Apart from fmt.ts,
// since this is all that the first screen of the widget needs of it.

/** The zone of the shop, which every screen shows. */
export const SHOP_ZONE = "Asia/Seoul";

/** What a clock and a calendar in the shop's zone say. */
export interface Clock {
  year: number;
  month: number;
  day: number;
  hour: number;
  minute: number;
  weekday: number;
}

const WEEKDAYS: Record<Lang, readonly string[]> = {
  ko: ["일", "월", "화", "수", "목", "금", "토"],
  en: ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"],
};
const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
const clocks = new Map<string, Intl.DateTimeFormat>();

/** A moment in a zone. */
export function clock(at: Date, zone: string): Clock {
  let format = clocks.get(zone);
  if (!format) {
    const numeric = "numeric";
    format = new Intl.DateTimeFormat("en-US", {
      timeZone: zone,
      hourCycle: "h23",
      year: numeric,
      month: numeric,
      day: numeric,
      hour: numeric,
      minute: numeric,
    });
    clocks.set(zone, format);
  }
  const part: Record<string, number> = {};
  for (const { type, value } of format.formatToParts(at)) part[type] = Number(value);
  const { year = 0, month = 1, day = 1, hour = 0, minute = 0 } = part;
  return { year, month, day, hour, minute, weekday: new Date(Date.UTC(year, month - 1, day)).getUTCDay() };
}

/** 07 */
export const two = (n: number) => String(n).padStart(2, "0");

/** 오후 2:05 · 2:05 PM */
export function time(at: Date, lang: Lang, zone = SHOP_ZONE): string {
  const { hour, minute } = clock(at, zone);
  const said = `${hour % 12 || 12}:${two(minute)}`;
  return lang === "ko" ? `${hour < 12 ? "오전" : "오후"} ${said}` : `${said} ${hour < 12 ? "AM" : "PM"}`;
}

/** 11월 23일 · Nov 23, with the year when it is another one. */
export function day(at: Date, lang: Lang, now: Date, zone = SHOP_ZONE): string {
  const { year, month, day } = clock(at, zone);
  const sameYear = clock(now, zone).year === year;
  if (lang === "ko") return `${sameYear ? "" : `${year}년 `}${month}월 ${day}일`;
  return `${MONTHS[month - 1] ?? ""} ${day}${sameYear ? "" : `, ${year}`}`;
}

/** 11월 23일 (월) · Mon, Nov 23; in English other years go without the day of the week. */
export function date(at: Date, lang: Lang, now: Date, zone = SHOP_ZONE): string {
  const { year, weekday } = clock(at, zone);
  const week = WEEKDAYS[lang][weekday] ?? "";
  const said = day(at, lang, now, zone);
  if (lang === "ko") return `${said} (${week})`;
  return clock(now, zone).year === year ? `${week}, ${said}` : said;
}

/** The calendar day as 2026-11-23: it groups messages and fills date fields. */
export function dayKey(at: Date, zone = SHOP_ZONE): string {
  const { year, month, day } = clock(at, zone);
  return `${year}-${two(month)}-${two(day)}`;
}

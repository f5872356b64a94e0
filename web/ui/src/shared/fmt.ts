import { clock, date, day, SHOP_ZONE, time, two } from "./clock.ts";
import type { Lang } from "./i18n.ts";

// Dates, money and numbers by our own rules: what Intl says for 오전/오후 differs between engines.

export { date, day, dayKey, SHOP_ZONE, time } from "./clock.ts";

/** 11월 23일 (월) 오후 2:05 · Mon, Nov 23, 2:05 PM */
export function dateTime(at: Date, lang: Lang, now: Date, zone = SHOP_ZONE): string {
  return `${date(at, lang, now, zone)}${lang === "ko" ? " " : ", "}${time(at, lang, zone)}`;
}

/** 2026.11.23 14:05 · 2026-11-23 14:05, for tables. */
export function tableDate(at: Date, lang: Lang, zone = SHOP_ZONE): string {
  const { year, month, day, hour, minute } = clock(at, zone);
  return `${[year, two(month), two(day)].join(lang === "ko" ? "." : "-")} ${two(hour)}:${two(minute)}`;
}

/** The hour of the day in the shop's zone, 0–23. */
export function hourOf(at: Date, zone = SHOP_ZONE): number {
  return clock(at, zone).hour;
}

/** 방금 · 3분 · 2시간 · 어제 · 3일 전; a day from a week on, and for what lies ahead. */
export function relative(at: Date, lang: Lang, now: Date, zone = SHOP_ZONE): string {
  const ko = lang === "ko";
  const ago = now.getTime() - at.getTime();
  const days = daysBetween(at, now, zone);
  if (ago <= -60_000 || days >= 7) return day(at, lang, now, zone);
  if (ago < 60_000) return ko ? "방금" : "now";
  if (ago < 3_600_000) return `${Math.floor(ago / 60_000)}${ko ? "분" : "m"}`;
  if (days === 0) return `${Math.floor(ago / 3_600_000)}${ko ? "시간" : "h"}`;
  if (days === 1) return ko ? "어제" : "yesterday";
  return `${days}${ko ? "일 전" : "d"}`;
}

function daysBetween(at: Date, now: Date, zone: string): number {
  const midnight = (d: Date) => {
    const { year, month, day } = clock(d, zone);
    return Date.UTC(year, month - 1, day);
  };
  return Math.round((midnight(now) - midnight(at)) / 86_400_000);
}

/** How long: 1분 48초 · 2시간 5분 · 2일 3시간; the greatest unit and the one below it. */
export function duration(seconds: number, lang: Lang): string {
  const units: readonly (readonly [number, string, string])[] = [
    [86_400, "일", "d"],
    [3_600, "시간", "h"],
    [60, "분", "m"],
    [1, "초", "s"],
  ];
  const total = Math.max(0, Math.round(seconds));
  const say = (n: number, at: number) => `${number(n)}${units[at]?.[lang === "ko" ? 1 : 2] ?? ""}`;
  const first = units.findIndex(([size]) => total >= size || size === 1);
  const size = units[first]?.[0] ?? 1;
  const next = units[first + 1]?.[0];
  const rest = next ? Math.floor((total % size) / next) : 0;
  return say(Math.floor(total / size), first) + (rest > 0 ? ` ${say(rest, first + 1)}` : "");
}

/** 12,214 */
export function number(n: number): string {
  const [whole = "0", part] = String(n).split(".");
  const grouped = whole.replace(/\B(?=(\d{3})+(?!\d))/g, ",");
  return part ? `${grouped}.${part}` : grouped;
}

/** 128,000원 · ₩128,000 */
export function won(n: number, lang: Lang): string {
  if (lang === "ko") return `${number(n)}원`;
  return n < 0 ? `-₩${number(-n)}` : `₩${number(n)}`;
}

/** For axes: 3,821만 · ₩38.2M; amounts below 10,000 in full. */
export function wonShort(n: number, lang: Lang): string {
  const size = Math.abs(n);
  if (size < 10_000) return won(n, lang);
  if (lang === "ko") return `${number(Math.round(n / 10_000))}만`;
  return size < 1_000_000 ? `₩${number(Math.round(n / 1000))}K` : `₩${(n / 1_000_000).toFixed(1)}M`;
}

/** 15.8% */
export function percent(value: number): string {
  return `${value.toFixed(1)}%`;
}

/** A change of a percentage: +3.1%p · +3.1 pts */
export function points(value: number, lang: Lang): string {
  return `${value < 0 ? "" : "+"}${value.toFixed(1)}${lang === "ko" ? "%p" : " pts"}`;
}

// The digits as they are dialled in Korea; null: a number of another country, or no number.
function nationalDigits(raw: string): string | null {
  const digits = raw.replace(/\D/g, "");
  if (!raw.trim().startsWith("+")) return digits;
  if (!digits.startsWith("82")) return null;
  const rest = digits.slice(2).replace(/^0/, "");
  return /^1[5-9]\d{6}$/.test(rest) ? rest : `0${rest}`;
}

function phoneGroups(raw: string): string[] | null {
  const d = nationalDigits(raw) ?? "";
  const cut = (...sizes: number[]) => {
    let at = 0;
    return sizes.map((size) => {
      at += size;
      return d.slice(at - size, at);
    });
  };
  if (/^1[5-9]\d{6}$/.test(d)) return cut(4, 4);
  if (/^02\d{7,8}$/.test(d)) return cut(2, d.length - 6, 4);
  if (/^050\d{8,9}$/.test(d)) return cut(4, d.length - 8, 4);
  return /^0\d{9,10}$/.test(d) ? cut(3, d.length - 7, 4) : null;
}

/** 010-2345-5678 from digits or +82…; a number of another country stays as it is. */
export function phone(raw: string): string {
  return phoneGroups(raw)?.join("-") ?? raw;
}

/** 010-••••-5678 · 1588-•••• */
export function maskPhone(raw: string): string {
  const groups = phoneGroups(raw);
  if (!groups) return raw.length > 8 ? raw.slice(0, 3) + "•".repeat(raw.length - 7) + raw.slice(-4) : "•".repeat(raw.length);
  return groups.map((group, i) => (i === 1 ? "•".repeat(group.length) : group)).join("-");
}

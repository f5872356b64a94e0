import type { Lang } from "./i18n.ts";

// Dates, money and numbers by our own rules: what Intl says for 오전/오후 differs between engines.

/** The zone of the shop, which every screen shows. */
export const SHOP_ZONE = "Asia/Seoul";

interface Clock {
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

function clock(at: Date, zone: string): Clock {
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

const two = (n: number) => String(n).padStart(2, "0");

/** 오후 2:05 · 2:05 PM */
export function time(at: Date, lang: Lang, zone = SHOP_ZONE): string {
  const { hour, minute } = clock(at, zone);
  const said = `${hour % 12 || 12}:${two(minute)}`;
  return lang === "ko" ? `${hour < 12 ? "오전" : "오후"} ${said}` : `${said} ${hour < 12 ? "AM" : "PM"}`;
}

/** 11월 23일 (월) this year, with the year in another one. */
export function date(at: Date, lang: Lang, now: Date, zone = SHOP_ZONE): string {
  const { year, month, day, weekday } = clock(at, zone);
  const sameYear = clock(now, zone).year === year;
  const week = WEEKDAYS[lang][weekday] ?? "";
  if (lang === "ko") return `${sameYear ? "" : `${year}년 `}${month}월 ${day}일 (${week})`;
  const name = MONTHS[month - 1] ?? "";
  return sameYear ? `${week}, ${name} ${day}` : `${name} ${day}, ${year}`;
}

/** 2026.11.23 14:05 · 2026-11-23 14:05, for tables. */
export function tableDate(at: Date, lang: Lang, zone = SHOP_ZONE): string {
  const { year, month, day, hour, minute } = clock(at, zone);
  return `${[year, two(month), two(day)].join(lang === "ko" ? "." : "-")} ${two(hour)}:${two(minute)}`;
}

/** The calendar day as 2026-11-23: it groups messages and fills date fields. */
export function dayKey(at: Date, zone = SHOP_ZONE): string {
  const { year, month, day } = clock(at, zone);
  return `${year}-${two(month)}-${two(day)}`;
}

/** The hour of the day in the shop's zone, 0–23. */
export function hourOf(at: Date, zone = SHOP_ZONE): number {
  return clock(at, zone).hour;
}

/** 방금 · 3분 · 2시간 · 어제 · 3일 전; a date from the seventh day on. */
export function relative(at: Date, lang: Lang, now: Date, zone = SHOP_ZONE): string {
  const ko = lang === "ko";
  const minutes = Math.floor((now.getTime() - at.getTime()) / 60_000);
  if (minutes < 1) return ko ? "방금" : "now";
  if (minutes < 60) return ko ? `${minutes}분` : `${minutes}m`;
  const days = daysBetween(at, now, zone);
  const hours = Math.floor(minutes / 60);
  if (days === 0) return ko ? `${hours}시간` : `${hours}h`;
  if (days === 1) return ko ? "어제" : "yesterday";
  if (days < 7) return ko ? `${days}일 전` : `${days}d`;
  return date(at, lang, now, zone);
}

function daysBetween(at: Date, now: Date, zone: string): number {
  const midnight = (d: Date) => {
    const { year, month, day } = clock(d, zone);
    return Date.UTC(year, month - 1, day);
  };
  return Math.round((midnight(now) - midnight(at)) / 86_400_000);
}

/** How long: 1분 48초 · 3시간 5분 · 2일; the two largest parts, days alone. */
export function duration(seconds: number, lang: Lang): string {
  const units: readonly (readonly [number, string, string])[] = [
    [86_400, "일", "d"],
    [3_600, "시간", "h"],
    [60, "분", "m"],
    [1, "초", "s"],
  ];
  let rest = Math.max(0, Math.floor(seconds));
  const said: string[] = [];
  for (const [size, ko, en] of units) {
    const n = Math.floor(rest / size);
    rest -= n * size;
    if (n > 0) said.push(`${n}${lang === "ko" ? ko : en}`);
    if (said.length === 2 || (said.length === 1 && size === 86_400)) break;
  }
  return said.length > 0 ? said.join(" ") : lang === "ko" ? "0초" : "0s";
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

/** 15.8% */
export function percent(part: number, whole: number): string {
  return whole === 0 ? "0%" : `${Math.round((part / whole) * 1000) / 10}%`;
}

function nationalDigits(raw: string): string {
  const digits = raw.replace(/\D/g, "");
  if (raw.trim().startsWith("+82") || /^82(1|2|3|4|5|6|7)/.test(digits)) return `0${digits.slice(2).replace(/^0/, "")}`;
  return digits;
}

function phoneGroups(raw: string): string[] | null {
  const d = nationalDigits(raw);
  const cut = (...sizes: number[]) => {
    let at = 0;
    return sizes.map((size) => {
      at += size;
      return d.slice(at - size, at);
    });
  };
  if (/^1[5689]\d{6}$/.test(d)) return cut(4, 4);
  if (/^02\d{7,8}$/.test(d)) return cut(2, d.length - 6, 4);
  if (/^050\d{8,9}$/.test(d)) return d.length === 12 ? cut(4, 4, 4) : cut(4, 3, 4);
  if (/^0\d{9,10}$/.test(d)) return cut(3, d.length - 7, 4);
  return null;
}

/** 010-2345-5678 from digits or +82…; a number of another country stays as it is. */
export function phone(raw: string): string {
  return phoneGroups(raw)?.join("-") ?? raw;
}

/** 010-••••-5678 */
export function maskPhone(raw: string): string {
  const groups = phoneGroups(raw);
  if (!groups) return raw.replace(/\d(?=(?:\D*\d){4})/g, "•");
  const masked = groups.length - 2;
  return groups.map((group, i) => (i === masked ? "•".repeat(group.length) : group)).join("-");
}

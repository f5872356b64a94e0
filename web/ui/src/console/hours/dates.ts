import { date } from "@shared/fmt.ts";
import type { Lang } from "@shared/i18n.ts";

/** A day of the calendar as it is said, or the first and the last of some. */
export function dates(from: string, to: string, lang: Lang, now: Date): string {
  const said = (day: string) => date(new Date(`${day}T12:00:00+09:00`), lang, now);
  return from === to ? said(from) : `${said(from)} – ${said(to)}`;
}

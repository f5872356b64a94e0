import type { Day, Plan, Span } from "./api.ts";

const DAY = 24 * 60;

/** 09:30 for a time field; the end of a day is its 00:00. */
export function toField(minutes: number): string {
  const m = minutes % DAY;
  return `${String(Math.floor(m / 60)).padStart(2, "0")}:${String(m % 60).padStart(2, "0")}`;
}

/** Minutes of a time field, null while it is incomplete. As an end, 00:00 is midnight. */
export function fromField(value: string, end: boolean): number | null {
  const parts = /^(\d{2}):(\d{2})/.exec(value);
  if (!parts) return null;
  const minutes = Number(parts[1]) * 60 + Number(parts[2]);
  return end && minutes === 0 ? DAY : minutes;
}

/** 9:30, and 24:00 for the end of a day. */
export function clock(minutes: number): string {
  return `${Math.floor(minutes / 60)}:${String(minutes % 60).padStart(2, "0")}`;
}

/** A range to add: an hour after the last one, or the usual first. */
export function nextSpan(spans: readonly Span[], usual: Span): Span {
  const last = spans.reduce((end, span) => Math.max(end, span.to), -1);
  if (last < 0) return usual;
  const from = Math.min(last + 60, DAY - 60);
  return { from, to: Math.min(from + 120, DAY) };
}

/** What is wrong with the ranges of a day, as the places of those that are. */
export function wrongSpans(spans: readonly Span[]): ReadonlySet<number> {
  const wrong = new Set<number>();
  spans.forEach((span, i) => {
    if (span.to <= span.from) wrong.add(i);
    spans.forEach((other, j) => {
      if (j < i && span.from < other.to && other.from < span.to) wrong.add(i);
    });
  });
  return wrong;
}

export function isRight(plan: Plan): boolean {
  return plan.week.every((day) => wrongSpans(day.open).size === 0 && wrongSpans(day.lunch).size === 0);
}

const WEEKDAYS = [1, 2, 3, 4, 5];

/** Monday's hours on every weekday. */
export function copyMonday(week: readonly Day[]): Day[] {
  const monday = week[1];
  return week.map((day, i) => (monday && WEEKDAYS.includes(i) ? monday : day));
}

/** A moment of a local field (2027-02-07T15:00) on the clocks of the shop, as ISO; null while it is incomplete. */
export function shopMoment(field: string, zone: string): string | null {
  const wall = Date.parse(`${field}:00Z`);
  if (Number.isNaN(wall)) return null;
  // What the shop's clocks show at a guess tells how far the guess is off; the second look is for a change of clocks in between.
  let at = wall;
  for (let i = 0; i < 2; i++) at += wall - Date.parse(`${shopField(new Date(at), zone)}:00Z`);
  return new Date(at).toISOString();
}

/** What the shop's clocks show, as a local field. */
export function shopField(at: Date, zone: string): string {
  const part = new Intl.DateTimeFormat("en-CA", {
    timeZone: zone,
    year: "numeric",
    month: "2-digit",
    day: "2-digit",
    hour: "2-digit",
    minute: "2-digit",
    hourCycle: "h23",
  }).formatToParts(at);
  const of = (type: string) => part.find((p) => p.type === type)?.value ?? "";
  return `${of("year")}-${of("month")}-${of("day")}T${of("hour")}:${of("minute")}`;
}

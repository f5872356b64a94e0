import { SHOP_ZONE } from "@shared/fmt.ts";

// A day and a time as a field of the browser holds them, in the shop's zone whatever the computer's is.

const parts = (at: Date, zone: string) =>
  Object.fromEntries(
    new Intl.DateTimeFormat("en-CA", {
      timeZone: zone,
      hourCycle: "h23",
      year: "numeric",
      month: "2-digit",
      day: "2-digit",
      hour: "2-digit",
      minute: "2-digit",
    })
      .formatToParts(at)
      .map((part) => [part.type, part.value]),
  );

/** 2026-11-23T14:05 */
export function localValue(at: Date, zone = SHOP_ZONE): string {
  const p = parts(at, zone);
  return `${p["year"]}-${p["month"]}-${p["day"]}T${p["hour"]}:${p["minute"]}`;
}

/** The moment a field's value means in the zone; null for no value. */
export function momentOf(value: string, zone = SHOP_ZONE): Date | null {
  if (!/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}/.test(value)) return null;
  const wanted = Date.parse(`${value.slice(0, 16)}:00Z`);
  // What the zone shows at that moment of UTC tells how far the two are apart.
  const shown = Date.parse(`${localValue(new Date(wanted), zone)}:00Z`);
  const at = new Date(wanted - (shown - wanted));
  return Number.isNaN(at.getTime()) ? null : at;
}

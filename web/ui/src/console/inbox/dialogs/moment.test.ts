import { expect, it } from "vitest";
import { localValue, momentOf } from "./moment.ts";

it.each([
  ["2026-11-23T14:05", "Asia/Seoul", "2026-11-23T05:05:00.000Z"],
  ["2026-12-31T00:00", "Asia/Seoul", "2026-12-30T15:00:00.000Z"],
  ["2026-07-01T09:30", "America/New_York", "2026-07-01T13:30:00.000Z"],
  ["2026-11-23T14:05", "UTC", "2026-11-23T14:05:00.000Z"],
])("%s in %s", (value, zone, moment) => {
  expect(momentOf(value, zone)?.toISOString()).toBe(moment);
  expect(localValue(new Date(moment), zone)).toBe(value);
});

it("knows no moment of a field that is empty", () => {
  expect(momentOf("")).toBeNull();
});

import { describe, expect, test } from "vitest";
import { clock, copyMonday, fromField, nextSpan, shopField, shopMoment, toField, wrongSpans } from "./rules.ts";

describe("the hours editor", () => {
  test("a time field gives the minutes back that it shows", () => {
    expect(toField(570)).toBe("09:30");
    expect(fromField("09:30", false)).toBe(570);
    expect(fromField("", false)).toBeNull();
  });
  test("midnight as an end is the end of the day", () => {
    expect(fromField("00:00", true)).toBe(1440);
    expect(fromField("00:00", false)).toBe(0);
    expect(toField(1440)).toBe("00:00");
    expect(clock(1440)).toBe("24:00");
  });
  test("a range that is added follows the last one", () => {
    expect(nextSpan([], { from: 600, to: 1080 })).toEqual({ from: 600, to: 1080 });
    expect(nextSpan([{ from: 600, to: 720 }], { from: 0, to: 1 })).toEqual({ from: 780, to: 900 });
    expect(nextSpan([{ from: 600, to: 1440 }], { from: 0, to: 1 })).toEqual({ from: 1380, to: 1440 });
  });
  test("ranges that go backward or overlap are named", () => {
    expect([...wrongSpans([{ from: 600, to: 600 }])]).toEqual([0]);
    expect([
      ...wrongSpans([
        { from: 600, to: 720 },
        { from: 700, to: 800 },
      ]),
    ]).toEqual([1]);
    expect([
      ...wrongSpans([
        { from: 600, to: 720 },
        { from: 720, to: 800 },
      ]),
    ]).toEqual([]);
  });
  test("Monday is copied to weekdays only", () => {
    const day = (n: number) => ({ open: [{ from: n, to: n + 1 }], lunch: [] });
    expect(copyMonday([0, 1, 2, 3, 4, 5, 6].map(day)).map((d) => d.open[0]?.from)).toEqual([0, 1, 1, 1, 1, 1, 6]);
  });
  test("a chosen moment is one of the shop's clocks", () => {
    expect(shopMoment("2027-02-07T15:00", "Asia/Seoul")).toBe("2027-02-07T06:00:00.000Z");
    expect(shopMoment("2026-07-01T12:00", "America/New_York")).toBe("2026-07-01T16:00:00.000Z");
    expect(shopMoment("2026", "Asia/Seoul")).toBeNull();
    expect(shopField(new Date("2027-02-07T06:00:00Z"), "Asia/Seoul")).toBe("2027-02-07T15:00");
  });
});

import { describe, expect, it } from "vitest";
import { isQuiet, type Moment, standard, waysOf } from "./alertRules.ts";

const moment = (more: Partial<Moment>): Moment => ({
  row: "mine",
  settings: standard,
  inView: false,
  focused: true,
  time: "14:05",
  sinceSoundMs: 60_000,
  ...more,
});

describe("quiet hours", () => {
  it.each([
    ["none are set", "23:00", null, false],
    ["by day", "13:30", { from: "13:00", to: "14:00" }, true],
    ["their end is outside", "14:00", { from: "13:00", to: "14:00" }, false],
    ["over midnight, before it", "23:00", { from: "22:00", to: "08:00" }, true],
    ["over midnight, after it", "07:59", { from: "22:00", to: "08:00" }, true],
    ["over midnight, by day", "12:00", { from: "22:00", to: "08:00" }, false],
  ])("%s", (_name, time, quiet, want) => expect(isQuiet(time, quiet)).toBe(want));
});

describe("an alert", () => {
  it("is heard with the page in front too", () => expect(waysOf(moment({})).sound).toBe(true));
  it("is not heard where the thread is in view", () =>
    expect(waysOf(moment({ inView: true }))).toEqual({ screen: false, sound: false, desktop: false }));
  it("is on the desktop only when the page is not in front", () => {
    expect(waysOf(moment({})).desktop).toBe(false);
    expect(waysOf(moment({ focused: false })).desktop).toBe(true);
  });
  it("is not heard twice within three seconds", () => expect(waysOf(moment({ sinceSoundMs: 2999 })).sound).toBe(false));
  it("is silent in quiet hours, and still seen", () => {
    const settings = { ...standard, quiet: { from: "14:00", to: "15:00" } };
    expect(waysOf(moment({ settings, focused: false }))).toEqual({ screen: true, sound: false, desktop: false });
  });
  it("of a row nobody knows does nothing", () => expect(waysOf(moment({ row: "other" })).screen).toBe(false));
});

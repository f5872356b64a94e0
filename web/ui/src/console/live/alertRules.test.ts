import { describe, expect, it } from "vitest";
import { type Moment, waysOf } from "./alertRules.ts";

const alert = { row: "reply", sound: true, desktop: true, test: false } as const;
const moment = (more: Partial<Moment>): Moment => ({ alert, onScreen: true, inView: false, focused: true, sinceSoundMs: 60_000, ...more });

describe("an alert", () => {
  it("is heard with the page in front too", () => expect(waysOf(moment({})).sound).toBe(true));
  it("is heard with the page behind", () => expect(waysOf(moment({ focused: false })).sound).toBe(true));
  it("does nothing where the thread is in view", () =>
    expect(waysOf(moment({ inView: true }))).toEqual({ screen: false, sound: false, desktop: false }));
  it("is on the desktop only when the page is not in front", () => {
    expect(waysOf(moment({})).desktop).toBe(false);
    expect(waysOf(moment({ focused: false })).desktop).toBe(true);
  });
  it("is not heard twice within three seconds", () => {
    expect(waysOf(moment({ sinceSoundMs: 2999 })).sound).toBe(false);
    expect(waysOf(moment({ sinceSoundMs: 3000 })).sound).toBe(true);
  });
  it("is silent when the server says so, and still seen", () =>
    expect(waysOf(moment({ alert: { ...alert, sound: false, desktop: false } }))).toEqual({ screen: true, sound: false, desktop: false }));
  it("of a row that is off on the screen is only heard", () =>
    expect(waysOf(moment({ onScreen: false }))).toEqual({ screen: false, sound: true, desktop: false }));
  it("that was asked for as a test always comes", () =>
    expect(waysOf(moment({ alert: { ...alert, test: true }, inView: true, sinceSoundMs: 0 }))).toEqual({
      screen: true,
      sound: true,
      desktop: true,
    }));
});

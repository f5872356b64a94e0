import { describe, expect, it } from "vitest";
import { fromField, isNight, measureSMS, smsText, toField, tomorrowAtTen } from "./rules.ts";

describe("a text message", () => {
  it.each([
    ["ASCII is one byte", "abc 123", 7, "SMS"],
    ["Hangul is two", "온담", 4, "SMS"],
    ["a line break is one", "가\n나", 5, "SMS"],
    ["rare syllables are sendable", "똠방각하", 8, "SMS"],
    ["90 bytes are short", "가".repeat(45), 90, "SMS"],
    ["91 are long", `${"가".repeat(45)}a`, 91, "LMS"],
    ["2001 are too long", `${"가".repeat(1000)}a`, 2001, "over"],
  ] as const)("%s", (_name, text, bytes, kind) => expect(measureSMS(text)).toMatchObject({ bytes, kind, refused: [] }));

  it("names what cannot be sent, each once", () => {
    expect(measureSMS("봄 😊 세일 😊 ♥").refused).toEqual(["😊"]);
  });

  it("carries the label first and the way out last", () => {
    expect(smsText("  봄 세일  ", "온담", "080-123-4567")).toBe("(광고)온담\n봄 세일\n무료수신거부 080-123-4567");
  });
});

describe("the night", () => {
  it.each([
    ["20:59", false],
    ["21:00", true],
    ["07:59", true],
    ["08:00", false],
  ])("%s in Seoul: %s", (clock, want) => expect(isNight(new Date(`2026-11-23T${clock}:00+09:00`))).toBe(want));
});

describe("times in fields", () => {
  it("are the shop's, wherever the browser is", () => {
    const at = fromField("2026-11-24T10:00");
    expect(at?.toISOString()).toBe("2026-11-24T01:00:00.000Z");
    expect(at && toField(at)).toBe("2026-11-24T10:00");
    expect(fromField("")).toBeNull();
  });
  it("start at ten tomorrow", () => expect(tomorrowAtTen(new Date("2026-11-23T16:00:00Z"))).toBe("2026-11-25T10:00"));
});

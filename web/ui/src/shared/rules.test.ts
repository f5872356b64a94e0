import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { backoff } from "./backoff.ts";
import { fill, translator } from "./i18n.ts";
import { wantsSend } from "./ime.ts";
import { josa } from "./josa.ts";
import { KeyMatcher, matches, STEP_WINDOW_MS, showCombo } from "./keys.ts";

const press = (
  key: string,
  code: string,
  more: Partial<{ shiftKey: boolean; ctrlKey: boolean; metaKey: boolean; altKey: boolean }> = {},
) => ({
  key,
  code,
  shiftKey: false,
  ctrlKey: false,
  metaKey: false,
  altKey: false,
  ...more,
});

// The rows of internal/korean/josa_test.go, read from there: one table for both languages.
const rows = [...readFileSync("../internal/korean/josa_test.go", "utf8").matchAll(/\{"(.*?)", "(.*?)", "(.*?)"\}/g)].map(
  ([, word = "", pair = "", want = ""]) => [word, pair, want] as const,
);

describe("G-04: josa follows the last letter as it is spoken", () => {
  it("has the table of the Go test", () => expect(rows.length).toBeGreaterThan(30));
  it.each(rows)("%s %s → %s", (word, pair, want) => expect(josa(word, pair)).toBe(want));
});

describe("texts", () => {
  it("fill holes and particles", () => {
    expect(fill("{name|을/를} {n|,}명에게", { name: "쿠폰", n: 12214 })).toBe("쿠폰을 12,214명에게");
  });
  it("keep a hole without a value, so that it is seen", () => {
    expect(fill("{name} 님", {})).toBe("{name} 님");
  });
  it("choose one or other by n, in English", () => {
    const t = translator({ ko: { rows: "{n}건" }, en: { rows: { one: "{n} row", other: "{n} rows" } } }, "en");
    expect([t("rows", { n: 1 }), t("rows", { n: 2 })]).toEqual(["1 row", "2 rows"]);
  });
});

describe("keys", () => {
  it("match the place or the letter", () => {
    expect(matches(press("ㅓ", "KeyJ"), "J")).toBe(true);
    expect(matches(press("j", "KeyC"), "J")).toBe(true);
    expect(matches(press("k", "KeyK"), "J")).toBe(false);
  });
  it("leave Alt+letter to the browser and chords to chords", () => {
    expect(matches(press("e", "KeyE", { altKey: true }), "E")).toBe(false);
    expect(matches(press("e", "KeyE", { ctrlKey: true }), "E")).toBe(false);
    expect(matches(press("k", "KeyK", { metaKey: true }), "Mod+K")).toBe(true);
    expect(matches(press("?", "Slash", { shiftKey: true }), "?")).toBe(true);
  });
  it("wait one second for the second step", () => {
    const keys = new KeyMatcher([
      { id: "inbox", combo: "G I" },
      { id: "mine", combo: "I" },
    ]);
    expect(keys.press(press("ㅎ", "KeyG"), false, 0)).toBeNull();
    expect(keys.pending(10)).toBe("G");
    expect(keys.press(press("ㅑ", "KeyI"), false, 500)).toBe("inbox");
    keys.press(press("g", "KeyG"), false, 1000);
    expect(keys.press(press("i", "KeyI"), false, 1001 + STEP_WINDOW_MS)).toBe("mine");
  });
  it("type in fields, but for the keys that say otherwise", () => {
    const keys = new KeyMatcher([
      { id: "next", combo: "J" },
      { id: "leave", combo: "Escape", inFields: true },
    ]);
    expect(keys.press(press("j", "KeyJ"), true, 0)).toBeNull();
    expect(keys.press(press("Escape", "Escape"), true, 0)).toBe("leave");
  });
  it("show each key as a piece", () => expect(showCombo("Mod+K", false)).toEqual(["Ctrl", "K"]));
});

describe("Enter sends", () => {
  const enter = { inputType: "insertLineBreak", isComposing: false };
  it.each([
    ["a plain line break", enter, false, false, false, true],
    ["not with Shift", enter, true, false, false, false],
    ["not while composing", { ...enter, isComposing: true }, false, false, false, false],
    ["not before compositionend", enter, false, true, false, false],
    ["not on touch", enter, false, false, true, false],
    ["not other input", { inputType: "insertText", isComposing: false }, false, false, false, false],
  ])("%s", (_name, event, shift, composing, touch, want) => expect(wantsSend(event, shift, composing, touch)).toBe(want));
});

describe("backoff", () => {
  it("is anywhere up to a doubled ceiling, and never above the limit", () => {
    expect(backoff(0, () => 1)).toBe(500);
    expect(backoff(3, () => 1)).toBe(4000);
    expect(backoff(30, () => 1)).toBe(30_000);
    expect(backoff(3, () => 0)).toBe(0);
  });
});

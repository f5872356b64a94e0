import en from "@texts/en/widget_emoji.json";
import ko from "@texts/ko/widget_emoji.json";
import { describe, expect, it } from "vitest";
import { find, named, offered, ROW, SHOWN, SIGNS, used } from "./signs.ts";

const words = (texts: Record<string, unknown>, group: string) => String(texts[`widget_emoji.${group}_words`]);
const inLang = (texts: Record<string, unknown>) => Object.entries(SIGNS).map(([group, signs]) => named(signs, words(texts, group)));
const groups = inLang(ko);
const all = groups.flat();
const found = (q: string, signs = all) => find(signs, q).map(({ sign }) => sign);

describe("the signs", () => {
  it.each(Object.entries(SIGNS))("of %s are 24, each once, with words in both languages", (group, signs) => {
    expect(new Set(signs.split(" ")).size).toBe(SHOWN);
    for (const texts of [ko, en]) {
      const said = words(texts, group).split(",");
      expect([said.length, said.every((one) => one.trim() === one && one !== "")]).toEqual([SHOWN, true]);
    }
  });
});

describe("a sign is found", () => {
  it.each([
    ["감사", "🙏"],
    ["감", "🙏"],
    ["ㄱㅅ", "🙏"],
    ["택배", "📦"],
    ["택ㅂ", "📦"],
    ["탭", ""], // ㅌㅐㅂ begins nothing
    ["호", "😡"], // on the way to 화남
    ["파란 하", "💙"],
    ["ㅠㅠ", "😭"],
    ["ㅋㅋ", "🤣"],
    ["zzz", ""],
    ["(", ""],
  ])("by “%s”: %s", (q, sign) => (sign ? expect(found(q)).toContain(sign) : expect(found(q)).toEqual([])));
  it.each([
    ["heart", "💕"],
    ["Thank", "🙏"],
    ["thumbs d", "👎"],
  ])("in English by “%s”: %s", (q, sign) => expect(found(q, inLang(en).flat())).toContain(sign));
  it("at every step while its word is being composed", () => {
    for (const step of ["ㅎ", "하", "핱", "하트"]) expect(found(step), step).toContain("❤️");
  });
});

it("what was used comes first, the newest before the others, and nothing twice", () => {
  let recent: string[] = [];
  for (const sign of ["🎁", "❓", "🎁"]) recent = used(recent, sign);
  const its = offered(groups, recent).map(({ sign }) => sign);
  expect([its.slice(0, 3), its.length, new Set(its).size]).toEqual([["🎁", "❓", "😊"], SHOWN, SHOWN]);
  for (const { sign } of all) recent = used(recent, sign);
  expect(recent.length).toBe(ROW);
  expect(offered(groups, ["gone"]).length).toBe(SHOWN);
});

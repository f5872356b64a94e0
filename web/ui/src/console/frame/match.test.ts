import { describe, expect, it } from "vitest";
import { bestScore, initials, letters, score } from "./match.ts";

describe("finding by a few letters", () => {
  it("takes syllables apart", () => {
    expect(letters("해결")).toBe("ㅎㅐㄱㅕㄹ");
    expect(letters("닭과")).toBe("ㄷㅏㄹㄱㄱㅗㅏ");
    expect(initials("선물 포장 A")).toBe("ㅅㅁㅍㅈa");
  });

  it.each([
    ["the word itself", "해결", "해결", true],
    ["a syllable that is not whole yet", "해겨", "해결", true],
    ["one that took the next one's consonant", "선뭁", "선물 포장", false],
    ["initial consonants", "ㅎㄱ", "해결", true],
    ["initial consonants in the middle", "ㅍㅈ", "선물 포장 안내", true],
    ["the same keys with 한글 off", "gr", "해결", true],
    ["but not one Latin letter", "g", "해결", false],
    ["Latin letters in any case", "RESOLVE", "resolve", true],
    ["spaces do not matter", "받은문의", "받은 문의", true],
    ["other words do not match", "배송", "해결", false],
  ])("%s", (_name, typed, text, found) => expect(score(typed, text) > 0).toBe(found));

  it("puts a beginning before a middle", () => {
    expect(score("포장", "포장 안내")).toBeGreaterThan(score("포장", "선물 포장"));
    expect(bestScore("gg", ["해결", "resolve gg"])).toBeGreaterThan(0);
  });
});

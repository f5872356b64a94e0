import { describe, expect, it } from "vitest";
import { marksOf, openVariables, replaceToken, tokenAt } from "./tokens.ts";

const at = (text: string) => tokenAt(text, text.length);

describe("what is typed at the caret", () => {
  it.each([
    ["/", "/", ""],
    ["/ㅍㅈ", "/", "ㅍㅈ"],
    ["네, 가능해요! /포장", "/", "포장"],
    ["/ㄳ", "/", "ㄱㅅ"],
    ["(/포장", "/", "포장"],
    ["고마워요 @민", "@", "민"],
  ])("%j asks", (text, sign, query) => {
    expect(at(text)).toMatchObject({ sign, query, to: text.length });
  });

  it.each(["", "포장", "https://ondam.example", "/포장 안내", "a/b", "1/2", "me@ondam.example", `/${"가".repeat(40)}`])(
    "%j asks for nothing",
    (text) => {
      expect(at(text)).toBeNull();
    },
  );

  it("is what ends at the caret, wherever that stands", () => {
    expect(tokenAt("/포장 네", 3)).toMatchObject({ from: 0, to: 3, query: "포장" });
  });
});

describe("putting a text in", () => {
  it("takes the place of the token alone", () => {
    const text = "네! /ㅍㅈ";
    expect(replaceToken(text, { from: 3, to: 6 }, "포장해 드려요.")).toEqual({ text: "네! 포장해 드려요.", caret: 11 });
  });

  it("keeps a distance from the word behind it", () => {
    expect(replaceToken("/a뒤", { from: 0, to: 2 }, "앞").text).toBe("앞 뒤");
    expect(replaceToken("/a 뒤", { from: 0, to: 2 }, "앞").text).toBe("앞 뒤");
  });
});

describe("variables nothing has filled in", () => {
  it.each([
    ["{고객} 님, {주문.예상일}에 받아요. {고객}", ["고객", "주문.예상일"]],
    ["{order.eta} it is", ["order.eta"]],
    ["함수 f() { return 1 } 과 {}", []],
    ["{주문.예상일", []],
    ["{a.b.c} {이것}", []],
    ["{{order.eta}} {주문.상품|을/를}", ["order.eta", "주문.상품"]],
  ])("%j", (text, names) => {
    expect(openVariables(text)).toEqual(names);
  });

  it("are marked, and the token as well", () => {
    const text = "{고객} 님 /포";
    expect(marksOf(text, tokenAt(text, text.length))).toEqual([
      { at: 0, text: "{고객}", kind: "missing" },
      { at: 4, text: " 님 ", kind: "plain" },
      { at: 7, text: "/포", kind: "token" },
    ]);
  });
});

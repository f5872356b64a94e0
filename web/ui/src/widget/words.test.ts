import { describe, expect, it } from "vitest";
import { rich } from "./rich.ts";
import { marked, searchable } from "./words.ts";

describe("a search starts", () => {
  it.each([
    ["배", true],
    ["ㅂ", false],
    ["ㅂㅅ", true],
    ["ㅂ ㅅ", true],
    ["a", false],
    ["as", true],
    ["", false],
    ["?!", false],
  ])("with %s: %s", (q, want) => expect(searchable(q)).toBe(want));
});

describe("a title", () => {
  it("marks the searched word", () => {
    expect(marked("전자레인지와 식기세척기 쓰는 법", "식기세척기")).toEqual([
      { text: "전자레인지와 ", hit: false },
      { text: "식기세척기", hit: true },
      { text: " 쓰는 법", hit: false },
    ]);
  });
  it("marks the syllables that begin with the searched consonants", () => {
    expect(marked("백자 식기 세척기에", "ㅅㄱㅅㅊ").filter((p) => p.hit)).toEqual([{ text: "식기 세척", hit: true }]);
    expect(marked("교환은 7일", "ㅂㅅ")).toEqual([{ text: "교환은 7일", hit: false }]);
  });
  it("marks every word, whatever spaces are in it", () => {
    expect(marked("반품 배송비와 배송 지연", "배송비 반품")).toEqual([
      { text: "반품", hit: true },
      { text: " ", hit: false },
      { text: "배송비", hit: true },
      { text: "와 배송 지연", hit: false },
    ]);
    expect(marked("전자 레인지", "전자레인지")).toEqual([{ text: "전자 레인지", hit: true }]);
  });
  it("is whole when nothing matches, and safe with signs", () => {
    expect(marked("교환 (7일)", "(")).toEqual([
      { text: "교환 ", hit: false },
      { text: "(", hit: true },
      { text: "7일)", hit: false },
    ]);
    expect(marked("교환", "")).toEqual([{ text: "교환", hit: false }]);
  });
});

describe("a message", () => {
  it("has links, without the full stop after them", () => {
    expect(rich("여기요 https://ondam.example/a?b=1. 보세요", false).map((p) => p.href)).toEqual(["", "https://ondam.example/a?b=1", ""]);
  });
  it("is bold only where staff wrote it", () => {
    expect(rich("**오늘** 보내요", true)[0]).toEqual({ text: "오늘", hit: true, href: "" });
    expect(rich("**오늘** 보내요", false)).toEqual([{ text: "**오늘** 보내요", hit: false, href: "" }]);
  });
  it("has no link to anything but the web", () => {
    expect(rich("javascript:alert(1)", true).every((p) => p.href === "")).toBe(true);
  });
  it("shows the host a link goes to, also under words and in letters that look like others", () => {
    expect(rich("[안내](https://ondam.example/a)", true)[0]).toMatchObject({
      text: "안내 (https://ondam.example/a)",
      href: "https://ondam.example/a",
    });
    expect(rich("[안내](https://ondam.example/a)", false).map((p) => p.href)).toEqual(["", "https://ondam.example/a", ""]);
    expect(rich("https://аpple.com", false)[0]?.text).toBe("https://xn--pple-43d.com/"); // its first letter is Cyrillic
    expect(rich("https://bank.example@evil.example/", false).every((p) => p.href === "")).toBe(true); // reads as another host
    expect(rich("[x](javascript:alert(1))", true).every((p) => p.href === "")).toBe(true);
  });
  it("has its phone numbers and its orders at hand", () => {
    expect(rich("02-1234-5678로 전화해 주세요", true)[0]).toMatchObject({ text: "02-1234-5678", href: "tel:0212345678" });
    expect(rich("1588-1234", true)[0]?.href).toBe("tel:15881234");
    for (const order of ["2026-1103-0187", "20261103-0000187"]) {
      expect(rich(`주문 ${order} 어디쯤이에요?`, false)[1]).toMatchObject({ order, href: "" });
    }
  });
  it("has dots for the lists of staff", () => expect(rich("이렇게요\n- 하나\n- 둘", true)[0]?.text).toBe("이렇게요\n• 하나\n• 둘"));
});

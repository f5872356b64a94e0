import { describe, expect, it } from "vitest";
import { find, itemsOf } from "./items.ts";

const menu = {
  replies: [
    { id: "1", name: "배송 안내", shortcut: "배송", category: "", text: "내일 도착해요.", missing: [] },
    { id: "2", name: "선물 포장 안내", shortcut: "포장", category: "", text: "포장해 드려요.", missing: [] },
    { id: "3", name: "포장 파손 사진 요청", shortcut: "포장파손", category: "", text: "사진을 보내 주세요.", missing: ["주문.번호"] },
  ],
  macros: [{ id: "9", name: "포장 추가하고 해결", replies: true }],
  articles: [{ slug: "wrap", title: "선물 포장은 어떻게 하나요?", url: "https://ondam.example/help/wrap" }],
  coupons: [{ code: "BDAY-1", name: "생일 쿠폰", valid_until: "12.31" }],
  orders: null,
};
const items = itemsOf(menu, { coupon: (name, code) => `${name} ${code}`, order: (number) => number });
const names = (query: string) => find(items, query, null).map((item) => item.name);

describe("the menu behind the slash", () => {
  it("holds everything in its order while nothing is typed", () => {
    expect(find(items, "", null).map((item) => item.group)).toEqual(["replies", "replies", "replies", "macros", "articles", "coupons"]);
  });
  it("finds by initial consonants, by a syllable that is not whole yet, and by the short name", () => {
    expect(names("ㅍㅈ")[0]).toBe("선물 포장 안내");
    expect(names("ㅅㅁㅍㅈ")).toEqual(["선물 포장 안내", "선물 포장은 어떻게 하나요?"]);
    expect(names("포ㅈ")).toContain("선물 포장 안내");
    expect(names("포장파")[0]).toBe("포장 파손 사진 요청");
    expect(names("없는말")).toEqual([]);
  });
  it("can be kept to one group", () => {
    expect(find(items, "포장", "articles").map((item) => item.name)).toEqual(["선물 포장은 어떻게 하나요?"]);
  });
});

import { expect, it } from "vitest";
import { blocks, inlines } from "./markdown.ts";

it("reads headings, lists, quotes and paragraphs", () => {
  expect(
    blocks("## 배송\n\n보통 **3일**이에요.\n- 평일\n- 주말\n\n1. 하나\n2. 둘\n\n> 알아 두세요").map((b) =>
      b.kind === "list" ? `${b.kind}:${b.ordered}:${b.items.length}` : b.kind,
    ),
  ).toEqual(["heading", "paragraph", "list:false:2", "list:true:2", "quote"]);
});

it("reads marks inside a line", () => {
  expect(inlines("**굵게** `코드` [여기](/help/a)")).toEqual([
    { kind: "strong", text: "굵게" },
    { kind: "text", text: " " },
    { kind: "code", text: "코드" },
    { kind: "text", text: " " },
    { kind: "link", text: "여기", href: "/help/a" },
  ]);
});

it("makes no link of a script address", () => {
  expect(inlines("[눌러](javascript:alert`1`)").some((part) => part.kind === "link")).toBe(false);
});

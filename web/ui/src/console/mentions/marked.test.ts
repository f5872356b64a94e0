import { expect, test } from "vitest";
import { marked } from "./marked.ts";

test("my name is marked wherever it stands, with what hangs on it left out", () => {
  expect(marked("@하은이 @민호 @하은", "하은")).toEqual([
    ["@하은", true],
    ["이 @민호 ", false],
    ["@하은", true],
  ]);
});

test("a text without my name is one part", () => {
  expect(marked("하은 님께", "하은")).toEqual([["하은 님께", false]]);
  expect(marked("@a", "")).toEqual([["@a", false]]);
});

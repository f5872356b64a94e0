import { describe, expect, it } from "vitest";
import { changedFields, tagsOfBoth } from "./fields.ts";
import { entriesOf, meanScore } from "./history.ts";

describe("what is sent of a form", () => {
  it.each([
    ["nothing changed", { reason: "size", n: 1 }, { reason: "size", n: 1 }, {}],
    ["one was filled in", {}, { reason: "size" }, { reason: "size" }],
    ["one was emptied", { reason: "size" }, { reason: "" }, { reason: null }],
    ["empty is empty however it is written", { reason: null }, { reason: "" }, {}],
    [
      "items are compared as a whole",
      { items: [{ line: 1, quantity: 1 }] },
      { items: [{ line: 1, quantity: 2 }] },
      { items: [{ line: 1, quantity: 2 }] },
    ],
  ])("%s", (_what, before, after, changed) => {
    expect(changedFields(before, after)).toEqual(changed);
  });
});

it("means what was given, and tells what is worth a look", () => {
  const line = (kind: string, ref: string, state = "") => ({ at: "", kind, ref, title: "", state, detail: "" });
  expect(meanScore([line("score", "1", "5"), line("ticket", "1"), line("score", "2", "4")])).toBe(4.5);
  expect(meanScore([line("order", "1")])).toBeNull();
  const lines = [line("ticket", "7"), line("ticket", "8"), line("score", "8", "5"), line("chat", "u"), line("unheard", "")];
  expect(entriesOf(lines, 7).map((entry) => [entry.kind, entry.ticket])).toEqual([
    ["ticket", 8],
    ["score", 8],
  ]);
});

it("tags that two people change at once are those of both", () => {
  expect(tagsOfBoth(["단골"], ["단골", "도매"], ["단골", "선물"])).toEqual(["단골", "선물", "도매"]);
  expect(tagsOfBoth(["단골", "도매"], ["도매"], ["단골", "도매", "선물"])).toEqual(["도매", "선물"]);
  expect(tagsOfBoth(["단골"], ["단골"], [])).toEqual([]);
});

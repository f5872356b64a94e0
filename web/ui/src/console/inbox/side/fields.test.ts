import { describe, expect, it } from "vitest";
import { changedFields } from "./fields.ts";
import { iconOf, meanScore } from "./history.ts";

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

it("means what was given, and nothing where nobody said", () => {
  const entry = (score: number) => ({ key: "", at: "", kind: "survey.answered", title: "", detail: "", ticket: 0, score });
  expect(meanScore([entry(5), entry(0), entry(4)])).toBe(4.5);
  expect(meanScore([entry(0)])).toBeNull();
  expect(iconOf("survey.answered")).toBe("check");
  expect(iconOf("unheard")).toBe("bolt");
});

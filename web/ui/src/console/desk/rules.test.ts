import { describe, expect, test } from "vitest";
import type { TypeDraft } from "./api.ts";
import { asked, EMPTY, follow, followAny, freshId, moved, tidy, withoutStep, wrongPlace } from "./rules.ts";

const step = (id: string) => ({ id, label: { ko: id, en: id } });
const draft: TypeDraft = {
  ...EMPTY,
  label: { ko: "선물", en: "Gift" },
  steps: ["a", "b", "c"].map(step),
  next: { a: ["b", "c"], b: ["c"] },
};

describe("an id", () => {
  test("is made of Latin letters and of nothing else", () => expect(freshId("  Gift wrap! ", [], "type")).toBe("gift_wrap"));
  test("of a Korean name is a number", () => expect(freshId("선물", ["field_1"], "field")).toBe("field_2"));
  test("is nobody else's", () => expect(freshId("Gift", ["gift", "gift_2"], "type")).toBe("gift_3"));
  test("never begins with a digit", () => expect(freshId("3D print", [], "type")).toBe("d_print"));
  test("is not too long", () => expect(freshId("x".repeat(99), [], "type").length).toBeLessThanOrEqual(40));
});

describe("the order", () => {
  test("changes by one place or by many", () => expect(moved(["a", "b", "c"], 0, 2)).toEqual(["b", "c", "a"]));
  test("ends at both ends", () => {
    expect(moved(["a", "b"], 0, -1)).toEqual(["a", "b"]);
    expect(moved(["a", "b"], 1, 2)).toEqual(["a", "b"]);
  });
});

describe("the next steps", () => {
  test("are in the order of the way", () => expect(follow(draft, "b", "a", true)["b"]).toEqual(["a", "c"]));
  test("of a step that any may follow are all others at first", () => expect(follow(draft, "c", "a", false)["c"]).toEqual(["b"]));
  test("can be any", () => expect(followAny(draft, "a", true)).toEqual({ b: ["c"] }));
  test("that are not any are those behind", () => expect(followAny(draft, "b", false)["b"]).toEqual(["c"]));
  test("forget a step that goes", () => {
    expect(withoutStep(draft, "c")).toEqual({ steps: [step("a"), step("b")], next: { a: ["b"], b: [] } });
  });
});

test("a type cannot be saved while something has no name in both languages", () => {
  const field = { ...step("f"), kind: "choice", required: true } as const;
  expect(wrongPlace(draft)).toBeNull();
  expect(wrongPlace({ ...draft, label: { ko: "선물", en: " " } })).toBe("label");
  expect(wrongPlace({ ...draft, steps: [{ id: "x", label: { ko: "", en: "x" } }] })).toBe("step x");
  expect(wrongPlace({ ...draft, fields: [field] })).toBe("choices f");
  expect(wrongPlace({ ...draft, fields: [{ ...field, choices: [step("one")] }] })).toBeNull();
});

test("shoppers are not asked what is for staff alone, nor for photos", () => {
  const field = (id: string, more: object) => ({ ...step(id), kind: "text", required: false, ...more }) as const;
  expect(asked([field("a", {}), field("b", { inside: true }), field("c", { kind: "photo" })]).map((f) => f.id)).toEqual(["a"]);
});

test("names are saved without spaces around them", () => {
  expect(tidy({ ...draft, label: { ko: " 선물 ", en: "Gift " } }).label).toEqual({ ko: "선물", en: "Gift" });
});

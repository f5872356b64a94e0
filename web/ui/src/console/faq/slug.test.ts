import { expect, it } from "vitest";
import { suggestSlug } from "./slug.ts";

it.each([
  ["Delivery & returns", "delivery-returns"],
  ["  Café  ", "cafe"],
  ["", ""],
])("%s → %s", (title, want) => expect(suggestSlug(title)).toBe(want));

it("gives a Korean title an address of its own, always the same", () => {
  const slug = suggestSlug("배송은 얼마나 걸리나요");
  expect(slug).toMatch(/^guide-[0-9a-z]{6}$/);
  expect(suggestSlug("배송은 얼마나 걸리나요")).toBe(slug);
  expect(suggestSlug("반품은 어떻게 하나요")).not.toBe(slug);
});

// @vitest-environment happy-dom
import { describe, expect, it } from "vitest";
import { cartTotal, fits, pathOf } from "./extra.ts";

const rule = { id: 1, path: "/products/*", seconds: 10, cart_over: 50_000, text: "도와드릴까요?" };

describe("a message by rule", () => {
  it.each([
    ["its page, time and cart", rule, "/products/1", 10, 50_000, true],
    ["another page", rule, "/", 10, 60_000, false],
    ["too early", rule, "/products/1", 9, 60_000, false],
    ["a cart that is too small", rule, "/products/1", 10, 49_999, false],
    ["any page and any cart", { ...rule, path: "", cart_over: null }, "/x", 10, 0, true],
  ])("%s", (_name, its, path, seconds, cart, wanted) => expect(fits(its, path, seconds, cart)).toBe(wanted));
});

describe("the cart that a page tells of", () => {
  it.each([
    [{ cart: { total: 12_000 } }, 12_000],
    ['{"cart":{"total":9000}}', 9_000],
    ["{broken", 0],
    [undefined, 0],
  ])("%o", (context, total) => expect(cartTotal(context)).toBe(total));
});

it("a page is known by the letters of its address", () => {
  const { href: pathname } = new URL("https://shop.example/상품/1");
  expect(pathOf(new URL(pathname))).toBe("/상품/1");
  expect(pathOf({ pathname: "/%zz" })).toBe("/%zz");
});

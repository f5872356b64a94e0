import { describe, expect, it } from "vitest";
import { pageOrigin } from "./page.ts";

describe("the page that framed us", () => {
  it.each([
    ["#https%3A%2F%2Fshop.example", "https://shop.example"],
    ["#https://shop.example:8443/a?b", "https://shop.example:8443"],
    ["#null", null],
    ["#about:blank", null],
    ["#%", null],
    ["", null],
  ])("%s is %s", (hash, want) => expect(pageOrigin(hash)).toBe(want));
});

import { describe, expect, it } from "vitest";
import { brand } from "./brand.ts";

describe("the shop's colour", () => {
  it.each([
    ["#ffe812", { bg: "#ffe812", on: "#171b22" }],
    ["#111111", { bg: "#111111", on: "#fff" }],
    ["#ff6f61", { bg: "#ff6f61", on: "#171b22" }],
    ["#33302A", { bg: "#33302a", on: "#fff" }],
  ])("%s carries a text that can be read", (color, want) => expect(brand(color)).toEqual(want));
  it("is darkened where neither white nor ink can be read", () => {
    const made = brand("#808080");
    expect(made?.on === "#fff" ? made.bg < "#808080" : made?.bg).toBeTruthy();
  });
  it.each([undefined, "", "red", "#fff", "#12345g"])("%s is no colour", (color) => expect(brand(color)).toBeNull());
});

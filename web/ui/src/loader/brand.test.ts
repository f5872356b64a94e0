import { describe, expect, it } from "vitest";
import { brand } from "./brand.ts";

describe("the shop's colour", () => {
  it.each([
    ["#ffe812", { bg: "rgb(255,232,18)", on: "#171b22" }],
    ["#111111", { bg: "rgb(17,17,17)", on: "#fff" }],
    ["#ff6f61", { bg: "rgb(255,111,97)", on: "#171b22" }],
    ["#33302A", { bg: "rgb(51,48,42)", on: "#fff" }],
  ])("%s carries a text that can be read", (color, want) => expect(brand(color)).toEqual(want));
  it("reaches 4.5:1 whatever it is", () => {
    for (let grey = 0; grey < 256; grey += 5) {
      const made = brand(`#${grey.toString(16).padStart(2, "0").repeat(3)}`);
      const v = Number(/\d+/.exec(made?.bg ?? "")?.[0]) / 255;
      const light = v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4;
      const contrast = made?.on === "#fff" ? 1.05 / (light + 0.05) : (light + 0.05) / 0.0606;
      expect(contrast).toBeGreaterThanOrEqual(4.5);
    }
  });
  it.each([undefined, "", "red", "#fff", "#12345g"])("%s is no colour", (color) => expect(brand(color)).toBeNull());
});

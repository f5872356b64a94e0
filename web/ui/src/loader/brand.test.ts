import { describe, expect, it } from "vitest";
import { brand } from "./brand.ts";

const channel = (v: number) => (v / 255 <= 0.04045 ? v / 255 / 12.92 : ((v / 255 + 0.055) / 1.055) ** 2.4);

function contrast(bg: string, on: string | undefined): number {
  const [r = 0, g = 0, b = 0] = [1, 3, 5].map((at) => channel(Number.parseInt(bg.slice(at, at + 2), 16)));
  const light = 0.2126 * r + 0.7152 * g + 0.0722 * b;
  return on === "#fff" ? 1.05 / (light + 0.05) : (light + 0.05) / 0.05;
}

describe("the shop's colour", () => {
  it.each([
    ["#ffe812", "#000"],
    ["#111111", "#fff"],
    ["#ff6f61", "#000"],
    ["#33302A", "#fff"],
  ])("%s carries %s", (color, on) => expect(brand(color)).toEqual({ bg: color, on }));
  it("can be written on, whatever it is", () => {
    for (let n = 0; n < 0x1000000; n += 4099) {
      const color = `#${n.toString(16).padStart(6, "0")}`;
      expect(contrast(color, brand(color)?.on), color).toBeGreaterThanOrEqual(4.5);
    }
  });
  it.each([undefined, "", "red", "#fff", "#12345g"])("%s is no colour", (color) => expect(brand(color)).toBeNull());
});

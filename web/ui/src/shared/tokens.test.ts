import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";

const css = readFileSync("ui/src/shared/tokens.css", "utf8");

function tokens(selector: string): Record<string, string> {
  const start = css.indexOf(selector);
  const block = css.slice(start, css.indexOf("}", start));
  return Object.fromEntries([...block.matchAll(/--([\w-]+):(#[0-9a-f]{3,6})\b/g)].map((m) => [m[1] ?? "", m[2] ?? ""]));
}

const light = tokens(":root{");
const themes: Record<string, Record<string, string>> = { light, dark: { ...light, ...tokens("[data-theme=dark]{") } };

function luminance(hex: string): number {
  const long = hex.length === 4 ? hex.replace(/[0-9a-f]/g, "$&$&") : hex;
  const [r = 0, g = 0, b = 0] = [1, 3, 5].map((at) => {
    const c = Number.parseInt(long.slice(at, at + 2), 16) / 255;
    return c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

function contrast(a: string, b: string): number {
  const [light = 0, dark = 0] = [luminance(a), luminance(b)].sort((x, y) => y - x);
  return (light + 0.05) / (dark + 0.05);
}

const pairs: readonly (readonly [string, readonly string[], number])[] = [
  ["ink", ["surface", "bg", "fill"], 7],
  ["text-2", ["surface", "bg", "fill", "primary-soft", "note"], 4.5],
  ["text-3", ["surface", "bg", "fill", "primary-soft"], 4.5],
  ["primary", ["surface", "bg"], 4.5],
  ["primary-on", ["primary", "primary-hover"], 4.5],
  ["primary-soft-on", ["primary-soft"], 4.5],
  ["accent", ["surface"], 4.5],
  ["accent-soft-on", ["accent-soft"], 4.5],
  ["ok", ["surface"], 4.5],
  ["ok-soft-on", ["ok-soft"], 4.5],
  ["warn", ["surface"], 4.5],
  ["warn-soft-on", ["warn-soft"], 4.5],
  ["bad", ["surface"], 4.5],
  ["bad-soft-on", ["bad-soft"], 4.5],
  ["note-on", ["note"], 4.5],
  ["line-strong", ["surface"], 3],
  ...["c1", "c2", "c3", "c4", "c5", "c6"].map((c) => [c, ["surface"], 3] as const),
];

describe.each(Object.keys(themes))("G-08: in the %s theme", (theme) => {
  const of = (name: string) => themes[theme]?.[name] ?? "";
  it.each(pairs.flatMap(([front, backs, need]) => backs.map((back) => [front, back, need] as const)))(
    "%s on %s reaches %d",
    (front, back, need) => {
      expect(contrast(of(front), of(back))).toBeGreaterThanOrEqual(need);
    },
  );
  it("white on badge reaches 4.5", () => {
    expect(contrast("#ffffff", of("badge"))).toBeGreaterThanOrEqual(4.5);
  });
});

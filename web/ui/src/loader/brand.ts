import type { Brand } from "../widget/messages.ts";

// The shop's colour with a text colour that reaches 4.5:1 on it: white, else ink, else the colour
// is darkened until white does.

const INK = "#171b22";
const ENOUGH = 4.5;

function luminance(rgb: readonly number[]): number {
  const [r = 0, g = 0, b = 0] = rgb.map((v) => (v / 255 <= 0.04045 ? v / 255 / 12.92 : ((v / 255 + 0.055) / 1.055) ** 2.4));
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

const INK_LUMINANCE = luminance([23, 27, 34]);

/** Reads #rrggbb; anything else is no colour. */
export function brand(color: string | undefined): Brand | null {
  if (!color || !/^#[0-9a-f]{6}$/i.test(color)) return null;
  let rgb = [1, 3, 5].map((at) => Number.parseInt(color.slice(at, at + 2), 16));
  for (;;) {
    const light = luminance(rgb);
    const bg = `#${rgb.map((v) => v.toString(16).padStart(2, "0")).join("")}`;
    if (1.05 / (light + 0.05) >= ENOUGH) return { bg, on: "#fff" };
    if ((light + 0.05) / (INK_LUMINANCE + 0.05) >= ENOUGH) return { bg, on: INK };
    rgb = rgb.map((v) => Math.floor(v * 0.96));
  }
}

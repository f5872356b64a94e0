import type { Brand } from "../widget/messages.ts";

// The shop's colour with a text colour that reaches 4.5:1 on it: white, else ink, else the colour
// is darkened until white does.

const INK = "#171b22";
const WHITE_MOST = 0.18; // up to this luminance white can be read, and from the other one ink;
const INK_LEAST = 0.23; // both a little on the safe side, since the luminance is reckoned roughly

/** Reads #rrggbb; anything else is no colour. */
export function brand(color = ""): Brand | null {
  if (!/^#[0-9a-f]{6}$/i.test(color)) return null;
  let rgb = [1, 3, 5].map((at) => Number.parseInt(color.slice(at, at + 2), 16));
  for (;;) {
    const [r = 0, g = 0, b = 0] = rgb.map((v) => (v / 255) ** 2.2);
    const light = 0.2126 * r + 0.7152 * g + 0.0722 * b;
    const on = light < WHITE_MOST ? "#fff" : light > INK_LEAST ? INK : "";
    if (on) return { bg: `rgb(${rgb})`, on };
    rgb = rgb.map((v) => Math.round(v * 0.96));
  }
}

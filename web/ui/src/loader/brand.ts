import type { Brand } from "../widget/messages.ts";

/** The shop's colour, as #rrggbb, with the text colour that can be read on it: one of black and
 * white always reaches 4.5:1 (the luminance is reckoned roughly, in fourteenths). Anything else is no colour. */
export function brand(color = ""): Brand | null {
  if (!/^#[0-9a-f]{6}$/i.test(color)) return null;
  const rgb = Number(color.replace("#", "0x"));
  const [r, g, b] = [16, 8, 0].map((bits) => (((rgb >> bits) & 255) / 255) ** 2.2) as [number, number, number];
  return { bg: color, on: 3 * r + 10 * g + b < 2.52 ? "#fff" : "#000" };
}

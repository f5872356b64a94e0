import type { Brand } from "../widget/messages.ts";

/** The shop's colour, as #rrggbb, with the text colour that can be read on it: one of black and
 * white always reaches 4.5:1 (the luminance is reckoned roughly, in fourteenths). Anything else is no colour. */
export function brand(color = ""): Brand | null {
  if (!/^#[0-9a-f]{6}$/i.test(color)) return null;
  const [r = 0, g = 0, b = 0] = [1, 3, 5].map((at) => (Number(`0x${color.slice(at, at + 2)}`) / 255) ** 2.2);
  return { bg: color, on: 3 * r + 10 * g + b < 2.52 ? "#fff" : "#000" };
}

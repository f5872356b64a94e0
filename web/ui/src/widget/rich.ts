import { address } from "../shared/links.ts";
import type { Piece } from "./words.ts";

export interface Rich extends Piece {
  readonly href: string;
  /** The number of an order that can be looked at. */
  readonly order?: string;
}

// An address; [words](address); **bold**; an order's number; a phone number.
const RICH =
  /(?:\[([^\]\n]+)\]\()?(https?:\/\/[^\s<>"']*[^\s<>"'.,!?)\]])\)?|\*\*([^*\n]+)\*\*|\b(\d{4}-\d{4}-\d{4}|20\d{6}-\d{4,7})\b|\b(0\d{1,3}-\d{3,4}-\d{4}|1[5-9]\d\d-\d{4})\b/g;

/** Addresses, phone numbers and orders become links; in the staff's texts **bold**, lists and
 * [words](address) become what they mean, with the address in sight. */
export function rich(text: string, staff: boolean): Rich[] {
  const its = staff ? text.replace(/^[-*] /gm, "• ") : text;
  const pieces: Rich[] = [];
  let at = 0;
  const plain = (end: number) => {
    if (end > at) pieces.push({ text: its.slice(at, end), hit: false, href: "" });
  };
  for (const match of its.matchAll(RICH)) {
    const [whole, label, url, strong, order, phone] = match;
    if (strong && !staff) continue;
    const words = staff ? label : ""; // of shoppers only the address itself is taken
    plain(match.index + (words ? 0 : whole.indexOf(url ?? whole)));
    at = match.index + whole.length;
    if (url) {
      const link = address(url);
      if (!words && whole.endsWith(")")) at--; // the closing mark of a sentence, not of the address
      pieces.push({ ...link, text: words ? `${words} (${link.text})` : link.text, hit: false });
    } else if (order) pieces.push({ text: order, hit: false, href: "", order });
    else pieces.push({ text: strong ?? phone ?? "", hit: Boolean(strong), href: phone ? `tel:${phone.replaceAll("-", "")}` : "" });
  }
  plain(its.length);
  return pieces;
}

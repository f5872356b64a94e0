import { address } from "../../shared/links.ts";

export interface Part {
  readonly at: number;
  readonly text: string;
  readonly href?: string;
}

const URL_IN_TEXT = /https?:\/\/[^\s<>"']+/g;

/** Cuts a text at its web addresses; a closing mark at the end of a sentence is not part of one. */
export function linkify(text: string): Part[] {
  const parts: Part[] = [];
  let done = 0;
  for (const match of text.matchAll(URL_IN_TEXT)) {
    const typed = match[0].replace(/[).,;:!?…»”]+$/, "");
    if (match.index > done) parts.push({ at: done, text: text.slice(done, match.index) });
    parts.push({ at: match.index, ...address(typed) });
    done = match.index + typed.length;
  }
  if (done < text.length || parts.length === 0) parts.push({ at: done, text: text.slice(done) });
  return parts;
}

import { linkify } from "./linkify.ts";

/** A text with its addresses as links. */
export function Linked({ text }: { text: string }) {
  return linkify(text).map((part) =>
    part.href ? (
      <a key={part.at} href={part.href} target="_blank" rel="noopener noreferrer nofollow ugc">
        {part.text}
      </a>
    ) : (
      part.text
    ),
  );
}

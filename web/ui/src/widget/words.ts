// Small rules about typed words and shown texts.

/** Enough to search by: one Hangul syllable, two initial consonants or two Latin letters. */
export function searchable(q: string): boolean {
  return /[가-힣]/.test(q) || /[ㄱ-ㅎ]{2}/.test(q.replace(/\s/g, "")) || /[a-z0-9]{2}/i.test(q);
}

export interface Piece {
  readonly text: string;
  readonly hit: boolean;
}

/** The pieces of a title with the searched words marked. */
export function marked(title: string, q: string): Piece[] {
  const words = q
    .split(/\s+/)
    .filter(Boolean)
    .map((w) => w.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"));
  if (words.length === 0) return [{ text: title, hit: false }];
  return title
    .split(new RegExp(`(${words.join("|")})`, "i"))
    .map((text, i) => ({ text, hit: i % 2 === 1 }))
    .filter((p) => p.text !== "");
}

// Small rules about typed words and shown texts.

/** Enough to search by: one Hangul syllable, two initial consonants or two Latin letters. */
export function searchable(q: string): boolean {
  return /[가-힣]/.test(q) || /[ㄱ-ㅎ]{2}/.test(q.replace(/\s/g, "")) || /[a-z0-9]{2}/i.test(q);
}

export interface Piece {
  readonly text: string;
  readonly hit: boolean;
}

/** The pieces of a title with the searched words marked, or the syllables that begin with the searched
 * consonants; spaces within them do not matter. */
export function marked(title: string, q: string): Piece[] {
  const initials = /^[ㄱ-ㅎ\s]+$/.test(q);
  const wanted = initials ? q.replace(/\s/g, "").normalize("NFKD") : q;
  const words = wanted.split(/\s+/).filter(Boolean);
  const pattern = words.map((word) => [...word].map((letter) => letter.replace(/[.*+?^${}()|[\]\\]/, "\\$&")).join("\\s*")).join("|");
  const text = initials ? title.replace(/[가-힣]/g, (syllable) => syllable.normalize("NFD")[0] ?? "") : title;
  const pieces: Piece[] = [];
  let at = 0;
  const put = (end: number, hit: boolean) => {
    if (end > at) pieces.push({ text: title.slice(at, end), hit });
    at = end;
  };
  for (const { index, 0: hit } of pattern ? text.matchAll(new RegExp(pattern, "gi")) : []) {
    put(index, false);
    put(index + hit.length, true);
  }
  put(title.length, false);
  return pieces;
}

// Finding by a few letters, as Koreans type them: initial consonants (ㅎㄱ), a syllable that is not whole yet
// (해겨), and the same keys with 한글 off (gr for ㅎㄱ).

const FIRST = 0xac00;
const LEADS = [..."ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ"];
const VOWELS = [..."ㅏㅐㅑㅒㅓㅔㅕㅖㅗㅘㅙㅚㅛㅜㅝㅞㅟㅠㅡㅢㅣ"];
const TAILS = ["", ..."ㄱㄲㄳㄴㄵㄶㄷㄹㄺㄻㄼㄽㄾㄿㅀㅁㅂㅄㅅㅆㅇㅈㅊㅋㅌㅍㅎ"];
const PAIRS: Readonly<Record<string, string>> = {
  ㄳ: "ㄱㅅ",
  ㄵ: "ㄴㅈ",
  ㄶ: "ㄴㅎ",
  ㄺ: "ㄹㄱ",
  ㄻ: "ㄹㅁ",
  ㄼ: "ㄹㅂ",
  ㄽ: "ㄹㅅ",
  ㄾ: "ㄹㅌ",
  ㄿ: "ㄹㅍ",
  ㅀ: "ㄹㅎ",
  ㅄ: "ㅂㅅ",
  ㅘ: "ㅗㅏ",
  ㅙ: "ㅗㅐ",
  ㅚ: "ㅗㅣ",
  ㅝ: "ㅜㅓ",
  ㅞ: "ㅜㅔ",
  ㅟ: "ㅜㅣ",
  ㅢ: "ㅡㅣ",
};
const KEYS: Readonly<Record<string, string>> = {
  r: "ㄱ",
  s: "ㄴ",
  e: "ㄷ",
  f: "ㄹ",
  a: "ㅁ",
  q: "ㅂ",
  t: "ㅅ",
  d: "ㅇ",
  w: "ㅈ",
  c: "ㅊ",
  z: "ㅋ",
  x: "ㅌ",
  v: "ㅍ",
  g: "ㅎ",
};

function parts(letter: string): { lead: string; rest: string } | null {
  const at = (letter.codePointAt(0) ?? 0) - FIRST;
  if (at < 0 || at > 11_171) return null;
  return { lead: LEADS[Math.floor(at / 588)] ?? "", rest: (VOWELS[Math.floor((at % 588) / 28)] ?? "") + (TAILS[at % 28] ?? "") };
}

const plain = (text: string) => text.toLowerCase().replace(/\s+/g, "");

/** A text in its letters: 해결 → ㅎㅐㄱㅕㄹ. */
export function letters(text: string): string {
  const single = [...plain(text)].flatMap((c) => {
    const p = parts(c);
    return p ? [p.lead, ...p.rest] : [c];
  });
  return single.map((c) => PAIRS[c] ?? c).join("");
}

/** A text in its initial consonants: 해결 → ㅎㄱ. */
export function initials(text: string): string {
  return [...plain(text)].map((c) => parts(c)?.lead ?? c).join("");
}

/** How well a text answers what is typed: 0 not at all, more is better. */
export function score(typed: string, text: string): number {
  const wanted = plain(typed);
  if (!wanted) return 1;
  const has = plain(text);
  if (has.startsWith(wanted)) return 5;
  if (has.includes(wanted)) return 4;
  if (letters(text).includes(letters(typed))) return 3;
  const consonants = /^[ㄱ-ㅎ]+$/.test(wanted) ? wanted : [...wanted].map((c) => KEYS[c] ?? "").join("");
  if (consonants.length === [...wanted].length && (consonants.length > 1 || consonants === wanted)) {
    const at = initials(text).indexOf(consonants);
    if (at === 0) return consonants === wanted ? 3 : 2;
    if (at > 0) return consonants === wanted ? 2 : 1;
  }
  return 0;
}

/** The best of several texts: a name and its other words. */
export const bestScore = (typed: string, texts: readonly string[]): number => Math.max(0, ...texts.map((text) => score(typed, text)));

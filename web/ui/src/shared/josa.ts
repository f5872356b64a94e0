// How the spoken form of a word ends; the Go twin is internal/korean/josa.go, by the same table.
const UNKNOWN = -1; // no spoken form: an emoji, another script
const VOWEL = 0; // 의자
const CONSONANT = 1; // 화분
const RIEUL = 2; // 메일: a final ㄹ takes 로, not 으로

const REVERSED: Readonly<Record<string, string>> = {
  "를/을": "을/를",
  "가/이": "이/가",
  "는/은": "은/는",
  "와/과": "과/와",
  "로/으로": "으로/로",
};
const DIGITS = [1, 2, 0, 1, 0, 0, 1, 2, 2, 0]; // 영 일 이 삼 사 오 육 칠 팔 구
const HANGUL = 0xac00;
const HANGUL_LAST = 0xd7a3;

/** The particle of the pair that follows the word: 을/를 gives 을 after 화분 and 를 after 의자.
 * Digits and Latin letters count as they are spoken (LMS를, 3을); what has no spoken form gets both. */
export function josa(word: string, pair: string): string {
  const [closed = "", open] = (REVERSED[pair] ?? pair).split("/");
  if (open === undefined) return closed;
  const end = endingOf(word.trim().normalize("NFKC"));
  if (end === UNKNOWN) return closed.startsWith("으") ? `(으)${open}` : `${closed}(${open})`;
  return end === VOWEL || (end === RIEUL && closed.startsWith("으로")) ? open : closed;
}

function endingOf(word: string): number {
  const letters = [...word];
  for (let i = letters.length - 1; i >= 0; i--) {
    const letter = letters[i] ?? "";
    const code = letter.codePointAt(0) ?? 0;
    if (code >= HANGUL && code <= HANGUL_LAST) return endingOfFinal((code - HANGUL) % 28);
    if ("%℃°+".includes(letter)) return VOWEL; // 퍼센트, 도, 플러스
    if (/\d/.test(letter)) return endingOfNumber(letters.slice(0, i + 1).join(""));
    if (/[a-z]/i.test(letter)) return endingOfLatin(/[a-z]+$/i.exec(letters.slice(0, i + 1).join(""))?.[0] ?? "");
    if (/\p{L}/u.test(letter)) return endingOfJamo(letter);
  }
  return UNKNOWN;
}

function endingOfFinal(final: number): number {
  return final === 0 ? VOWEL : final === 8 ? RIEUL : CONSONANT;
}

// Single letters go by their names: 기역 … 리을 …, 아.
function endingOfJamo(letter: string): number {
  if (/[ㄹ\u1105]/.test(letter)) return RIEUL;
  if (/[ㄱ-ㅎ\u1100-\u1112]/.test(letter)) return CONSONANT;
  return /[ㅏ-ㅣ\u1161-\u1175]/.test(letter) ? VOWEL : UNKNOWN;
}

function endingOfNumber(word: string): number {
  const zeros = /0*$/.exec(word)?.[0].length ?? 0;
  if (zeros >= 12 && zeros < 16) return VOWEL; // 조
  return DIGITS[Number(word.slice(-1))] ?? VOWEL;
}

// Capitals are spelled (엘엠에스), the rest is read as a word (이메일), as such words are usually written.
function endingOfLatin(tail: string): number {
  if (tail === tail.toUpperCase()) return /[LR]$/.test(tail) ? RIEUL : /[MN]$/.test(tail) ? CONSONANT : VOWEL;
  const word = tail.toLowerCase();
  if (/(l|le)$/.test(word)) return RIEUL;
  if (/(m|n|me|ne|ng|ck|ook|oop)$/.test(word)) return CONSONANT;
  return /(^|[^aeiou])[aeiou][bckpt]$/.test(word) ? CONSONANT : VOWEL;
}

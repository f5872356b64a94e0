// What is being typed at the caret: a `/` that asks for a text, or an `@` that names a colleague.

export interface Token {
  readonly sign: "/" | "@";
  /** Where the sign stands. */
  readonly from: number;
  readonly to: number;
  readonly query: string;
}

const MOST_LETTERS = 20;

/** The token that ends at the caret, if the sign begins a word. */
export function tokenAt(text: string, caret: number): Token | null {
  const start = Math.max(0, caret - MOST_LETTERS - 1);
  for (let at = caret - 1; at >= start; at--) {
    const letter = text[at] ?? "";
    if (/\s/.test(letter)) return null;
    if (letter !== "/" && letter !== "@") continue;
    const before = text[at - 1];
    if (before !== undefined && !/[\s(“"'，,.!?…]/.test(before)) return null;
    return { sign: letter, from: at, to: caret, query: splitPairs(text.slice(at + 1, caret)) };
  }
  return null;
}

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
};

// ㄱ and ㅅ typed after each other may come as one letter: as initial consonants they are two.
function splitPairs(query: string): string {
  return [...query].map((letter) => PAIRS[letter] ?? letter).join("");
}

export interface Edit {
  readonly text: string;
  readonly caret: number;
}

/** Puts something in the place of a token; a word after it keeps its distance. */
export function replaceToken(text: string, token: Pick<Token, "from" | "to">, value: string): Edit {
  const after = text.slice(token.to);
  const gap = after === "" || /^\s/.test(after) || /\s$/.test(value) ? "" : " ";
  return { text: text.slice(0, token.from) + value + gap + after, caret: token.from + value.length + gap.length };
}

// Ours are {고객}, {{order.eta}} and {주문.상품|을/를}; anything else in braces is the writer's own.
const ROOTS =
  /^(고객|고객명|이름|주문|주문번호|예상일|상품|송장|택배사|배송|상담원|담당|가게|상점|문의|오늘|customer|order|shipment|agent|shop|ticket|today)(\.|$)/i;
const BRACES = /\{\{\s*([\p{L}\p{N}_.]+)\s*(?:\|[^{}\n]*)?\}\}|\{([\p{L}\p{N}_.]+)(?:\|[^{}\n]*)?\}/gu;

const variablesIn = (text: string) =>
  [...text.matchAll(BRACES)].map((found) => ({ found, name: found[1] ?? found[2] ?? "" })).filter(({ name }) => ROOTS.test(name));

/** The variables that nothing has filled in yet: such a text is not sent. */
export function openVariables(text: string): string[] {
  return [...new Set(variablesIn(text).map(({ name }) => name))];
}

/** Where the first of them stands. */
export function firstOpen(text: string): { from: number; to: number } | null {
  const first = variablesIn(text)[0]?.found;
  return first ? { from: first.index, to: first.index + first[0].length } : null;
}

export interface Mark {
  readonly at: number;
  readonly text: string;
  readonly kind: "plain" | "token" | "missing";
}

/** The text cut where something is to be seen: what asks for a text, and what is not filled in. */
export function marksOf(text: string, token: Token | null): Mark[] {
  const cuts: { from: number; to: number; kind: Mark["kind"] }[] = variablesIn(text).map(({ found }) => ({
    from: found.index,
    to: found.index + found[0].length,
    kind: "missing",
  }));
  if (token) cuts.push({ from: token.from, to: token.to, kind: "token" });
  cuts.sort((a, b) => a.from - b.from);
  const marks: Mark[] = [];
  let at = 0;
  for (const cut of cuts) {
    if (cut.from < at) continue;
    if (cut.from > at) marks.push({ at, text: text.slice(at, cut.from), kind: "plain" });
    marks.push({ at: cut.from, text: text.slice(cut.from, cut.to), kind: cut.kind });
    at = cut.to;
  }
  if (at < text.length) marks.push({ at, text: text.slice(at), kind: "plain" });
  return marks;
}

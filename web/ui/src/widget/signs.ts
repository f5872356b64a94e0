// The signs of the emoji panel: which there are, and how they are found by their words.

/** How many are shown before anything is typed, and how many are found at most. */
export const SHOWN = 24;
/** How many of those the shopper has used come first: one row. */
export const ROW = 8;

/** By group, each in the order of its words in the texts; the usual ones are the first row of each. */
export const SIGNS = {
  faces: "😊 😂 😭 😅 🥰 🤔 😢 😮 😀 😄 🤣 😉 😍 😘 😋 😎 🙄 😱 😥 😔 😴 😡 🤒 🤗",
  hands: "👍 🙏 ❤️ 👏 👌 🙇 💕 ✨ 👋 💪 🙌 🤝 ✌️ 🤞 👉 👀 🙋 🤷 👎 💙 💛 💚 💔 💯",
  things: "🎉 🎁 📦 🚚 ✅ 🌸 ☕ 📷 🎂 💐 🍀 ⭐ ☀️ 🏠 📍 💳 💰 🧾 🛒 📞 ✉️ ⏰ ❌ ❓",
} as const;

export interface Sign {
  readonly sign: string;
  readonly words: string;
}

/** The signs of a group with their words, which stand in the texts between commas. */
export function named(signs: string, words = ""): Sign[] {
  const said = words.split(",");
  return signs.split(" ").map((sign, i) => ({ sign, words: said[i] ?? "" }));
}

// A consonant at the end of a syllable may become the first of the next one, so it is written as such: of two
// the first, for the second may leave. And a vowel of two begins as its first.
const FINALS = "ㄱㄲㄱㄴㄴㄴㄷㄹㄹㄹㄹㄹㄹㄹㄹㅁㅂㅂㅅㅆㅇㅈㅊㅋㅌㅍㅎ".normalize("NFKD");

function letters(text: string): string {
  return text
    .toLowerCase()
    .normalize("NFKD")
    .replace(/[\u11a8-\u11c2]/g, (final) => FINALS[final.charCodeAt(0) - 0x11a8] ?? "")
    .replace(/[\u116a-\u116c]/g, "\u1169$&")
    .replace(/[\u116f-\u1171]/g, "\u116e$&")
    .replace(/\u1174/g, "\u1173$&");
}

const initials = (text: string) => text.normalize("NFKD").replace(/[^\u1100-\u1112 ]/g, "");

/** The signs that have a word which begins like this, also while its last syllable is being composed, or by
 * its initial consonants. */
export function find(signs: readonly Sign[], q: string): Sign[] {
  const wanted = ` ${letters(q)}`;
  return signs.filter(({ words }) => ` ${letters(words)} ${initials(words)}`.includes(wanted)).slice(0, SHOWN);
}

/** What is offered first: what was used lately, then what is usual. */
export function offered(groups: readonly (readonly Sign[])[], recent: readonly string[]): Sign[] {
  const all = groups.flat();
  const lately = recent.flatMap((sign) => all.find((its) => its.sign === sign) ?? []);
  return [...new Set([...lately, ...groups.flatMap((its) => its.slice(0, ROW))])].slice(0, SHOWN);
}

/** What was used lately, once this one was. */
export const used = (recent: readonly string[], sign: string) => [...new Set([sign, ...recent])].slice(0, ROW);

import { type Lang, type Text, type Translate, translator } from "@shared/i18n.ts";
import returnsEn from "@texts/en/console_returns.json";
import returnsKo from "@texts/ko/console_returns.json";
import { usePrefs } from "../../texts.ts";

// The texts of returns come with them: a conversation without any does not wait for them.
export type ReturnsKey = keyof typeof returnsKo;
export type ReturnsT = Translate<ReturnsKey>;

const both: { ko: Record<ReturnsKey, Text>; en: Record<ReturnsKey, Text> } = { ko: returnsKo, en: returnsEn };
const translators: Record<Lang, ReturnsT> = { ko: translator<ReturnsKey>(both, "ko"), en: translator<ReturnsKey>(both, "en") };

export function useReturnsTexts(): ReturnsT {
  return translators[usePrefs().lang];
}

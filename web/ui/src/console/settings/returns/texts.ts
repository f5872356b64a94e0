import { type Lang, type Text, type Translate, translator } from "@shared/i18n.ts";
import limitsEn from "@texts/en/console_limits.json";
import limitsKo from "@texts/ko/console_limits.json";
import { usePrefs } from "../../texts.ts";

// The texts of this page come with its route: nobody else downloads them.
export type LimitsKey = keyof typeof limitsKo;
export type LimitsT = Translate<LimitsKey>;

const both: { ko: Record<LimitsKey, Text>; en: Record<LimitsKey, Text> } = { ko: limitsKo, en: limitsEn };
const translators: Record<Lang, LimitsT> = { ko: translator<LimitsKey>(both, "ko"), en: translator<LimitsKey>(both, "en") };

export function useLimitsTexts(): LimitsT {
  return translators[usePrefs().lang];
}

import { type Lang, type Text, type Translate, translator } from "@shared/i18n.ts";
import hoursEn from "@texts/en/hours.json";
import hoursKo from "@texts/ko/hours.json";
import { usePrefs } from "../texts.ts";

// The texts of this page come with its route: nobody else downloads them.
export type HoursKey = keyof typeof hoursKo;
export type HoursT = Translate<HoursKey>;

const both: { ko: Record<HoursKey, Text>; en: Record<HoursKey, Text> } = { ko: hoursKo, en: hoursEn };
const translators: Record<Lang, HoursT> = { ko: translator<HoursKey>(both, "ko"), en: translator<HoursKey>(both, "en") };

export function useHoursTexts(): HoursT {
  return translators[usePrefs().lang];
}

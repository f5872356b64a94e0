import { type Lang, type Text, type Translate, translator } from "@shared/i18n.ts";
import ownEn from "@texts/en/automation.json";
import ownKo from "@texts/ko/automation.json";
import { usePrefs } from "../texts.ts";

// The texts of these pages come with their routes: nobody else downloads them.
export type AutoKey = keyof typeof ownKo;
export type AutoT = Translate<AutoKey>;

const both: { ko: Record<AutoKey, Text>; en: Record<AutoKey, Text> } = { ko: ownKo, en: ownEn };
const translators: Record<Lang, AutoT> = { ko: translator<AutoKey>(both, "ko"), en: translator<AutoKey>(both, "en") };

export function useAutoTexts(): AutoT {
  return translators[usePrefs().lang];
}

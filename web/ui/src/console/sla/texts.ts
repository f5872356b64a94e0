import { type Lang, type Text, type Translate, translator } from "@shared/i18n.ts";
import ownEn from "@texts/en/sla.json";
import ownKo from "@texts/ko/sla.json";
import { usePrefs } from "../texts.ts";

// The texts of this page come with its route: nobody else downloads them.
export type SlaKey = keyof typeof ownKo;
export type SlaT = Translate<SlaKey>;

const both: { ko: Record<SlaKey, Text>; en: Record<SlaKey, Text> } = { ko: ownKo, en: ownEn };
const translators: Record<Lang, SlaT> = { ko: translator<SlaKey>(both, "ko"), en: translator<SlaKey>(both, "en") };

export function useSlaTexts(): SlaT {
  return translators[usePrefs().lang];
}

import { type Lang, type Text, type Translate, translator } from "@shared/i18n.ts";
import ownEn from "@texts/en/console_me.json";
import ownKo from "@texts/ko/console_me.json";
import { usePrefs } from "../texts.ts";

// The texts of these pages come with their routes: the queue does not download them.
export type MeKey = keyof typeof ownKo;
export type MeT = Translate<MeKey>;

const both: { ko: Record<MeKey, Text>; en: Record<MeKey, Text> } = { ko: ownKo, en: ownEn };
const translators: Record<Lang, MeT> = { ko: translator<MeKey>(both, "ko"), en: translator<MeKey>(both, "en") };

export function useMeTexts(): MeT {
  return translators[usePrefs().lang];
}

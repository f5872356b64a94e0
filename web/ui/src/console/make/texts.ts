import { type Lang, type Text, type Translate, translator } from "@shared/i18n.ts";
import ownEn from "@texts/en/console_make.json";
import ownKo from "@texts/ko/console_make.json";
import { usePrefs } from "../texts.ts";

// The texts of this dialog come with it: the queue does not download them.
type MakeKey = keyof typeof ownKo;

const both: { ko: Record<MakeKey, Text>; en: Record<MakeKey, Text> } = { ko: ownKo, en: ownEn };
const translators: Record<Lang, Translate<MakeKey>> = { ko: translator<MakeKey>(both, "ko"), en: translator<MakeKey>(both, "en") };

export function useMakeTexts(): Translate<MakeKey> {
  return translators[usePrefs().lang];
}

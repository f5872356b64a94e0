import { type Lang, type Text, type Translate, translator } from "@shared/i18n.ts";
import ownEn from "@texts/en/console_desk.json";
import ownKo from "@texts/ko/console_desk.json";
import { usePrefs } from "../texts.ts";

// The texts of these pages come with their routes: the queue does not download them.
export type DeskKey = keyof typeof ownKo;
export type DeskT = Translate<DeskKey>;

const both: { ko: Record<DeskKey, Text>; en: Record<DeskKey, Text> } = { ko: ownKo, en: ownEn };
const translators: Record<Lang, DeskT> = { ko: translator<DeskKey>(both, "ko"), en: translator<DeskKey>(both, "en") };

export const deskTexts = (lang: Lang): DeskT => translators[lang];

export function useDeskTexts(): DeskT {
  return translators[usePrefs().lang];
}

import { type Lang, type Text, type Translate, translator } from "@shared/i18n.ts";
import ownEn from "@texts/en/console_mentions.json";
import ownKo from "@texts/ko/console_mentions.json";
import { usePrefs } from "../texts.ts";

// The texts of this page come with its route: nobody else downloads them.
type MentionsKey = keyof typeof ownKo;

const both: { ko: Record<MentionsKey, Text>; en: Record<MentionsKey, Text> } = { ko: ownKo, en: ownEn };
const translators: Record<Lang, Translate<MentionsKey>> = {
  ko: translator<MentionsKey>(both, "ko"),
  en: translator<MentionsKey>(both, "en"),
};

export function useMentionsTexts(): Translate<MentionsKey> {
  return translators[usePrefs().lang];
}

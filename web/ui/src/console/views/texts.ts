import { type Lang, type Text, type Translate, translator } from "@shared/i18n.ts";
import ownEn from "@texts/en/console_views.json";
import ownKo from "@texts/ko/console_views.json";
import { usePrefs } from "../texts.ts";

// The texts of these pages come with their routes: the queue does not download them.
export type ViewsKey = keyof typeof ownKo;
export type ViewsT = Translate<ViewsKey>;

const both: { ko: Record<ViewsKey, Text>; en: Record<ViewsKey, Text> } = { ko: ownKo, en: ownEn };
const translators: Record<Lang, ViewsT> = { ko: translator<ViewsKey>(both, "ko"), en: translator<ViewsKey>(both, "en") };

export function useViewsTexts(): ViewsT {
  return translators[usePrefs().lang];
}

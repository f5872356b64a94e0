import { type Lang, type Text, type Translate, translator } from "@shared/i18n.ts";
import panelEn from "@texts/en/console_panel.json";
import panelKo from "@texts/ko/console_panel.json";
import { usePrefs } from "../texts.ts";

// The texts of the panel beside a conversation come with it: the queue does not wait for them.
export type PanelKey = keyof typeof panelKo;
export type PanelT = Translate<PanelKey>;

const both: { ko: Record<PanelKey, Text>; en: Record<PanelKey, Text> } = { ko: panelKo, en: panelEn };
const translators: Record<Lang, PanelT> = { ko: translator<PanelKey>(both, "ko"), en: translator<PanelKey>(both, "en") };

export function usePanelTexts(): PanelT {
  return translators[usePrefs().lang];
}

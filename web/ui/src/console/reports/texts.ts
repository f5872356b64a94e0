import { type Lang, type Text, type Translate, translator } from "@shared/i18n.ts";
import reportsEn from "@texts/en/reports.json";
import reportsKo from "@texts/ko/reports.json";
import { usePrefs } from "../texts.ts";

// The texts of these pages come with their route.
export type ReportsKey = keyof typeof reportsKo;
export type ReportsT = Translate<ReportsKey>;

const both: { ko: Record<ReportsKey, Text>; en: Record<ReportsKey, Text> } = { ko: reportsKo, en: reportsEn };
const translators: Record<Lang, ReportsT> = { ko: translator<ReportsKey>(both, "ko"), en: translator<ReportsKey>(both, "en") };

export function useReportsTexts(): ReportsT {
  return translators[usePrefs().lang];
}

import ownEn from "@texts/en/reports.json";
import ownKo from "@texts/ko/reports.json";
import { ownTexts } from "../texts.ts";

export const useReportsTexts = ownTexts<keyof typeof ownKo>({ ko: ownKo, en: ownEn }).use;

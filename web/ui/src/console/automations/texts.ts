import type { Translate } from "@shared/i18n.ts";
import ownEn from "@texts/en/automation.json";
import ownKo from "@texts/ko/automation.json";
import { ownTexts } from "../texts.ts";

export type AutoKey = keyof typeof ownKo;
export type AutoT = Translate<AutoKey>;

export const useAutoTexts = ownTexts<AutoKey>({ ko: ownKo, en: ownEn }).use;

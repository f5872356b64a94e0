import type { Translate } from "@shared/i18n.ts";
import ownEn from "@texts/en/hours.json";
import ownKo from "@texts/ko/hours.json";
import { ownTexts } from "../texts.ts";

type HoursKey = keyof typeof ownKo;
export type HoursT = Translate<HoursKey>;

export const useHoursTexts = ownTexts<HoursKey>({ ko: ownKo, en: ownEn }).use;

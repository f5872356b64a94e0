import type { Translate } from "@shared/i18n.ts";
import ownEn from "@texts/en/console_limits.json";
import ownKo from "@texts/ko/console_limits.json";
import { ownTexts } from "../../texts.ts";

type LimitsKey = keyof typeof ownKo;
export type LimitsT = Translate<LimitsKey>;

export const useLimitsTexts = ownTexts<LimitsKey>({ ko: ownKo, en: ownEn }).use;

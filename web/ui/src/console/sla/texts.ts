import type { Translate } from "@shared/i18n.ts";
import ownEn from "@texts/en/sla.json";
import ownKo from "@texts/ko/sla.json";
import { ownTexts } from "../texts.ts";

type SlaKey = keyof typeof ownKo;
export type SlaT = Translate<SlaKey>;

export const useSlaTexts = ownTexts<SlaKey>({ ko: ownKo, en: ownEn }).use;

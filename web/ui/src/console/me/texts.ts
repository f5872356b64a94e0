import ownEn from "@texts/en/console_me.json";
import ownKo from "@texts/ko/console_me.json";
import { ownTexts } from "../texts.ts";

export type MeKey = keyof typeof ownKo;

export const useMeTexts = ownTexts<MeKey>({ ko: ownKo, en: ownEn }).use;

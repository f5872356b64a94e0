import ownEn from "@texts/en/console_make.json";
import ownKo from "@texts/ko/console_make.json";
import { ownTexts } from "../texts.ts";

export const useMakeTexts = ownTexts<keyof typeof ownKo>({ ko: ownKo, en: ownEn }).use;

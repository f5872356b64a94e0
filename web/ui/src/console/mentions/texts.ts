import ownEn from "@texts/en/console_mentions.json";
import ownKo from "@texts/ko/console_mentions.json";
import { ownTexts } from "../texts.ts";

export const useMentionsTexts = ownTexts<keyof typeof ownKo>({ ko: ownKo, en: ownEn }).use;

import ownEn from "@texts/en/console_desk.json";
import ownKo from "@texts/ko/console_desk.json";
import { ownTexts } from "../texts.ts";

const own = ownTexts<keyof typeof ownKo>({ ko: ownKo, en: ownEn });

export const deskTexts = own.of;
export const useDeskTexts = own.use;

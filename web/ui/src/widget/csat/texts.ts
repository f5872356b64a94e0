import en from "@texts/en/widget_card.json";
import ko from "@texts/ko/widget_card.json";
import { texts } from "../kit/texts.ts";

export const t = texts({ ko, en });

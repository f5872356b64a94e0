import en from "@texts/en/widget_kit.json";
import ko from "@texts/ko/widget_kit.json";
import { type Lang, type Text, type Translate, translator } from "../../shared/i18n.ts";
import { state } from "../panel.ts";

/** The texts of one lazy part, in the language shown at the moment. */
export function texts<K extends string>(both: Readonly<Record<Lang, Readonly<Record<K, Text>>>>): Translate<K> {
  return (key, args) => translator(both, state.lang)(key, args);
}

export const kt = texts({ ko, en });

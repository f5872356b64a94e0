import { type Lang, type Text, type Translate, translator } from "@shared/i18n.ts";
import commonEn from "@texts/en/common.json";
import consoleEn from "@texts/en/console.json";
import filesEn from "@texts/en/console_files.json";
import listEn from "@texts/en/console_list.json";
import pageEn from "@texts/en/console_page.json";
import talkEn from "@texts/en/console_talk.json";
import commonKo from "@texts/ko/common.json";
import consoleKo from "@texts/ko/console.json";
import filesKo from "@texts/ko/console_files.json";
import listKo from "@texts/ko/console_list.json";
import pageKo from "@texts/ko/console_page.json";
import talkKo from "@texts/ko/console_talk.json";
import { useSyncExternalStore } from "react";
import { currentPrefs, onPrefs } from "./prefs.ts";

const ko = { ...commonKo, ...consoleKo, ...filesKo, ...listKo, ...pageKo, ...talkKo };
const en: Record<TextKey, Text> = { ...commonEn, ...consoleEn, ...filesEn, ...listEn, ...pageEn, ...talkEn };

export type TextKey = keyof typeof ko;
export type T = Translate<TextKey>;

const translators: Record<Lang, T> = { ko: translator<TextKey>({ ko, en }, "ko"), en: translator<TextKey>({ ko, en }, "en") };

export const textsOf = (lang: Lang): T => translators[lang];
export const usePrefs = () => useSyncExternalStore(onPrefs, currentPrefs);

/** The texts and the language of the screen. */
export function useTexts(): { t: T; lang: Lang } {
  const { lang } = usePrefs();
  return { t: translators[lang], lang };
}

/** The texts that a page brings along: the queue does not download them. */
export function ownTexts<Key extends string>(both: Readonly<Record<Lang, Readonly<Record<Key, Text>>>>) {
  const own: Record<Lang, Translate<Key>> = { ko: translator<Key>(both, "ko"), en: translator<Key>(both, "en") };
  return { of: (lang: Lang): Translate<Key> => own[lang], use: (): Translate<Key> => own[usePrefs().lang] };
}

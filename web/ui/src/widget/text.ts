import en from "@texts/en/widget.json";
import ko from "@texts/ko/widget.json";
import type { Args, Lang, Text } from "../shared/i18n.ts";

// The panel's texts. It looks them up by itself, not by shared/i18n.ts, since none of them has a
// particle to choose and the rules for particles would cost a twentieth of what the panel may weigh.

export type Key = keyof typeof ko;

const texts: Readonly<Record<Lang, Readonly<Record<Key, Text>>>> = { ko, en };

export function translate(lang: Lang, key: Key, args: Args = {}): string {
  const text = texts[lang][key];
  const form = typeof text === "string" ? text : args["n"] === 1 ? text.one : text.other;
  return form.replace(/\{(\w+)\}/g, (hole, name: string) => String(args[name] ?? hole));
}

import type core from "@texts/ko/widget.json";
import type { Args, Lang, Text } from "../shared/i18n.ts";

// The panel's texts, in the one language that is shown. They are looked up by this and not by
// shared/i18n.ts, since none of them has a particle to choose and the rules for particles would cost a
// twentieth of what the panel may weigh.

export type Key = keyof typeof core;

type Words = Readonly<Record<string, Text>>;

const files = {
  ko: () => import("@texts/ko/widget.json"),
  en: () => import("@texts/en/widget.json"),
};
let words: Words = {};

/** Takes the texts of a language. */
export async function speak(lang: Lang): Promise<void> {
  words = (await files[lang]()).default;
}

export const translate = (key: Key, args?: Args) => say(words[key] ?? "", args);

/** A text with its holes filled, in the form that belongs to `{n}`. */
export function say(text: Text, args: Args = {}): string {
  const form = typeof text === "string" ? text : args["n"] === 1 ? text.one : text.other;
  return form.replace(/\{(\w+)\}/g, (hole, name: string) => String(args[name] ?? hole));
}

import { josa } from "./josa.ts";

/** The languages of every screen; Korean is the default. */
export type Lang = "ko" | "en";

/** A text, or its two forms chosen by `{n}`. */
export type Text = string | { readonly one: string; readonly other: string };
export type Texts = Readonly<Record<string, Text>>;
export type Args = Readonly<Record<string, string | number>>;

/** Looks a text up by its key; the keys are those of the Korean file, so a typo does not compile. */
export type Translate<K extends string> = (key: K, args?: Args) => string;

const HOLE = /\{(\w+)(?:\|([^}]*))?\}/g;

/** Fills `{name}`, `{name|을/를}` (with the particle) and `{n|,}` (grouped by three); a hole without
 * a value stays as it is, so that a test sees it. */
export function fill(text: string, args: Args): string {
  return text.replace(HOLE, (hole, name: string, form?: string) => {
    const value = args[name];
    if (value === undefined) return hole;
    const said = String(value);
    if (!form) return said;
    return form === "," ? said.replace(/\B(?=(\d{3})+(?!\d))/g, ",") : said + josa(said, form);
  });
}

/** The texts of one bundle in one language: it hands over only the files of its own rooms. */
export function translator<K extends string>(texts: Readonly<Record<Lang, Readonly<Record<K, Text>>>>, lang: Lang): Translate<K> {
  const own = texts[lang];
  return (key, args = {}) => {
    const text: Text | undefined = own[key] ?? texts.ko[key];
    if (text === undefined) return key;
    if (typeof text === "string") return fill(text, args);
    return fill(Number(args["n"]) === 1 ? text.one : text.other, args);
  };
}

/** The first of the wishes that we speak: setting, `data-lang`, `<html lang>`, browser; else Korean. */
export function chooseLang(...wishes: readonly (string | null | undefined)[]): Lang {
  for (const wish of wishes) {
    const short = wish?.slice(0, 2).toLowerCase();
    if (short === "ko" || short === "en") return short;
  }
  return "ko";
}

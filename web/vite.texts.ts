import { readdirSync, readFileSync } from "node:fs";
import type { Plugin } from "vite";

const texts = new URL("../internal/i18n/texts/ko/", import.meta.url);

/** Names of texts are for people: in the bundles of the shop's page each becomes its number, in the files of
 * texts and in the sources alike, which saves a tenth of what they weigh. */
export function shortKeys(room: "widget" | "launcher"): Plugin {
  const names = readdirSync(texts).filter((name) => name.startsWith(room) && name.endsWith(".json"));
  const keys = names.flatMap((name) => Object.keys(JSON.parse(readFileSync(new URL(name, texts), "utf8"))));
  const short = new Map(keys.map((key, n) => [key, n.toString(36)]));
  return {
    name: "short-keys",
    enforce: "pre",
    transform(code, id) {
      if (!/ui\/src\/(widget|loader)\/|\/texts\//.test(id)) return null;
      if (new RegExp(`\`${room}\\w*\\.[^\`]*\\$\\{`).test(code)) this.error("a key of a text must be one whole literal");
      return code.replace(new RegExp(`"(${room}\\w*\\.\\w+)"`, "g"), (whole, key: string) =>
        short.has(key) ? `"${short.get(key)}"` : whole,
      );
    },
  };
}

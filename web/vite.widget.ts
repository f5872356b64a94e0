import { readdirSync, readFileSync } from "node:fs";
import { defineConfig, type Plugin } from "vite";
import { alias, dist, source, target } from "./vite.shared.ts";

const texts = new URL("../internal/i18n/texts/ko/", import.meta.url);

/** Names of texts are for people: in the bundle each becomes its number, in the files of texts and in
 * the sources alike, which saves a tenth of what the panel weighs. */
function shortKeys(): Plugin {
  const files = readdirSync(texts).filter((name) => /^widget.*\.json$/.test(name));
  const keys = files.flatMap((name) => Object.keys(JSON.parse(readFileSync(new URL(name, texts), "utf8"))));
  const short = new Map(keys.map((key, n) => [key, n.toString(36)]));
  return {
    name: "short-keys",
    enforce: "pre",
    transform(code, id) {
      if (!/ui\/src\/widget\/|texts\/\w+\/widget/.test(id)) return null;
      if (/`widget\w*\.[^`]*\$\{/.test(code)) this.error("a key of a text must be one whole literal");
      return code.replace(/"(widget\w*\.\w+)"/g, (whole, key: string) => (short.has(key) ? `"${short.get(key)}"` : whole));
    },
  };
}

/** The shell of the panel, the files directly in widget/, is drawn by its own draw.ts; only the parts that
 * are loaded on use bring Preact. */
function ownDrawing(): Plugin {
  return {
    name: "own-drawing",
    enforce: "pre",
    resolveId: (name, from) =>
      name === "preact/jsx-runtime" && /ui\/src\/widget\/[^/]+$/.test(from ?? "") ? source("widget/draw.ts") : null,
  };
}

// The panel inside the frame: stable names, since the shop's page holds on to them.
export default defineConfig({
  publicDir: false,
  root: source("widget"),
  base: "/widget/",
  resolve: { alias },
  json: { namedExports: false },
  plugins: [ownDrawing(), shortKeys()],
  oxc: { jsx: { runtime: "automatic", importSource: "preact" } },
  build: {
    target,
    outDir: dist("widget"),
    emptyOutDir: false,
    modulePreload: false,
    cssCodeSplit: false,
    assetsInlineLimit: 0,
    rolldownOptions: {
      input: source("widget/frame.html"),
      output: { entryFileNames: "frame.js", chunkFileNames, assetFileNames: "frame[extname]" },
    },
  },
});

/** talk.js for what talk.ts brings, ko-widget.js for a file of texts, orders.js for the folder of a part. */
function chunkFileNames({ facadeModuleId: id, name }: { facadeModuleId?: string | null; name: string }): string {
  const [, lang] = /texts\/(\w+)\//.exec(id ?? "") ?? [];
  const [, folder] = /widget\/(\w+)\/index\.tsx$/.exec(id ?? "") ?? [];
  return `${lang ? `${lang}-${name}` : (folder ?? name)}.js`;
}

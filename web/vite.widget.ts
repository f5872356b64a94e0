import { defineConfig, type Plugin } from "vite";
import { alias, dist, source, target } from "./vite.shared.ts";
import { small } from "./vite.terser.ts";
import { shortKeys } from "./vite.texts.ts";

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

/** A part brings its style by itself, so that what vite wraps around each import has nothing to do. */
function plainImports(): Plugin {
  const plain = /__vitePreload\(\(\) => (import\([^()]*\)), ?(?:__VITE_PRELOAD__|\[\])\)/g;
  const chained = /__vitePreload\(\(\) => (import\([^()]*\)\.then\([\s\S]*?), ?(?:__VITE_PRELOAD__|\[\])\)/g;
  const picked =
    /__vitePreload\(async \(\) => \{[^{}]*\{[^{}]*\}[^{}]*(import\([^()]*\))[^{}]*\{[^{}]*\}[^{}]*\}, ?(?:__VITE_PRELOAD__|\[\])\)/g;
  return {
    name: "plain-imports",
    enforce: "pre",
    load: (id) => (id === "\0vite/preload-helper.js" ? "export const __vitePreload = (load) => load();" : null),
    renderChunk: { order: "pre", handler: (code) => code.replace(plain, "$1").replace(picked, "$1").replace(chained, "$1") },
  };
}

/** The page of the frame in as few bytes as it needs. */
function shortPage(): Plugin {
  return {
    name: "short-page",
    enforce: "post",
    transformIndexHtml: (html) => html.replaceAll(" crossorigin", "").replace(/>\s+</g, "><").replaceAll(" />", ">").trim(),
  };
}

// The panel inside the frame: stable names, since the shop's page holds on to them.
export default defineConfig({
  publicDir: false,
  root: source("widget"),
  base: "/widget/",
  resolve: { alias },
  json: { namedExports: false },
  plugins: [plainImports(), shortPage(), ownDrawing(), shortKeys("widget")],
  oxc: { jsx: { runtime: "automatic", importSource: "preact" } },
  build: {
    target,
    ...small,
    outDir: dist("widget"),
    emptyOutDir: false,
    modulePreload: false,
    cssCodeSplit: false,
    assetsInlineLimit: 0,
    rolldownOptions: {
      input: source("widget/frame.html"),
      // What main.tsx imports for both first screens stays where it says, though it does nothing by itself.
      treeshake: { moduleSideEffects: [{ test: /\/shared\/(clock|ime|uuid)\.ts$/, sideEffects: true }] },
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

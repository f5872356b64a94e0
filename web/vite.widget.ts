import { defineConfig } from "vite";
import { alias, dist, source, target } from "./vite.shared.ts";

// The panel inside the frame: Preact, stable names, since the shop's page holds on to them.
export default defineConfig({
  publicDir: false,
  root: source("widget"),
  base: "/widget/",
  resolve: { alias },
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
      output: { entryFileNames: "frame.js", chunkFileNames: "[name].js", assetFileNames: "frame[extname]" },
    },
  },
});

import { defineConfig } from "vite";
import { alias, dist, source, target } from "./vite.shared.ts";
import { small } from "./vite.terser.ts";
import { shortKeys } from "./vite.texts.ts";

// What the loader brings on use: a module of its own.
export default defineConfig({
  publicDir: false,
  resolve: { alias },
  plugins: [shortKeys("launcher")],
  json: { namedExports: false },
  build: {
    target,
    ...small,
    outDir: dist("widget"),
    emptyOutDir: false,
    lib: { entry: source("loader/extra.ts"), formats: ["es"], fileName: () => "extra.js" },
  },
});

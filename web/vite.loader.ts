import { defineConfig } from "vite";
import { alias, dist, source, target } from "./vite.shared.ts";
import { small } from "./vite.terser.ts";
import { shortKeys } from "./vite.texts.ts";

// The one tag of the shop's page: a classic script, nothing global but `Dari`.
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
    lib: { entry: source("loader/main.ts"), formats: ["iife"], name: "DariLoader", fileName: () => "v1.js" },
  },
});

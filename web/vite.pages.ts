import { existsSync, readdirSync } from "node:fs";
import { defineConfig } from "vite";
import { alias, dist, source, target } from "./vite.shared.ts";

// Scripts and styles of the server-rendered pages and the demo shop: every .ts and .css directly in
// pages/ and demo/ becomes /static/<name>.js or /static/<name>.css.
export function entries(): Record<string, string> {
  const found: Record<string, string> = {};
  for (const folder of ["pages", "demo"]) {
    if (!existsSync(source(folder))) continue;
    for (const file of readdirSync(source(folder))) {
      if (/\.(ts|css)$/.test(file) && !/\.(test|d)\.ts$/.test(file)) found[file.replace(/\.(ts|css)$/, "")] = source(`${folder}/${file}`);
    }
  }
  return found;
}

export default defineConfig({
  publicDir: false,
  resolve: { alias },
  build: {
    target,
    outDir: dist("static"),
    emptyOutDir: true,
    modulePreload: false,
    rolldownOptions: {
      input: entries(),
      output: { entryFileNames: "[name].js", chunkFileNames: "[name]-[hash].js", assetFileNames: "[name][extname]" },
    },
  },
});

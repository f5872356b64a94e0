import { fileURLToPath } from "node:url";
import type { Alias } from "vite";

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));

/** Names that every bundle may import by: the texts of the Go rooms and the shared sources. */
export const alias: Alias[] = [
  { find: "@texts", replacement: here("../internal/i18n/texts") },
  { find: "@shared", replacement: here("./ui/src/shared") },
  { find: "@kit/fields", replacement: here("./ui/src/kit/fields.ts") },
  { find: "@kit", replacement: here("./ui/src/kit/index.ts") },
];

/** The browsers we promise: those of the last three years. */
export const target = ["chrome111", "firefox113", "safari16.4"];

/** Sources and output of one bundle. */
export const source = (name: string) => here(`./ui/src/${name}`);
export const dist = (name: string) => here(`./dist/${name}`);

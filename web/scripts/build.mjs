// Builds every bundle into web/dist: `npm run build`, or `npm run build widget console` for some.
import { existsSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { build, loadConfigFromFile } from "vite";

process.chdir(fileURLToPath(new URL("..", import.meta.url)));
const targets = {
  loader: "ui/src/loader/main.ts",
  extra: "ui/src/loader/extra.ts",
  widget: "ui/src/widget/frame.html",
  pages: "ui/src/pages",
  console: "ui/src/console/index.html",
};
const wanted = process.argv.slice(2);
for (const name of wanted)
  if (!(name in targets)) throw new Error(`there is no bundle ${name}; there are ${Object.keys(targets).join(", ")}`);

if (wanted.length === 0) rmSync("dist", { recursive: true, force: true });
mkdirSync("dist/widget", { recursive: true });
writeFileSync("dist/.gitkeep", ""); // go:embed needs a file here before the first build
for (const [name, entry] of Object.entries(targets)) {
  if (wanted.length > 0 && !wanted.includes(name)) continue;
  const present = name === "pages" ? existsSync(entry) || existsSync("ui/src/demo") : existsSync(entry);
  if (!present) {
    console.log(`${name}: no sources yet, skipped`);
    continue;
  }
  const loaded = await loadConfigFromFile({ command: "build", mode: "production" }, `vite.${name}.ts`);
  if (!loaded) throw new Error(`vite.${name}.ts cannot be read`);
  await build({ ...loaded.config, configFile: false, logLevel: "warn" });
}

// Fails when a bundle is over its budget: what a browser downloads, gzipped.
import { existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";

const dist = fileURLToPath(new URL("../dist/", import.meta.url));
const gz = (name) => (existsSync(dist + name) ? gzipSync(readFileSync(dist + name), { level: 9 }).length : 0);
const rows = [];
const check = (what, bytes, limit) => rows.push({ what, bytes, limit, ok: bytes > 0 && bytes <= limit });

// The widget: all that travels when a shopper opens it the first time, on the first screen or straight in
// the conversation. A file that one of these imports, or that they always bring at once, counts as well.
const CONFIG = 520; // what the server says of the shop and its hours, packed
const imports = (name) =>
  [...readFileSync(`${dist}widget/${name}`, "utf8").matchAll(/(?:from|import)\s*"\.\/([\w-]+\.js)"/g)].map((m) => m[1]);
const withImports = (names, seen = new Set()) => {
  for (const name of names) {
    if (seen.has(name) || !existsSync(`${dist}widget/${name}`)) continue;
    seen.add(name);
    withImports(imports(name), seen);
  }
  return seen;
};
const sum = (names) => [...names].reduce((all, name) => all + gz(`widget/${name}`), 0);
const loader = gz("widget/v1.js");
const style = gz("widget/frame.css");
const page = gz("widget/frame.html");
check("widget loader", loader, 3072);
check("widget CSS", style, 3584);
for (const [what, view] of [
  ["home", "Home.js"],
  ["chat", "talk.js"],
]) {
  for (const lang of ["ko", "en"]) {
    const scripts = sum(withImports(["frame.js", view]));
    if (lang === "ko") check(`widget ${what} JS`, scripts, 13312);
    check(`widget ${what} ${lang} all`, loader + page + style + scripts + gz(`widget/${lang}-widget.js`) + CONFIG, 20479);
  }
}

// The inbox: the entry, what it imports, and the lazy route of the inbox with what that imports.
const manifestFile = `${dist}console/.vite/manifest.json`;
if (existsSync(manifestFile)) {
  const manifest = JSON.parse(readFileSync(manifestFile, "utf8"));
  const seen = new Set();
  const walk = (key) => {
    if (seen.has(key) || !manifest[key]) return;
    seen.add(key);
    for (const next of manifest[key].imports ?? []) walk(next);
  };
  walk("index.html");
  for (const key of Object.keys(manifest)) if (/(^|\/)inbox\/InboxPage\.tsx$/.test(key)) walk(key);
  const chunks = [...seen].map((key) => manifest[key]);
  const css = new Set(chunks.flatMap((chunk) => chunk.css ?? []));
  check(
    "console inbox JS",
    chunks.reduce((sum, chunk) => sum + (chunk.file.endsWith(".js") ? gz(`console/${chunk.file}`) : 0), 0),
    260 * 1024,
  );
  check(
    "console inbox CSS",
    [...css].reduce((sum, file) => sum + gz(`console/${file}`), 0),
    30 * 1024,
  );
} else {
  check("console inbox JS", 0, 260 * 1024);
}

for (const row of rows)
  console.log(`${row.ok ? "ok  " : "OVER"} ${row.what.padEnd(20)} ${String(row.bytes).padStart(7)} of ${row.limit} B gz`);
process.exit(rows.every((row) => row.ok) ? 0 : 1);

// Fails when a bundle is over its budget: what a browser downloads, gzipped.
import { existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";

const dist = fileURLToPath(new URL("../dist/", import.meta.url));
const gz = (name) => (existsSync(dist + name) ? gzipSync(readFileSync(dist + name), { level: 9 }).length : 0);
const rows = [];
const check = (what, bytes, limit) => rows.push({ what, bytes, limit, ok: bytes > 0 && bytes <= limit });

const loader = gz("widget/v1.js");
const panel = gz("widget/frame.js");
const style = gz("widget/frame.css");
check("widget loader", loader, 3072);
check("widget panel JS", panel, 13312);
check("widget CSS", style, 3584);
check("widget together", loader + panel + style, 20479);

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
  console.log(`${row.ok ? "ok  " : "OVER"} ${row.what.padEnd(18)} ${String(row.bytes).padStart(7)} of ${row.limit} B gz`);
process.exit(rows.every((row) => row.ok) ? 0 : 1);

// Writes the types of the API: npm run api -- <address or file of openapi.json> [--check]
// With --check nothing is written: it fails when the types in the tree are not those of the document.
import { readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import openapi, { astToString } from "openapi-typescript";

const target = fileURLToPath(new URL("../ui/src/shared/openapi.d.ts", import.meta.url));
const [from = "http://127.0.0.1:8080/api/openapi.json", mode] = process.argv.slice(2);
const text = /^https?:/.test(from) ? await (await fetch(from)).text() : readFileSync(from, "utf8");
const types = `// Made from /api/openapi.json by \`npm run api\`; not to be edited.\n${astToString(await openapi(JSON.parse(text)))}`;
if (mode === "--check") {
  if (readFileSync(target, "utf8") !== types) {
    console.error("ui/src/shared/openapi.d.ts is not what /api/openapi.json says: run `npm run api`");
    process.exit(1);
  }
} else {
  writeFileSync(target, types);
}

// Runs the browser tests, two files side by side: node scripts/e2e.mjs [file…].
// On CI a file that fails is run once more by itself, and both outcomes are said: a machine that others use as
// well can be slow beyond any waiting time. What fails twice fails.
import { readdirSync } from "node:fs";
import { relative, resolve } from "node:path";
import { run } from "node:test";
import { spec } from "node:test/reporters";

const folder = resolve(import.meta.dirname, "../e2e");
const chosen = process.argv.slice(2).map((file) => resolve(file));
const all = readdirSync(folder).filter((name) => name.endsWith(".test.mjs"));
// The longest come last by name: begun first, they do not end alone.
const files =
  chosen.length > 0
    ? chosen
    : all
        .sort()
        .reverse()
        .map((name) => resolve(folder, name));

// A file that takes longer hangs: the longest takes a minute on a machine of its own.
const timeout = 15 * 60_000;

/** Runs the files, and says which of them failed. */
async function failing(those, concurrency) {
  const failed = new Set();
  const tests = run({ files: those, concurrency, timeout });
  tests.on("test:fail", ({ file, name }) => failed.add(those.find((one) => one === file || one === resolve(name)) ?? those[0]));
  for await (const text of tests.compose(new spec())) process.stdout.write(text);
  return [...failed];
}

let failed = await failing(files, 2);
if (failed.length > 0 && process.env.CI) {
  const names = failed.map((file) => relative(folder, file)).join(", ");
  console.log(`\nOnce more, by themselves: ${names}\n`);
  failed = await failing(failed, 1);
  if (failed.length === 0) console.log(`\nUNSTEADY: failed once and passed alone: ${names}`);
}
process.exitCode = failed.length > 0 ? 1 : 0;

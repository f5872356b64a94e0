// Every view of the widget in its states: nothing for axe to say, targets of 44 px, no text below 12 px, nothing that
// scrolls sideways. Each scene is drawn twice, pairwise over theme, width and language; all eight with DARI_LONG=1.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { after, before, test } from "node:test";
import { openPlayed } from "./widget-fixtures.mjs";
import { scenes } from "./widget-scenes.mjs";
import { startBrowser } from "./world.mjs";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const phone = { width: 390, height: 844 };
const desk = { width: 1440, height: 900 };
const PAIRS = [
  [{ ...phone, theme: "light", lang: "ko" }, { ...desk, theme: "dark", lang: "en" }],
  [{ ...phone, theme: "dark", lang: "en" }, { ...desk, theme: "light", lang: "ko" }],
  [{ ...phone, theme: "light", lang: "en" }, { ...desk, theme: "dark", lang: "ko" }],
  [{ ...phone, theme: "dark", lang: "ko" }, { ...desk, theme: "light", lang: "en" }],
];
let browser;

before(async () => {
  browser = await startBrowser();
});
after(() => browser?.close());

/** Everything that is wrong with what is drawn. */
async function inspect(frame) {
  await frame.evaluate(axe);
  return frame.evaluate(async () => {
    const found = [];
    const { violations } = await globalThis.axe.run(document, { runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"] });
    for (const v of violations) for (const n of v.nodes.slice(0, 2)) found.push(`${v.id}: ${n.html.slice(0, 140)} ${n.any[0]?.message ?? n.all[0]?.message ?? ""}`);
    for (const e of document.querySelectorAll("button,a[href],input,select,textarea,[role=option]")) {
      const r = (e.matches("input") ? (e.closest("label") ?? e) : e).getBoundingClientRect();
      const inText = e.closest(".b,.prose,p"); // links inside a sentence are as tall as its line
      if (r.width > 1 && !inText && (r.width < 43.5 || r.height < 43.5)) found.push(`small: ${e.outerHTML.slice(0, 90)} ${Math.round(r.width)}×${Math.round(r.height)}`);
      if (e.matches("input:not([type=radio],[type=checkbox],[type=file]),textarea") && Number.parseFloat(getComputedStyle(e).fontSize) < 16) found.push(`zooms: ${e.outerHTML.slice(0, 80)}`);
    }
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
      const { data, parentElement: its } = walker.currentNode;
      if (data.trim() && its.getClientRects().length > 0 && Number.parseFloat(getComputedStyle(its).fontSize) < 12) found.push(`tiny: ${data.slice(0, 30)}`);
    }
    for (const e of [document.documentElement, ...document.querySelectorAll(".bd,.log")]) {
      if (e.scrollWidth > e.clientWidth) found.push(`sideways: ${e.className || e.tagName} ${e.scrollWidth} > ${e.clientWidth}`);
    }
    return found;
  });
}

for (const [i, [name, options, act]] of scenes.entries()) {
  test(`the widget's ${name} is fit for everybody`, { timeout: 60_000 }, async () => {
    const faults = [];
    for (const variant of process.env.DARI_LONG ? PAIRS.flat() : PAIRS[i % PAIRS.length]) {
      const shown = await openPlayed(browser, { ...options, ...variant });
      shown.page.setDefaultTimeout(10_000);
      const where = `${variant.width} ${variant.theme} ${variant.lang}`;
      try {
        await act?.(shown);
        await shown.page.waitForLoadState("networkidle");
        await shown.frame.waitForFunction(() => document.getAnimations().every((a) => a.playState !== "running" || a.effect.getTiming().iterations === Infinity));
        for (const fault of [...(await inspect(shown.frame)), ...shown.faults]) faults.push(`${where}: ${fault}`);
      } finally {
        await shown.context.close();
      }
    }
    assert.deepEqual(faults, []);
  });
}

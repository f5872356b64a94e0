// Takes pictures of the console and checks them: npm run shots -- <out folder> [base] [cookie]
// Prints for each: axe violations, sideways scroll, targets under 24 px, text under 12 px.
import { mkdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { chromium } from "playwright-core";

const [out = "shots", base = "http://127.0.0.1:5173", only = ""] = process.argv.slice(2);
mkdirSync(out, { recursive: true });
const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const places = (process.env.SHOTS ?? "inbox/1001 inbox faq faq/delivery-time campaigns campaigns/c1 campaigns/c2 outbox/o2").split(" ");
const variants = [
  { width: 1440, height: 900, theme: "light", lang: "ko" },
  { width: 1440, height: 900, theme: "dark", lang: "ko" },
  { width: 390, height: 844, theme: "light", lang: "ko" },
  { width: 1440, height: 900, theme: "light", lang: "en" },
  { width: 390, height: 844, theme: "dark", lang: "en" },
].filter((v) => `${v.width}-${v.theme}-${v.lang}`.includes(only));

const browser = await chromium.launch({
  executablePath: "/usr/bin/chromium",
  args: [
    "--no-sandbox",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--font-render-hinting=none",
  ],
});
let bad = 0;
for (const variant of variants) {
  const context = await browser.newContext({
    viewport: variant,
    locale: "ko-KR",
    timezoneId: "Asia/Seoul",
    storageState: process.env.STATE || undefined,
  });
  await context.addInitScript((v) => {
    if (window === top)
      localStorage.setItem("dari.console", JSON.stringify({ lang: v.lang, theme: v.theme, nav: true, panel: true, letterKeys: true }));
  }, variant);
  const page = await context.newPage();
  const errors = [];
  page.on("console", (m) => m.type() === "error" && errors.push(m.text()));
  page.on("pageerror", (e) => errors.push(e.message));
  for (const place of places) {
    await page.goto(`${base}/app/${place}`);
    await page.waitForTimeout(1800);
    const name = `${place.replaceAll("/", "-")}-${variant.width}-${variant.theme}-${variant.lang}`;
    await page.screenshot({ path: `${out}/${name}.png` });
    await page.evaluate(axe); // not as an element, which the page's CSP would refuse
    const found = await page.evaluate(inspect);
    bad += found.violations.length + found.small.length + found.tiny.length + (found.overflow ? 1 : 0) + errors.length;
    console.log(
      `${name}: axe ${found.violations.length}, overflow ${found.overflow}, small ${found.small.length}, tiny ${found.tiny.length}, errors ${errors.length}`,
    );
    for (const line of [...found.violations, ...found.small, ...found.tiny, ...errors.splice(0)]) console.log(`  - ${line.slice(0, 260)}`);
  }
  await context.close();
}
await browser.close();
process.exit(bad === 0 ? 0 : 1);

async function inspect() {
  const result = await window.axe.run(document, { runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"] });
  const violations = result.violations.flatMap((v) =>
    v.nodes.slice(0, 3).map((n) => `${v.id}: ${n.html.slice(0, 120)} :: ${n.any[0]?.message ?? n.all[0]?.message ?? ""}`),
  );
  const controls = [...document.querySelectorAll("button,a[href],input,select,textarea,[role=button],[role=option]")];
  const small = controls
    .map((e) => ({ e, r: e.getBoundingClientRect() }))
    .filter(({ e, r }) => r.width > 1 && (r.width < 24 || r.height < 24) && !e.closest(".bubble, .prose"))
    .map(({ e, r }) => `${e.outerHTML.slice(0, 80)} ${Math.round(r.width)}x${Math.round(r.height)}`);
  const tiny = new Set();
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const node = walker.currentNode;
    if (!node.data.trim() || !node.parentElement?.getClientRects().length) continue;
    const size = Number.parseFloat(getComputedStyle(node.parentElement).fontSize);
    if (size > 0 && size < 12) tiny.add(`${size}px ${node.data.trim().slice(0, 20)}`);
  }
  return { violations, small, tiny: [...tiny], overflow: document.documentElement.scrollWidth > innerWidth };
}

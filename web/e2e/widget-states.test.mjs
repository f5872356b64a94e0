// Every view of the widget in its states: nothing for axe to say, targets of 44 px, no text below 12 px, nothing that
// scrolls sideways. Each scene is looked at twice, pairwise over theme, width and language; all eight with DARI_LONG=1.
// It is drawn once, and changed into its other looks by the page's own calls: what is shown must live through that.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { after, before, test } from "node:test";
import { closed, member, openPlayed, preorder, say } from "./widget-fixtures.mjs";
import { scenes } from "./widget-scenes.mjs";
import { startBrowser, until } from "./world.mjs";

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
  if (!(await frame.evaluate(() => Boolean(globalThis.axe)))) await frame.evaluate(axe);
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

/** How much there is to be pressed and filled in. */
const controls = (frame) => frame.locator("button,a[href],input,select,textarea").count();

/** Draws a scene, and says what is wrong with it in each of its looks. */
async function drawn(options, act, looks) {
  const shown = await openPlayed(browser, { ...options, ...looks[0] });
  shown.page.setDefaultTimeout(20_000);
  const found = [];
  try {
    await act?.(shown);
    let before = null;
    for (const look of looks) {
      if (look !== looks[0]) await shown.look(look);
      await shown.settled();
      await shown.frame.waitForFunction(() => document.getAnimations().every((a) => a.playState !== "running" || a.effect.getTiming().iterations === Infinity));
      const where = `${look.width} ${look.theme} ${look.lang}`;
      const here = await controls(shown.frame);
      before ??= here;
      if (here !== before) found.push(`${where}: ${here} controls where there were ${before}`);
      found.push(...(await inspect(shown.frame)).map((fault) => `${where}: ${fault}`));
    }
    return [...found, ...shown.faults];
  } finally {
    await shown.context.close();
  }
}

for (const [i, [name, options, act]] of scenes.entries()) {
  test(`the widget's ${name} is fit for everybody`, { timeout: 60_000 }, async () => {
    const looks = process.env.DARI_LONG ? PAIRS.flat() : PAIRS[i % PAIRS.length];
    // By turns they begin on a phone, with its touch, and at a desk.
    assert.deepEqual(await drawn(options, act, i & 4 ? looks.toReversed() : looks), []);
  });
}

test("history comes upward by 30, is not read aloud, and what is looked at stays where it is", { timeout: 60_000 }, async () => {
  const messages = Array.from({ length: 120 }, (_, i) => say(i + 1, i % 3 ? "agent" : "shopper", `${i + 1}번째 글이에요`));
  const { frame, context, asked } = await openPlayed(browser, { ...phone, how: "chat", messages });
  await frame.getByText("120번째 글이에요").waitFor();
  const log = frame.getByRole("log");
  assert.equal(await log.evaluate((e) => e.scrollHeight - e.scrollTop - e.clientHeight < 40), true, "it begins at its end");
  const busy = await log.evaluate(
    (e) =>
      new Promise((done) => {
        const seen = [];
        new MutationObserver((all) => {
          if (all.some((m) => m.addedNodes.length > 0)) seen.push(e.ariaBusy);
          if (seen.length > 0) done(seen);
        }).observe(e, { childList: true, subtree: true });
        globalThis.mark = [...e.querySelectorAll("li")].find((li) => li.textContent.includes("72번째"));
        globalThis.mark.scrollIntoView();
        globalThis.before = globalThis.mark.getBoundingClientRect().top;
        e.dispatchEvent(new Event("scroll"));
      }),
  );
  await frame.getByText("45번째 글이에요").waitFor({ state: "attached" });
  assert.ok(!busy.includes("false"), `rows came while it was not busy: ${busy}`);
  const moved = await frame.evaluate(() => Math.abs(globalThis.mark.getBoundingClientRect().top - globalThis.before));
  assert.ok(moved < 4, `what was looked at moved by ${moved} px`);
  assert.ok(asked.length > 0);
  await context.close();
});

test("the keys of the form: choices by arrows, the code by one paste", { timeout: 60_000 }, async () => {
  const { reasons } = member["GET widget/orders"];
  let unlocked = [];
  const play = {
    "GET widget/orders": () => ({ orders: unlocked, signed_in: false, reasons }),
    "POST widget/orders/verify": () => {
      unlocked = [preorder];
      return { orders: unlocked };
    },
  };
  const { page, frame, context, asked } = await openPlayed(browser, { ...desk, how: "orders", play });
  await frame.locator("[name=number]").fill("2026-1103-0187");
  await frame.locator("[name=phone]").pressSequentially("01023455678");
  assert.equal(await frame.locator("[name=phone]").inputValue(), "010-2345-5678");
  await page.keyboard.press("Enter");
  const code = frame.locator("[name=code]");
  await code.waitFor();
  assert.equal(await code.getAttribute("autocomplete"), "one-time-code");
  assert.equal(await code.evaluate((field) => field === document.activeElement), true);
  await page.keyboard.insertText("[온담] 인증번호 123456");
  await frame.getByRole("heading", { name: /2026-1103-0187/ }).waitFor();
  const looked = asked.find((a) => a.name === "POST widget/orders/lookup");
  assert.deepEqual(looked.body, { number: "2026-1103-0187", phone: "010-2345-5678" });
  await frame.getByRole("button", { name: "취소·변경" }).click();
  await frame.locator("#kind-cancel").focus();
  await page.keyboard.press("ArrowRight");
  assert.equal(await frame.locator("#kind-change").isChecked(), true);
  await context.close();
});

test("a product that the shopper puts away is told no more, and what the page asks keeps what is being written", { timeout: 60_000 }, async () => {
  const attrs = `data-context='{"product":{"id":"p1","title":"백자 반상기"},"cart":{"total":45000}}'`;
  const { page, frame, context, asked } = await openPlayed(browser, { ...desk, how: "chat", messages: [say(1, "agent", "안녕하세요")], attrs, play: { "POST widget/context": {} } });
  const told = () => asked.filter(({ name }) => name === "POST widget/context").map(({ body }) => body.product?.id ?? "");
  const chip = frame.getByText("이 상품 문의 · 백자 반상기");
  await chip.waitFor();
  await until("it is told", () => told().length === 1);
  await frame.getByRole("button", { name: "상품 빼기" }).click();
  await until("it is told no more", () => told().length === 2);
  assert.deepEqual(told(), ["p1", ""]);
  assert.equal(await chip.count(), 0);
  const field = frame.locator("textarea");
  await field.fill("안녕하세요");
  for (let i = 0; i < 2; i++) await page.evaluate(() => globalThis.Dari.ask("선물 포장이 되나요?"));
  await until("the question", async () => (await field.inputValue()) !== "안녕하세요");
  assert.equal(await field.inputValue(), "안녕하세요\n선물 포장이 되나요?");
  await context.close();
});

test("after signing out no form, name or order of the person is left", { timeout: 60_000 }, async () => {
  const fill = async (frame) => {
    await frame.locator(".cta").click();
    await frame.locator("#question").waitFor();
  };
  const play = {
    ...member,
    "GET widget/config": closed,
    "GET widget/me": { ...member["GET widget/me"], phone_masked: "" },
    "GET widget/orders": (_, request) => (request.headers()["x-dari-member"] ? member["GET widget/orders"] : { ...member["GET widget/orders"], orders: [], signed_in: false }),
  };
  const { page, frame, context, asked } = await openPlayed(browser, { ...desk, signedIn: true, play });
  await frame.getByText("서연").first().waitFor();
  await frame.getByText("백자 반상기").first().waitFor();
  await fill(frame);
  await frame.locator("#question").fill("선물 포장이 되나요?");
  await frame.locator("[name=phone]").fill("010-2345-5678");
  await page.evaluate(() => globalThis.Dari.open("home"));
  await fill(frame);
  assert.equal(await frame.locator("#question").inputValue(), "선물 포장이 되나요?", "looking something up keeps what was written");
  await page.evaluate(() => globalThis.Dari.logout());
  await frame.locator(".hi").waitFor();
  assert.doesNotMatch(await frame.locator("body").innerText(), /서연|선물 포장|백자 반상기/);
  assert.ok(asked.some(({ name }) => name === "POST widget/logout"));
  await fill(frame);
  assert.equal(await frame.locator("#question").inputValue(), "");
  assert.equal(await frame.locator("[name=phone]").inputValue(), "");
  await context.close();
});

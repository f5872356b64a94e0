// Every screen of the console, sampled over themes, widths and languages: axe, no sideways scroll, text and
// targets large enough, a focus that is seen, and what stays in forced colours and reduced motion.
// DARI_LONG=1 goes through all of them in all looks.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { after, before, test } from "node:test";
import { opened, rows, startConsole } from "./console-world.mjs";
import { until } from "./world.mjs";

let world;
const axe = readFileSync(new URL("../node_modules/axe-core/axe.min.js", import.meta.url), "utf8");

before(async () => {
  world = await startConsole();
});

after(() => world?.stop());

const dialog = (page) => page.getByRole("dialog").first().waitFor();
const SCREENS = {
  inbox: { path: "/inbox", ready: (page) => rows(page).first().waitFor() },
  "an open ticket": {
    path: "/inbox",
    ready: async (page) => {
      await rows(page).first().click();
      await page.getByRole("log").waitFor();
    },
  },
  empty: { path: "/snoozed", ready: (page) => page.locator(".list .state").waitFor() },
  filter: { path: "/all?state=open,new&tag=파손", ready: (page) => page.locator(".list .state").waitFor() },
  "the filter builder": {
    path: "/all?state=open,new&priority=2,3&late_days=1",
    ready: async (page) => {
      await page.getByRole("button", { name: /^(조건으로 거르기|Filter)/ }).click();
      await page.locator(".condition").nth(2).waitFor();
    },
  },
  selection: {
    path: "/inbox?tab=chat",
    ready: async (page) => {
      await rows(page).first().waitFor();
      await page.keyboard.press("x");
      await page.locator(".bulk").waitFor();
    },
  },
  search: { path: "/search?q=배송", ready: (page) => page.locator(".found li").first().waitFor() },
  palette: { path: "/inbox", ready: async (page) => {
      await rows(page).first().waitFor();
      await page.keyboard.press("Control+k");
      await page.getByRole("option").first().waitFor();
    } },
  "the keys": { path: "/inbox", ready: async (page) => {
      await rows(page).first().waitFor();
      await page.keyboard.press("?");
      await dialog(page);
    } },
  settings: { path: "/settings", ready: (page) => page.locator(".settings li").first().waitFor() },
  "my settings": { path: "/settings/me", ready: (page) => page.locator(".matrix tbody tr").first().waitFor() },
  views: { path: "/settings/views", ready: (page) => page.locator("table tbody tr").first().waitFor() },
};
/** Pages beside the queue: each in one of the looks. */
const PAGES = ["/faq", "/campaigns", "/mails", "/mentions", "/reports/live", "/outbox", "/rules", "/settings/replies", "/settings/macros", "/settings/automations", "/settings/desk", "/settings/hours", "/settings/sla", "/settings/returns"];
for (const path of PAGES) {
  SCREENS[path] = {
    path,
    ready: async (page) => {
      await page.locator(":is(main,[role=main]) h1").waitFor();
      await page.waitForFunction(() => document.querySelector(":is(main,[role=main]) :is(table, form, li, dl, .panel, .card, .state)") && !document.querySelector(".state-loading"));
    },
  };
}
const LOOKS = [
  { theme: "light", width: 1440, height: 900, lang: "ko" },
  { theme: "dark", width: 1440, height: 900, lang: "en" },
  { theme: "dark", width: 390, height: 844, lang: "ko" },
  { theme: "light", width: 390, height: 844, lang: "en" },
];

test("G-01, G-02, G-03, G-06: every screen", { timeout: 600_000 }, async (t) => {
  world.fill(30);
  await world.shopper().says("배송지를 새 주소로 바꿔 주세요");
  const names = Object.keys(SCREENS);
  for (const [i, look] of LOOKS.entries()) {
    const page = await world.desk({ ...look, role: "admin", at: "/settings" });
    if (i === 0)
      await page.request.post(`${world.dari.dev.public_url}/api/v1/views`, {
        data: { name: "예약 지연 문의", filter: { late_days: 1 }, sort: "deadline", columns: [], shared: { kind: "me", ref: "" } },
      });
    // Each screen of the queue in two of the looks, each other page in one: every look meets its share of them.
    const share = (name, n) => (PAGES.includes(name) ? (n + i) % 4 === 0 : (n + i) % 2 === 0);
    for (const name of process.env.DARI_LONG ? names : names.filter(share)) {
      await t.test(`${name}, ${look.theme}, ${look.width}, ${look.lang}`, async () => {
        await world.move(page, SCREENS[name].path);
        await SCREENS[name].ready(page);
        await page.evaluate(() => Promise.all(document.getAnimations().map((a) => a.finished.catch(() => {}))));
        const found = await inspect(page);
        assert.deepEqual(found, { violations: [], overflow: false, small: [], tiny: [] });
      });
      await page.keyboard.press("Escape");
      await page.locator("[role=dialog]").waitFor({ state: "detached" });
    }
    await page.context().close();
  }
  assert.deepEqual(world.faults, []);
});

async function inspect(page) {
  if (!(await page.evaluate(() => "axe" in globalThis))) await page.evaluate(axe);
  return page.evaluate(async () => {
    const result = await globalThis.axe.run(document, { runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"] });
    const violations = result.violations.map((v) => `${v.id}: ${v.nodes[0].html.slice(0, 160)} ${v.nodes[0].any[0]?.message ?? ""}`);
    const controls = [...document.querySelectorAll("button,a[href],input,select,textarea,[role=button],[role=option]")];
    const small = controls
      .map((e) => ({ e, r: e.getBoundingClientRect(), label: e.closest("label")?.getBoundingClientRect() }))
      .filter(({ e, r, label }) => r.width > 1 && (label ?? r).height > 0 && ((label ?? r).width < 24 || (label ?? r).height < 24) && !e.closest(".bubble, .prose, p"))
      .map(({ e }) => e.outerHTML.slice(0, 120));
    const tiny = new Set();
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
      const node = walker.currentNode;
      if (!node.data.trim() || !node.parentElement?.getClientRects().length) continue;
      const size = Number.parseFloat(getComputedStyle(node.parentElement).fontSize);
      if (size < 12) tiny.add(node.data.trim().slice(0, 30));
    }
    return { violations, overflow: document.documentElement.scrollWidth > innerWidth, small, tiny: [...tiny] };
  });
}

test("G-02, G-07, G-12, G-13: widths, focus, forced colours, numbers", { timeout: 240_000 }, async (t) => {
  const page = await world.desk({ at: "/inbox" });
  await rows(page).nth(2).waitFor();

  await t.test("G-07: every stop of Tab is seen, on four screens", async () => {
    const number = await rows(page).first().getAttribute("data-number");
    const screens = {
      "/inbox": ".rows",
      [`/inbox/${number}`]: ".side .card, .side h2",
      "/settings/me": ".matrix tbody tr",
      "/search?q=배송": ".found li",
    };
    for (const [path, there] of Object.entries(screens)) {
      await world.move(page, path);
      await page.locator(there).first().waitFor();
      await page.evaluate(() => document.activeElement?.blur());
      assert.ok((await everyStop(page)) > 5, `few stops at ${path}`);
    }
    await world.move(page, "/inbox");
    await rows(page).nth(2).waitFor();
  });

  await t.test("G-13: what acts on many says how many", async () => {
    await page.evaluate(() => document.activeElement?.blur());
    await page.keyboard.press("Control+a");
    await page.locator(".bulk").waitFor();
    const n = await page.locator(".row[data-selected=true]").count();
    assert.ok(n > 0);
    assert.match((await page.locator(".bulk-buttons button").first().textContent()) ?? "", /^\d+건 해결/);
    assert.match((await page.locator(".bulk-count").textContent()) ?? "", /^\d+건 골랐어요/);
    await page.keyboard.press("Escape");
    await page.locator(".bulk").waitFor({ state: "detached" });
  });

  await t.test("G-12: forced colours keep the edges, reduced motion stops all movement", async () => {
    await page.emulateMedia({ forcedColors: "active", reducedMotion: "reduce" });
    await rows(page).first().click();
    await until("it is open", () => opened(page) > 0);
    const bare = () =>
      page.evaluate(() => [...document.querySelectorAll(".chip, .tab")].slice(0, 10).filter((e) => Number.parseFloat(getComputedStyle(e).borderTopWidth) === 0).length);
    assert.equal(await bare(), 0, "a control has no border");
    assert.deepEqual(await page.evaluate(() => document.getAnimations().map((a) => a.animationName ?? a.transitionProperty)), []);
    await page.emulateMedia({ forcedColors: null, reducedMotion: null });
  });

  await t.test("G-02: nothing scrolls sideways at any width, nor at 400 %", async () => {
    const places = { "/inbox": ".rows", [`/inbox/${opened(page)}`]: "[role=log]", "/settings/me": ".matrix", "/search?q=배송": ".found li" };
    for (const [path, there] of Object.entries(places)) {
      await page.setViewportSize({ width: 1440, height: 800 });
      await world.move(page, path);
      await page.locator(there).first().waitFor();
      for (const width of [320, 768, 1080]) {
        await page.setViewportSize({ width, height: 800 });
        await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
        assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), `${path} at ${width}`);
      }
    }
  });
  await page.context().close();
});

/** Goes through a screen by Tab until it comes round; what has the focus is seen, ringed, and covered at no corner. */
async function everyStop(page) {
  let stops = 0;
  for (; stops < 120; stops++) {
    await page.keyboard.press("Tab");
    const stop = await page.evaluate((first) => {
      const at = document.activeElement;
      if (!at || at === document.body || (!first && at === globalThis.began)) return null;
      if (first) globalThis.began = at;
      const box = at.getBoundingClientRect();
      const style = getComputedStyle(at);
      const [x, y] = [Math.min(6, box.width / 4), Math.min(6, box.height / 4)];
      const corners = [
        [box.left + x, box.top + y],
        [box.right - x, box.top + y],
        [box.left + x, box.bottom - y],
        [box.right - x, box.bottom - y],
        [box.left + box.width / 2, box.top + box.height / 2],
      ];
      const edge = at.getAttribute("role") === "separator";
      const covered = corners
        .map(([left, top]) => document.elementFromPoint(left, top))
        .filter((over) => over !== at && !at.contains(over) && !over?.contains(at))
        .filter((over) => !over || getComputedStyle(over.closest(".row-select") ?? over).opacity !== "0"); // not drawn
      return {
        what: at.outerHTML.slice(0, 100),
        seen: box.width > 0 && box.height > 0,
        ring: (Number.parseFloat(style.outlineWidth) >= 2 && style.outlineStyle !== "none") || edge || at.matches(".composer textarea"),
        covered: edge ? [] : covered.map((over) => over?.outerHTML.slice(0, 60) ?? "nothing"),
      };
    }, stops === 0);
    if (!stop) break;
    assert.ok(stop.seen && stop.ring && stop.covered.length === 0, JSON.stringify(stop));
  }
  return stops;
}

// When it is shown at all is tested with a stopped clock: kit/StateView.test.tsx.
test("G-11: a slow answer shows a skeleton, and comes without a shift", { timeout: 120_000 }, async () => {
  const page = await world.desk({ at: "/settings" });
  let answer;
  const asked = new Promise((done) => {
    answer = done;
  });
  await page.route("**/api/v1/tickets?*", async (route) => {
    await asked;
    await route.continue().catch(() => {});
  });
  const watch = () =>
    page.addInitScript(() => {
      globalThis.skeletons = 0;
      globalThis.shift = 0;
      new PerformanceObserver((list) => {
        for (const entry of list.getEntries()) if (!entry.hadRecentInput) globalThis.shift += entry.value;
      }).observe({ type: "layout-shift", buffered: true });
      new MutationObserver(() => {
        if (document.querySelector(".row-skeleton")) globalThis.skeletons++;
      }).observe(document, { childList: true, subtree: true });
    });
  await watch();
  await world.go(page, "/inbox?sort=waiting");
  await page.locator(".row-skeleton").first().waitFor();
  assert.deepEqual((await inspect(page)).violations, [], "G-01: while it waits");
  answer();
  await rows(page).first().waitFor();
  assert.ok((await page.evaluate(() => globalThis.skeletons)) > 0);
  assert.ok((await page.evaluate(() => globalThis.shift)) < 0.1);
  await page.context().close();
});

test("G-10: a list that does not come says why, and comes when asked again", { timeout: 60_000 }, async () => {
  const page = await world.desk({ at: "/settings" });
  let down = true;
  await page.route("**/api/v1/tickets?*", (route) => (down ? route.fulfill({ status: 404, contentType: "application/json", body: '{"status":404,"title":"없어요"}' }) : route.continue()));
  await world.move(page, "/inbox?sort=priority");
  await page.locator(".list [role=alert]").waitFor();
  assert.deepEqual((await inspect(page)).violations, [], "G-01: where it was refused");
  down = false;
  await page.getByRole("button", { name: "다시 시도" }).click();
  await rows(page).first().waitFor();
  await page.context().close();
});

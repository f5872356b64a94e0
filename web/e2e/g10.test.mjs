// G-10: every list in all its states, drawn from made-up answers by the built console. The pictures are compared with
// those that are kept for this version of Chromium, on machines that draw a sample as it is kept; DARI_LOOKS=write keeps
// all anew. Each state must come to rest and look like no other. DARI_LONG=1 draws each twice where none are kept.
import assert from "node:assert/strict";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { loadConfigFromFile, preview } from "vite";
import { startBrowser, until } from "./world.mjs";

const AT = "2026-11-23T14:05:00+09:00";
const LIMIT = 0.001;
const web = join(import.meta.dirname, "..");
const PAGE = { items: [] };
const TICKETS = /\/api\/v1\/tickets\?/;
const LISTS = {
  inbox: { path: "/inbox", data: TICKETS, filtered: "/inbox?tab=mail", there: ".row-link" },
  search: { path: "/search?q=반상기", data: /\/api\/v1\/search\?/, none: { chips: [], tickets: [], customers: [], orders: [], articles: [] }, there: ".found li" },
  articles: { path: "/faq", data: /\/faq\/articles$/, there: "tbody tr" },
  campaigns: { path: "/campaigns", data: /\/api\/v1\/campaigns$/, there: "tbody tr" },
  views: { path: "/settings/views", data: /\/api\/v1\/views$/, there: "tbody tr" },
  outbox: { path: "/outbox", data: /\/dev\/outbox\.json/, none: [], there: ".rows li" },
  mails: { path: "/mails", data: /\/api\/v1\/mails\?/ },
  replies: { path: "/settings/replies", data: /\/api\/v1\/replies$/, none: [] },
  macros: { path: "/settings/macros", data: /\/api\/v1\/macros$/, none: [] },
  automations: { path: "/settings/automations", data: /\/api\/v1\/automations$/, none: { rules: [], cap: 20, capped_today: 0 } },
  rules: { path: "/rules", data: /\/api\/v1\/chat\/rules$/, none: [] },
};

let server;
let browser;
let origin;
let page;

before(async () => {
  process.env.DARI_MOCK = "1";
  process.chdir(web);
  const real = Date.now;
  Date.now = () => Date.parse(AT); // the made-up data count from here
  const { config } = await loadConfigFromFile({ command: "serve", mode: "production", isPreview: true }, "vite.console.ts");
  Date.now = real;
  server = await preview({ ...config, configFile: false, logLevel: "silent", preview: { ...config.preview, port: 0, strictPort: false } });
  origin = server.resolvedUrls.local[0].replace(/\/app\/$/, "").replace(/\/$/, "");
  browser = await startBrowser();
  const context = await browser.newContext({ viewport: { width: 1100, height: 640 }, locale: "ko-KR", timezoneId: "Asia/Seoul", reducedMotion: "reduce" });
  page = await context.newPage();
  await page.clock.setFixedTime(AT);
  await page.addInitScript(() => localStorage.setItem("dari.console", '{"lang":"ko","theme":"light","alerts":"off"}'));
});

after(async () => {
  await browser?.close();
  await server?.close();
});

test("G-10: every list, empty, filtered, waiting, refused and offline", { timeout: 300_000 }, async (t) => {
  const folder = join(web, "e2e/looks", `chromium-${browser.version().split(".")[0]}`);
  const write = process.env.DARI_LOOKS === "write";
  if (write) mkdirSync(folder, { recursive: true });
  const judge = await (await browser.newContext()).newPage();
  const kept = await drawsAlike(judge, join(folder, "sample.png"), write);
  if (!kept) t.diagnostic(`no pictures are kept for how Chromium ${browser.version()} draws here: the states are compared with each other only`);
  for (const [name, list] of Object.entries(LISTS)) {
    await t.test(name, async () => {
      const drawn = new Map();
      for (const state of statesOf(list)) {
        const picture = await draw(list, state);
        const file = join(folder, `${name}-${state}.png`);
        if (write) writeFileSync(file, picture);
        else if (kept) await same(judge, `${name}, ${state}, as it is kept`, picture, readFileSync(file));
        else if (process.env.DARI_LONG) await same(judge, `${name}, ${state}, drawn again`, picture, await draw(list, state));
        for (const [other, its] of drawn) assert.ok((await difference(judge, picture, its)) > LIMIT, `${name}: ${state} looks like ${other}`);
        drawn.set(state, picture);
      }
    });
  }
});

const SAMPLE = `<body style="margin:8px;font:13px sans-serif"><p style="font-size:22px;font-weight:700">받은 문의 123</p><p>답변까지 2분 · Reply in 2 min</p>
<p style="font:12px monospace">2026-1103-0187</p><div style="width:200px;height:40px;border:1px solid #ccc;border-radius:8px;box-shadow:0 2px 6px #0003"></div>`;

/** Whether this machine draws a sample as the one did that drew the pictures: other fonts smooth otherwise. */
async function drawsAlike(judge, file, write) {
  const probe = await judge.context().newPage();
  await probe.setViewportSize({ width: 300, height: 180 });
  await probe.setContent(SAMPLE);
  const drawn = await probe.screenshot();
  await probe.close();
  if (write) writeFileSync(file, drawn);
  return existsSync(file) && (await difference(judge, drawn, readFileSync(file))) === 0;
}

const statesOf = (list) => ["empty", ...(list.filtered ? ["filtered"] : []), "loading", "error", "offline"];

/** One list in one state, drawn from nothing. */
async function draw(list, state) {
  let hold;
  const held = new Promise((done) => {
    hold = done;
  });
  await page.route(list.data, async (route) => {
    const json = (status, body) => route.fulfill({ status, contentType: "application/json", body: JSON.stringify(body) });
    if (state === "empty" || state === "filtered") return json(200, list.none ?? PAGE);
    if (state === "error") return json(404, { status: 404, title: "찾는 것이 없어요", code: "not_found" });
    if (state === "loading") await held;
    return list.there ? route.continue().catch(() => {}) : json(200, list.none ?? PAGE);
  });
  let socket;
  let gone = false;
  await page.routeWebSocket(/\/ws\/console/, (it) => {
    if (gone) return; // it is tried again, and nobody answers
    socket = it;
    it.send('{"t":"welcome","epoch":"e1"}');
    it.onMessage((text) => /"ping"/.test(text) && it.send('{"t":"pong"}'));
  });
  await page.goto(`${origin}/app${state === "filtered" ? list.filtered : list.path}`);
  await page.locator(SIGN[state] ?? list.there ?? ".state").first().waitFor();
  if (state === "offline") {
    await until("the socket", () => socket);
    gone = true;
    await page.context().setOffline(true);
    await socket.close();
    await page.locator(".banner", { hasText: "인터넷" }).waitFor();
  }
  await page.evaluate(() => document.fonts.ready);
  const main = page.locator("#main");
  // Fonts and pictures may still come: it counts once it stays as it is.
  let last = await main.screenshot({ animations: "disabled", caret: "hide" });
  await until("the picture rests", async () => {
    const next = await main.screenshot({ animations: "disabled", caret: "hide" });
    const rests = next.equals(last);
    last = next;
    return rests;
  });
  hold();
  await page.context().setOffline(false);
  await page.unrouteAll({ behavior: "ignoreErrors" });
  return last;
}

const SIGN = { empty: ".state", filtered: ".state", loading: ".state-loading", error: ".state[role=alert]" };

async function same(judge, what, picture, other) {
  const share = await difference(judge, picture, other);
  assert.ok(share <= LIMIT, `${what}: ${(share * 100).toFixed(2)} % of the picture differs`);
}

/** Which share of two pictures differs so that one sees it; all of it when they are not of one size. */
function difference(judge, one, other) {
  return judge.evaluate(
    async (given) => {
      const read = async (base64) => {
        const bytes = Uint8Array.from(atob(base64), (c) => c.charCodeAt(0));
        const bitmap = await createImageBitmap(new Blob([bytes], { type: "image/png" }));
        const canvas = new OffscreenCanvas(bitmap.width, bitmap.height).getContext("2d");
        canvas.drawImage(bitmap, 0, 0);
        return canvas.getImageData(0, 0, bitmap.width, bitmap.height);
      };
      const [a, b] = await Promise.all(given.map(read));
      if (a.width !== b.width || a.height !== b.height) return 1;
      let differs = 0;
      for (let i = 0; i < a.data.length; i += 4) {
        const far = Math.max(Math.abs(a.data[i] - b.data[i]), Math.abs(a.data[i + 1] - b.data[i + 1]), Math.abs(a.data[i + 2] - b.data[i + 2]));
        if (far > 16) differs++;
      }
      return differs / (a.width * a.height);
    },
    [one.toString("base64"), other.toString("base64")],
  );
}

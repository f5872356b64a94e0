// Measures what the widget costs a shop's page (W-03) and how soon it can be used (W-04), and prints it:
// node scripts/speed.mjs [runs]. Nothing is asserted: a loaded machine says other numbers.
import { startShop } from "../e2e/shop.mjs";
import { startBrowser, startDari, until } from "../e2e/world.mjs";

const runs = Number(process.argv[2] ?? 5);
const SLOW_4G = { offline: false, latency: 150, downloadThroughput: (1.6 * 1024 * 1024) / 8, uploadThroughput: (750 * 1024) / 8 };
const median = (list) => [...list].sort((a, b) => a - b)[Math.floor(list.length / 2)];
const shop = await startShop();
const dari = await startDari({ DARI_SHOP_ORIGINS: shop.origin });
const browser = await startBrowser();
const body = `<p>${"가게의 글. ".repeat(400)}</p>`;

try {
  const withIt = shop.page("/with", { dari: dari.dev, body });
  const without = shop.page("/without", { body });
  const pages = { with: [], without: [] };
  for (let run = 0; run < runs; run++) {
    pages.with.push(await costOf(withIt));
    pages.without.push(await costOf(without));
  }
  for (const what of ["lcp", "cls", "tbt"]) {
    const [a, b] = ["with", "without"].map((kind) => median(pages[kind].map((its) => its[what])));
    console.log(
      `W-03 ${what}: ${a.toFixed(2)} with, ${b.toFixed(2)} without, difference ${(a - b).toFixed(2)} (4x CPU, median of ${runs})`,
    );
  }
  for (const [name, view] of [
    ["home", undefined],
    ["chat", "chat"],
  ]) {
    const cold = [];
    const warm = [];
    let bytes = 0;
    for (let run = 0; run < runs; run++) {
      const [first, again, loaded] = await usable(withIt, view);
      cold.push(first);
      warm.push(again);
      bytes = loaded;
    }
    console.log(
      `W-04 ${name}: usable after ${Math.round(median(cold))} ms on slow 4G with 4x CPU, ${Math.round(median(warm))} ms warm; ${bytes} B of bodies`,
    );
  }
} finally {
  await browser.close();
  await dari.stop();
  await shop.stop();
}

/** Largest paint, shifts and blocking time of a page on a slow machine. */
async function costOf(url) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 } });
  const page = await context.newPage();
  const cdp = await context.newCDPSession(page);
  await cdp.send("Emulation.setCPUThrottlingRate", { rate: 4 });
  await page.addInitScript(() => {
    window.cost = { lcp: 0, cls: 0, tbt: 0 };
    const watch = (type, act) => new PerformanceObserver((list) => list.getEntries().forEach(act)).observe({ type, buffered: true });
    watch("largest-contentful-paint", (its) => {
      window.cost.lcp = its.startTime;
    });
    watch("layout-shift", (its) => {
      window.cost.cls += its.hadRecentInput ? 0 : its.value;
    });
    watch("longtask", (its) => {
      window.cost.tbt += Math.max(0, its.duration - 50);
    });
  });
  await page.goto(url, { waitUntil: "load" });
  await page.waitForTimeout(1500);
  const cost = await page.evaluate(() => window.cost);
  await context.close();
  return cost;
}

// The page and the frame say themselves when it was pressed and when the field was on the screen: to ask them
// from outside takes about as long as what is measured.
function watch() {
  const now = () => performance.timeOrigin + performance.now();
  addEventListener("pointerdown", () => {
    window.pressed = now();
  });
  if (!location.pathname.startsWith("/widget/frame")) return;
  const look = (_, its) => {
    if (!document.querySelector("textarea,input[role=combobox]")) return;
    its.disconnect();
    requestAnimationFrame(() =>
      setTimeout(() => {
        window.usable = now();
      }),
    );
  };
  new MutationObserver(look).observe(document, { childList: true, subtree: true });
}

/** From the press on the launcher until the search or the field can be used: cold and slow, then warm; and
 * how many bytes of ours travelled for the first. */
async function usable(url, view) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 } });
  await context.addInitScript(watch);
  const press = async (slow) => {
    const page = await context.newPage();
    const cdp = await context.newCDPSession(page);
    let bytes = 0;
    await page.goto(url, { waitUntil: "load" });
    await until("the launcher", () => page.evaluate(() => document.querySelector("dari-widget") !== null));
    if (slow) {
      await cdp.send("Network.enable");
      await cdp.send("Network.emulateNetworkConditions", SLOW_4G);
      await cdp.send("Emulation.setCPUThrottlingRate", { rate: 4 });
    }
    context.on("response", async (r) => {
      if (r.url().startsWith(dari.dev.public_url))
        bytes += (
          await r
            .request()
            .sizes()
            .catch(() => ({ responseBodySize: 0 }))
        ).responseBodySize;
    });
    const open = (its) => {
      window.pressed = performance.timeOrigin + performance.now();
      window.Dari.open(its);
    };
    if (view) await page.evaluate(open, view);
    else await page.mouse.click(1280 - 54, 900 - 54);
    const frame = await until("the frame", () => page.frames().find((f) => f.url().includes("/widget/frame")));
    const shown = await until("the field", () => frame.evaluate(() => window.usable).catch(() => 0)); // not while it loads
    const took = shown - (await page.evaluate(() => window.pressed));
    await page.waitForTimeout(1000);
    await page.close();
    return [took, bytes];
  };
  const [cold, bytes] = await press(true);
  const [warm] = await press(false);
  await context.close();
  return [cold, warm, bytes];
}

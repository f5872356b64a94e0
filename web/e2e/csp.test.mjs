// Every kind of page runs under its own Content-Security-Policy: the browser blocks nothing of ours.
import assert from "node:assert/strict";
import { test } from "node:test";
import { startBrowser, startDari } from "./world.mjs";

test("no page breaks its own policy, scrolls sideways or asks for what is not there", { timeout: 120_000 }, async () => {
  const dari = await startDari();
  const browser = await startBrowser();
  try {
    const faults = [];
    for (const [locale, colorScheme, width] of [
      ["ko-KR", "light", 1440],
      ["en-US", "dark", 390],
    ]) {
      const page = await (await browser.newContext({ viewport: { width, height: 844 }, locale, colorScheme })).newPage();
      page.on("console", (m) => m.type() === "error" && !m.text().includes("401") && faults.push(`${page.url()} ${m.text()}`));
      page.on("pageerror", (error) => faults.push(`${page.url()} ${error}`));
      const look = async (path) => {
        await page.goto(dari.dev.public_url + path, { waitUntil: "networkidle" });
        const sideways = await page.evaluate(() => document.documentElement.scrollWidth > innerWidth);
        if (sideways) faults.push(`${path} scrolls sideways at ${width}`);
      };
      for (const path of ["/demo", "/help", "/help/search?q=%EB%B0%B0%EC%86%A1", "/app"]) await look(path);
      const admin = dari.dev.staff.find((s) => s.role === "admin");
      await page.locator("input[type=email], input[name=email]").first().fill(admin.email);
      await page.locator("input[type=password]").fill(admin.password);
      await page.keyboard.press("Enter");
      await page.waitForURL("**/app/inbox");
      for (const path of ["/app/inbox", "/app/faq", "/app/campaigns", "/app/campaigns/new", "/app/outbox"]) await look(path);
      await page.context().close();
    }
    assert.deepEqual(faults, []);
  } finally {
    await browser.close();
    await dari.stop();
  }
});

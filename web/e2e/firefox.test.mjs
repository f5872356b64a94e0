// The core path in a second engine: Debian's Firefox, driven over WebDriver BiDi. A shopper opens
// the widget, finds an article, writes with Enter, and reads the agent's answer; a reload keeps it.
import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { after, before, test } from "node:test";
import puppeteer from "puppeteer-core";
import { startDari, until } from "./world.mjs";

const executablePath = "/usr/bin/firefox-esr";
const skip = existsSync(executablePath) ? false : "firefox-esr is not installed";

let dari;
let browser;

before(async () => {
  if (skip) return;
  dari = await startDari();
  browser = await puppeteer.launch({
    browser: "firefox",
    executablePath,
    extraPrefsFirefox: {
      "app.update.enabled": false,
      "datareporting.policy.dataSubmissionEnabled": false,
      "network.captive-portal-service.enabled": false,
      "network.connectivity-service.enabled": false,
      "intl.accept_languages": "ko",
    },
  });
});

after(async () => {
  await browser?.close();
  await dari?.stop();
});

async function openWidget(page) {
  await until("the loader", () => page.evaluate(() => typeof window.Dari?.open === "function" && !window.Dari.q));
  await page.evaluate(() => window.Dari.open());
  return until("the widget's frame", () => page.frames().find((f) => f.url().includes("/widget/frame")));
}

/** Answers as a signed-in agent does. */
async function answer(number, text) {
  const { email, password } = dari.dev.staff.find((s) => s.role === "agent");
  const signedIn = await dari.api("/api/v1/session", { method: "POST", body: JSON.stringify({ email, password }), headers: { authorization: "" } });
  const cookie = signedIn.headers.get("set-cookie").split(";")[0];
  const answered = await dari.api(`/api/v1/tickets/${number}/answer`, {
    method: "POST",
    headers: { authorization: "", cookie },
    body: JSON.stringify({ client_id: crypto.randomUUID(), text }),
  });
  assert.equal(answered.status, 200, await answered.text());
}

const shows = (frame, text) => until(`“${text}” is shown`, () => frame.evaluate((t) => document.body.innerText.includes(t), text).catch(() => false));

test("the core path in Firefox", { skip, timeout: 120_000 }, async () => {
  const page = await browser.newPage();
  const faults = [];
  page.on("pageerror", (error) => faults.push(String(error)));
  await page.setViewport({ width: 1280, height: 900 });
  await page.goto(`${dari.dev.public_url}/demo`);
  let frame = await openWidget(page);

  const find = await frame.waitForSelector("input[role=combobox]");
  await find.type("배송");
  await until("an article is found", () => frame.$("[role=option]"));

  await frame.evaluate(() => [...document.querySelectorAll("button")].find((b) => /상담원에게/.test(b.textContent)).click());
  const field = await frame.waitForSelector("textarea");
  await field.type("파이어폭스에서 물어봐요");
  await field.press("Enter");
  await until("the message is stored", () => dari.sql("SELECT count(*) FROM dari.messages WHERE sender_kind = 'shopper'") === "1");
  assert.equal(dari.sql("SELECT body FROM dari.messages WHERE sender_kind = 'shopper'"), "파이어폭스에서 물어봐요");
  assert.equal(await field.evaluate((f) => f.value), "", "nothing is left in the box");

  const number = await until("the ticket is there", () => dari.sql("SELECT number FROM dari.tickets LIMIT 1"));
  await answer(number, "네, 잘 보여요.");
  await shows(frame, "네, 잘 보여요.");

  await page.reload();
  frame = await until("the widget is open again after a reload", () => page.frames().find((f) => f.url().includes("/widget/frame")), 5000).catch(() =>
    openWidget(page),
  );
  await shows(frame, "네, 잘 보여요.");
  assert.deepEqual(faults, []);
});

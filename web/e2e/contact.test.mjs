// Who has no account: the form at /contact without a script, the mail with its link, the page of the ticket,
// the way in by number and phone, and who is calling.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { after, before, test } from "node:test";
import { startBrowser, startDari, until } from "./world.mjs";

let dari;
let browser;
const axe = readFileSync(new URL("../node_modules/axe-core/axe.min.js", import.meta.url), "utf8");
let link;
let number;

before(async () => {
  [dari, browser] = await Promise.all([startDari(), startBrowser()]);
});

after(async () => {
  await browser?.close();
  await dari?.stop();
});

async function open(path, { width = 390, scheme = "light", script = false } = {}) {
  const context = await browser.newContext({ viewport: { width, height: 844 }, locale: "ko-KR", colorScheme: scheme, javaScriptEnabled: script, bypassCSP: script });
  const page = await context.newPage();
  await page.goto(dari.dev.public_url + path);
  return page;
}

/** Who fills a form in faster than a hand can is taken for a program: waits until that is over. */
async function aHandsTime() {
  const clock = () => Number(dari.sql("SELECT extract(epoch FROM dari.clock())"));
  const from = clock();
  await until("three seconds of the shop's clock", () => clock() > from + 3);
}

/** Sends a page's form, and waits for what comes of it. */
const submit = (page) => Promise.all([page.waitForNavigation(), page.locator("form.ask button").click()]);

test("a form without a script is kept until it is right, and becomes a ticket with a promised time", async () => {
  const page = await open("/contact");
  await page.getByRole("link", { name: "교환·반품" }).click();
  await page.getByLabel("문의 내용").fill("찻잔 손잡이가 금이 가서 왔어요.");
  await submit(page);
  assert.equal(await page.getByLabel("문의 내용").inputValue(), "찻잔 손잡이가 금이 가서 왔어요.");
  const wrong = page.locator("#email");
  assert.equal(await wrong.getAttribute("aria-invalid"), "true");
  assert.match(await wrong.getAttribute("aria-describedby"), /email-error/);
  await page.getByLabel("주문 번호").fill("1103");
  await page.getByLabel("어떻게 해 드릴까요?").selectOption("exchange");
  await page.getByLabel("이름", { exact: true }).fill("김하늘");
  await page.getByLabel("메일 주소").fill("haneul.kim@example.com");
  await page.getByLabel("휴대전화 번호").fill("010-7777-1234");
  await page.getByLabel("동의해요").check();
  await aHandsTime();
  await submit(page);
  number = Number((await page.locator(".big").textContent()).slice(1));
  assert.match(await page.locator(".sheet").textContent(), /11월 23일 \(월\) 오후 \d+:\d\d까지 답해 드려요/);
  const mail = await until("the notice", async () => (await dari.outbox("haneul.kim@example.com"))[0]);
  assert.match(mail.subject, new RegExp(`#${number}`));
  link = /\/t\/[\w-]+/.exec(mail.text)[0];
  assert.equal(new URL(await page.getByRole("link", { name: "남긴 문의 보기" }).getAttribute("href"), dari.dev.public_url).pathname, link);
  await page.context().close();
});

test("the link shows the ticket without changing it, takes an answer once, and no other opens anything", async () => {
  const version = () => dari.sql(`SELECT version FROM dari.tickets WHERE number = ${number}`);
  const told = await until("the queue", version);
  const page = await open(link);
  assert.match(await page.locator("main").textContent(), /찻잔 손잡이가 금이 가서 왔어요/);
  assert.equal(await page.locator("script").count(), 0);
  assert.equal(version(), told);
  await page.getByLabel("덧붙일 내용").fill("사진도 있어요.");
  await submit(page);
  assert.match(page.url(), /said=1/);
  assert.equal(await page.locator(".log li").count(), 2);
  for (const bad of [`${link}x`, `${link.slice(0, -1)}`, "/t/none"]) {
    const answer = await fetch(dari.dev.public_url + bad, { headers: { accept: "text/html" } });
    assert.equal(answer.status, 404);
    assert.equal(answer.headers.get("referrer-policy"), "no-referrer");
  }
  const cross = await fetch(dari.dev.public_url + link, { method: "POST", headers: { origin: "https://bad.example", "sec-fetch-site": "cross-site" }, body: new URLSearchParams({ text: "x" }) });
  assert.equal(cross.status, 403);
  await page.context().close();
});

test("a guest comes in by number and a code to the phone", async () => {
  const page = await open("/t");
  await page.getByLabel("문의 번호").fill(`#${number}`);
  await page.getByLabel("휴대전화 번호").fill("01077771234");
  await submit(page);
  const said = await page.locator(".lead").textContent();
  const sms = await until("the code", async () => (await dari.outbox("+821077771234"))[0] ?? (await dari.outbox("01077771234"))[0]);
  const code = /\d{6}/.exec(sms.text)[0];
  await page.getByLabel("인증번호 6자리").fill(code === "000000" ? "111111" : "000000");
  await submit(page);
  await page.getByLabel("인증번호 6자리").fill(code);
  await submit(page);
  assert.equal(new URL(page.url()).pathname, link);
  await page.goto(`${dari.dev.public_url}/t`);
  await page.getByLabel("문의 번호").fill("999999");
  await page.getByLabel("휴대전화 번호").fill("01077771234");
  await submit(page);
  assert.equal(await page.locator(".lead").textContent(), said);
  await page.context().close();
});

test("the pages hold at both widths and in both colours: nothing sideways, no target too small, no fault of axe", async () => {
  for (const [width, scheme] of [[390, "dark"], [1440, "light"]]) {
    const page = await open("/contact", { width, scheme, script: true });
    for (const path of ["/contact", "/contact?topic=delivery&lang=en", link, "/t"]) {
      await page.goto(dari.dev.public_url + path);
      await page.evaluate(axe);
      const found = await page.evaluate(() => window.axe.run(document, { runOnly: ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa", "best-practice"] }));
      assert.deepEqual(found.violations.map((v) => v.id), [], path);
      assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), `${path} scrolls sideways`);
      const small = await page.evaluate(() =>
        [...document.querySelectorAll("main a, main button, main input, main select, main textarea")]
          .filter((e) => !e.closest("[aria-hidden]"))
          .map((e) => (e.closest(".tick") ?? e).getBoundingClientRect())
          .filter((b) => b.width > 0 && b.height < 44).length);
      assert.equal(small, 0, `${path} has ${small} small targets`);
    }
    await page.context().close();
  }
});

test("programs send the form too, and staff see who calls", async () => {
  const form = await (await fetch(`${dari.dev.public_url}/api/v1/contact`, { headers: { "accept-language": "ko" } })).json();
  assert.deepEqual(form.topics.map((t) => t.id), ["order", "delivery", "return", "product", "other"]);
  const send = (body) => fetch(`${dari.dev.public_url}/api/v1/contact`, { method: "POST", headers: { "content-type": "application/json", "accept-language": "ko" }, body: JSON.stringify(body) });
  const body = { form: form.form, topic: "product", fields: { product: "백자 찻잔" }, text: "다시 들어오나요?", name: "이서준", email: "seojun@example.com", phone: "010-7777-5678", consent: true };
  const refused = await send({ ...body, email: "seojun@" });
  assert.equal(refused.status, 422);
  assert.equal((await refused.json()).errors[0].location, "body.email");
  await aHandsTime();
  const first = await send(body);
  assert.equal(first.status, 201);
  const taken = await first.json();
  assert.equal((await (await send(body)).json()).number, taken.number);
  assert.equal((await fetch(`${dari.dev.public_url}/api/v1/callers?phone=01077775678`)).status, 401);
  const caller = await (await dari.api(`/api/v1/callers?phone=${encodeURIComponent("+82 10-7777-5678")}`)).json();
  assert.equal(caller.customer.name, "이서준");
  assert.deepEqual(caller.tickets.map((t) => t.number), [taken.number]);
  const nobody = await (await dari.api("/api/v1/callers?phone=010-1212-3434")).json();
  assert.equal(nobody.customer, null);
});

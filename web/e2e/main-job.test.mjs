// The main job in one run: a shopper asks, an agent answers and solves; the shop's own SQL moves
// orders and the notices leave; the birthday coupon comes once; a campaign is sent, and whoever
// unsubscribes gets no other.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { startBrowser, startDari, until } from "./world.mjs";

let dari;
let browser;
const faults = [];

before(async () => {
  [dari, browser] = await Promise.all([startDari(), startBrowser()]);
  console.log(`# dari dev ready from nothing in ${dari.started} ms`);
});

after(async () => {
  await browser?.close();
  await dari?.stop();
});

async function open(path, size = { width: 1440, height: 900 }) {
  const context = await browser.newContext({ viewport: size, locale: "ko-KR", timezoneId: "Asia/Seoul" });
  const page = await context.newPage();
  page.on("pageerror", (error) => faults.push(String(error)));
  page.on("response", (r) => r.status() >= 500 && faults.push(`${r.status()} ${r.url()}`));
  await page.goto(dari.dev.public_url + path);
  return page;
}

async function signIn(role) {
  const person = dari.dev.staff.find((s) => s.role === role);
  const page = await open("/app");
  await page.locator("input[type=email], input[name=email]").first().fill(person.email);
  await page.locator("input[type=password]").fill(person.password);
  await page.keyboard.press("Enter");
  await page.getByRole("navigation", { name: "주 메뉴" }).waitFor();
  return page;
}

async function openWidget(page) {
  await page.waitForFunction(() => globalThis.Dari?.open);
  await page.evaluate(() => globalThis.Dari.open());
  const frame = await until("the widget's frame", () => page.frames().find((f) => f.url().includes("/widget/frame")));
  await frame.getByRole("button", { name: /상담원에게/ }).click();
  await frame.locator("textarea").waitFor();
  return frame;
}

test("main job", { timeout: 180_000 }, async (t) => {
  let agent;
  let widget;
  await t.test("a shopper asks, an agent sees it, answers and solves", async () => {
    const shopper = await open("/demo");
    widget = await openWidget(shopper);
    agent = await signIn("agent");
    await widget.locator("textarea").fill("예약한 반상기 언제쯤 오나요?");
    const asked = performance.now();
    await widget.locator("textarea").press("Enter");
    const row = agent.getByRole("list", { name: "문의 목록" }).getByText("예약한 반상기 언제쯤 오나요?");
    await row.waitFor();
    console.log(`# asked → on the agent's screen in ${Math.round(performance.now() - asked)} ms`);
    await row.click();
    const composer = agent.getByRole("textbox", { name: "답변 쓰기" });
    await composer.fill("12월 16일에는 받으실 수 있어요.");
    const answered = performance.now();
    await composer.press("Enter");
    await widget.getByText("12월 16일에는 받으실 수 있어요.").waitFor();
    console.log(`# answered → on the shopper's screen in ${Math.round(performance.now() - answered)} ms`);
    await agent.getByRole("main", { name: "대화" }).getByRole("button", { name: /^해결/ }).click();
    await until("the ticket is solved", () => dari.sql("SELECT state FROM dari.tickets WHERE number = 1001") === "solved");
    assert.equal(dari.sql("SELECT count(*) FROM dari.messages WHERE sender_kind <> 'system'"), "2");
  });

  await t.test("the shop's own SQL moves an order to shipped, and its buyer is told by mail and SMS", async () => {
    const [order, mail, phone] = dari
      .sql("SELECT order_no, buyer_email, buyer_phone FROM demo_shop.orders WHERE status = 'preparing' AND NOT is_preorder AND buyer_email <> '' AND buyer_phone LIKE '010%' LIMIT 1")
      .split("|");
    const moved = performance.now();
    dari.sql(`UPDATE demo_shop.orders SET status = 'shipped', carrier = 'cjlogistics', tracking_no = '688900112233', updated_at = now() WHERE order_no = '${order}'`);
    const letter = await until("the mail", async () => (await dari.outbox(mail)).find((m) => m.subject.includes(order)));
    console.log(`# UPDATE → captured mail in ${Math.round(performance.now() - moved)} ms (psql's start included)`);
    const text = await until("the SMS", async () => (await dari.outbox(phone)).find((m) => m.channel === "sms"));
    for (const m of [letter, text]) {
      assert.match(m.text, /CJ대한통운/);
      assert.match(m.text, /688900112233/);
      assert.doesNotMatch(m.subject + m.text, /\(광고\)/);
    }
  });

  await t.test("a pre-order's date moved by 10 days is told with both dates and an apology", async () => {
    const [order, mail, phone, was, now] = dari
      .sql(
        "SELECT order_no, buyer_email, buyer_phone, to_char(promised_on, 'FMMM월 FMDD일'), to_char(promised_on + 10, 'FMMM월 FMDD일') " +
          "FROM demo_shop.orders WHERE is_preorder AND status IN ('paid', 'preparing') AND buyer_email <> '' AND buyer_phone LIKE '010%' LIMIT 1",
      )
      .split("|");
    dari.sql(`UPDATE demo_shop.orders SET promised_on = promised_on + 10, updated_at = now() WHERE order_no = '${order}'`);
    const letter = await until("the mail", async () => (await dari.outbox(mail)).find((m) => m.subject.includes(order)));
    const text = await until("the SMS", async () => (await dari.outbox(phone)).find((m) => m.channel === "sms"));
    for (const m of [letter, text]) {
      assert.ok(m.text.includes(was) && m.text.includes(now), `${m.channel} names ${was} and ${now}: ${m.text}`);
      assert.match(m.text, /죄송합니다/);
    }
  });

  await t.test("the birthday coupon comes once, as an advertisement", async () => {
    for (let i = 0; i < 3; i++) assert.equal((await dari.api("/api/v1/coupons/run", { method: "POST", body: "{}" })).status, 200);
    const issued = Number(dari.sql("SELECT count(*) FROM dari.coupon_issues"));
    assert.ok(issued > 0);
    await until("all coupons have left", () => dari.sql("SELECT count(*) FROM dari.deliveries WHERE kind = 'coupon.birthday' AND state <> 'sent'") === "0");
    const codes = dari.sql("SELECT code FROM dari.coupon_issues").split("\n");
    const all = await dari.outbox();
    for (const code of codes) {
      const copies = all.filter((m) => m.text.includes(code));
      assert.equal(copies.length, 1, `the coupon was told ${copies.length} times`);
      const head = copies[0].channel === "email" ? copies[0].subject : copies[0].text;
      assert.ok(head.startsWith("(광고)"), head);
    }
  });

  await t.test("a campaign is sent, and who unsubscribes gets no other", async () => {
    const marketer = await signIn("marketer");
    const first = await sendCampaign(marketer, "겨울 예약전", "겨울 예약전이 열렸어요");
    const letters = (await dari.outbox()).filter((m) => m.subject.includes("겨울 예약전이 열렸어요"));
    assert.equal(letters.length, first.sent);
    for (const m of letters) assert.ok(m.subject.startsWith("(광고)"), m.subject);
    assert.equal(new Set(letters.map((m) => m.to)).size, letters.length, "nobody has two");

    const letter = letters[0];
    const link = new URL(/<(https?:[^>]+)>/.exec(letter.headers["List-Unsubscribe"][0])[1]);
    assert.equal(letter.headers["List-Unsubscribe-Post"][0], "List-Unsubscribe=One-Click");
    const before = dari.sql("SELECT count(*) FROM dari.consent_events");
    for (let i = 0; i < 3; i++) assert.equal((await fetch(link)).status, 200);
    assert.equal(dari.sql("SELECT count(*) FROM dari.consent_events"), before, "a GET changes nothing");
    const page = await open(link.pathname, { width: 390, height: 844 });
    await page.getByRole("button").first().click();
    await until("the withdrawal", () => Number(dari.sql("SELECT count(*) FROM dari.consent_events")) > Number(before));

    const second = await sendCampaign(marketer, "설 선물전", "설 선물을 골라 보세요");
    assert.equal(second.sent, first.sent - 1);
    assert.ok(!(await dari.outbox(letter.to)).some((m) => m.subject.includes("설 선물을")), "the one who unsubscribed got another");
  });

  await t.test("no page broke and no request failed", () => {
    assert.deepEqual(faults, []);
    const lines = dari.log().split("\n").filter((line) => line.includes('"ERROR"'));
    assert.deepEqual(lines, []);
  });
});

/** Writes a campaign in the console, sends it now, and waits for its end. */
async function sendCampaign(page, name, subject) {
  await page.goto(`${dari.dev.public_url}/app/campaigns/new`);
  await page.getByRole("textbox", { name: "이름" }).fill(name);
  await page.getByRole("textbox", { name: "메일 제목" }).fill(subject);
  await page.getByRole("textbox", { name: "보낼 글" }).fill("{{customer.name|고객}}님, 새 그릇을 만나 보세요.");
  await page.getByText("지금", { exact: true }).click();
  await page.getByRole("button", { name: /명에게 .*보내기/ }).click();
  const dialog = page.getByRole("dialog");
  if (await dialog.isVisible().catch(() => false)) await dialog.getByRole("button", { name: /보내기/ }).click();
  await until(`the campaign ${name} is done`, () => dari.sql(`SELECT state FROM dari.campaigns WHERE name = '${name}'`) === "done", 60_000);
  const sent = Number(dari.sql(`SELECT count(*) FROM dari.deliveries d JOIN dari.campaigns c ON d.source_kind = 'campaign' AND d.source_id = c.id WHERE c.name = '${name}' AND d.state = 'sent'`));
  assert.ok(sent > 0);
  return { sent };
}

// A refund beyond an agent's limit: asked for, approved by an administrator, carried out by the shop, told to the customer.
import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { after, before, test } from "node:test";
import { startBrowser, startDari, until } from "./world.mjs";

let dari;
let browser;
const faults = [];

before(async () => {
  [dari, browser] = await Promise.all([startDari(), startBrowser()]);
});

after(async () => {
  await browser?.close();
  await dari?.stop();
});

async function signIn(role) {
  const base = dari.dev.public_url;
  const person = dari.dev.staff.find((s) => s.role === role);
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, locale: "ko-KR", timezoneId: "Asia/Seoul" });
  const signed = await context.request.post(`${base}/api/v1/session`, {
    data: { email: person.email, password: person.password },
    headers: { origin: base },
  });
  assert.equal(signed.status(), 200);
  const page = await context.newPage();
  page.on("pageerror", (error) => faults.push(String(error)));
  return page;
}

test("a refund beyond the limit is approved by somebody else, done by the shop and told", { timeout: 180_000 }, async () => {
  const base = dari.dev.public_url;
  const json = { "content-type": "application/json" };
  // The shop takes it on and says later what came of it.
  await fetch(`${base}/dev/shop/mode?mode=later`, { method: "POST" });
  const order = await until("an order that has arrived", () =>
    dari.sql(`SELECT number FROM dari.orders WHERE status = 'delivered' AND total > 150000 AND customer_id IS NOT NULL ORDER BY placed_at DESC LIMIT 1`),
  );
  const agent = await signIn("agent");
  const made = await agent.request.post(`${base}/api/v1/tickets`, {
    data: { client_id: randomUUID(), channel: "chat", order_number: order, subject: "접시에 금이 갔어요", text: "확인해 보고 있어요." },
    headers: { origin: base },
  });
  const { number } = await made.json();

  await agent.goto(`${base}/app/inbox/${number}`);
  await agent.getByRole("button", { name: "부분 환불" }).first().click();
  const sheet = agent.getByRole("dialog", { name: `주문 ${order} 부분 환불` });
  await sheet.getByLabel("사유").selectOption("damaged");
  await sheet.getByLabel("환불 금액").fill("120,000");
  await sheet.getByText("다른 사람의 승인이 필요해요").waitFor();
  await sheet.getByRole("button", { name: "승인 부탁하기 · 120,000원" }).click();
  await sheet.waitFor({ state: "detached" });
  const card = agent.getByRole("article", { name: "부분 환불" }).first();
  await agent.locator("details.return-strip summary").click();
  await card.getByText("승인 기다림").waitFor();
  assert.equal(await card.getByRole("button", { name: "승인하기" }).count(), 0, "who asked does not approve");
  await agent.getByText("부분 환불 120,000원 승인을 부탁했어요").first().waitFor();

  const admin = await signIn("admin");
  await admin.goto(`${base}/app/inbox`);
  await admin.getByText("승인을 기다리는 요청 1건").waitFor();
  await admin.getByRole("button", { name: "보기", exact: true }).click();
  const list = admin.getByRole("dialog", { name: "승인을 기다리는 요청" });
  await list.getByRole("button", { name: "승인하기" }).focus();
  await admin.keyboard.press("Enter");
  await list.getByText("승인을 기다리는 요청이 없어요.").waitFor();

  const id = await until("the shop has taken it on", () => dari.sql(`SELECT uid FROM dari.returns WHERE state = 'sent'`));
  await card.getByText("쇼핑몰이 처리 중").waitFor();
  const result = { result: "done", refund_amount: 120_000, reference: "R-1" };
  for (let again = 0; again < 2; again++) {
    const told = await dari.api(`/api/v1/returns/${id}/result`, { method: "POST", body: JSON.stringify(result), headers: json });
    assert.equal(told.status, 200);
  }
  await card.getByText("마침").waitFor();
  await agent.getByText(`주문 ${order}에서 120,000원을 돌려 드렸어요.`).first().waitFor();
  assert.equal(
    Number(await dari.sql(`SELECT count(*) FROM dari.messages WHERE body LIKE '%돌려 드렸어요%'`)),
    1,
    "the customer is told once",
  );
  assert.deepEqual(faults, []);
});

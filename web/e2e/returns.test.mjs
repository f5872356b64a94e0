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

  const admin = await signIn("admin");
  await admin.goto(`${base}/app/inbox`);
  await admin.locator("nav.nav").waitFor();

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

  // Whoever may approve it sees it come, and go again.
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

test("an administrator sets the limits, makes a secret that is shown once, and tries a call", { timeout: 60_000 }, async () => {
  const base = dari.dev.public_url;
  const admin = await signIn("admin");
  await fetch(`${base}/dev/shop/mode?mode=broken`, { method: "POST" });
  await admin.goto(`${base}/app/settings/returns`);
  const call = admin.getByRole("button", { name: "시험 호출 보내기" });
  await call.click();
  await admin.getByText("쇼핑몰이 오류(500)로 답했어요").waitFor();
  await fetch(`${base}/dev/shop/mode?mode=done`, { method: "POST" });
  await call.click();
  await admin.getByText("쇼핑몰이 답했어요").waitFor();

  await admin.getByLabel("상담원 한도 금액").fill("만 원");
  await admin.getByText("금액을 숫자로 적어 주세요").waitFor();
  assert.equal(await admin.getByRole("button", { name: "저장하기" }).isDisabled(), true);
  await admin.getByLabel("상담원 한도 금액").fill("30,000");
  await admin.getByLabel("상담원이 한 고객에게 주는 쿠폰").fill("2");
  await admin.getByRole("button", { name: "저장하기" }).click();
  await admin.locator(".save-bar").waitFor({ state: "detached" });
  assert.equal(dari.sql("SELECT limits ->> 'agent' FROM dari.return_settings"), "30000");
  assert.equal(dari.sql("SELECT value -> 'by_hand' ->> 'agent_coupons' FROM dari.settings WHERE key = 'shop'"), "2");

  await admin.getByRole("button", { name: "새 비밀 키 만들기" }).click();
  await admin.getByRole("button", { name: "만들기", exact: true }).click();
  const secret = await admin.locator(".secret-once").textContent();
  assert.match(secret, /^whsec_/);
  await admin.getByRole("button", { name: "넣었어요" }).click();
  await admin.getByText("이전 키도").waitFor();
  assert.equal((await admin.content()).includes(secret), false);
  await call.click();
  await admin.getByText("쇼핑몰이 답했어요").waitFor();

  const agent = await signIn("agent");
  await agent.goto(`${base}/app/settings`);
  await agent.getByRole("link", { name: "자주 쓰는 답변" }).first().waitFor();
  assert.equal(await agent.getByRole("link", { name: "반품과 한도" }).count(), 0, "not for agents");
  assert.deepEqual(faults, []);
});

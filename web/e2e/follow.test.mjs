// After the shopper has left: an answer nobody reads leaves once by mail and once by SMS, its link opens
// the thread in one browser, and answers by mail and SMS come back into it.
import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { after, before, test } from "node:test";
import { startBrowser, startDari, until } from "./world.mjs";

let dari;
let browser;

before(async () => {
  // An evening: the shop is closed, and it is not night yet.
  dari = await startDari({ DARI_CLOCK: "2026-11-23T19:05:00+09:00" });
  browser = await startBrowser();
});

after(async () => {
  await browser?.close();
  await dari?.stop();
});

const leave = async (how) => {
  const answer = await dari.api(`/api/v1/widget/leave?key=${dari.dev.widget_key}`, {
    method: "POST",
    body: JSON.stringify({ client_id: randomUUID(), text: "반상기는 언제 오나요?", lang: "ko", ...how }),
  });
  assert.equal(answer.status, 200, await answer.clone().text());
  return answer.json();
};

// An agent answers in the console, as people do.
const answer = async (ticket, text) => {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, locale: "ko-KR" });
  const page = await context.newPage();
  const agent = dari.dev.staff.find((one) => one.role === "agent");
  await page.request.post(`${dari.dev.public_url}/api/v1/session`, { data: { email: agent.email, password: agent.password } });
  await page.goto(`${dari.dev.public_url}/app/inbox/${ticket}`);
  await page.locator("textarea").first().fill(text);
  await page.locator("textarea").first().press("Enter");
  await page.locator(".log .bubble", { hasText: text }).waitFor();
  return { page, close: () => context.close() };
};

const fiveMinutesLater = async (conversation) => {
  const id = dari.sql(`SELECT id FROM dari.conversations WHERE uid = '${conversation}'`);
  await until("the answer waits to be read", () => dari.sql(`SELECT count(*) FROM dari.follow_waits WHERE conversation_id = ${id}`) === "1");
  dari.sql(`UPDATE dari.messages SET created_at = created_at - interval '5 minutes' WHERE conversation_id = ${id}`);
  dari.sql(`UPDATE dari.follow_waits SET due_at = due_at - interval '5 minutes' WHERE conversation_id = ${id}`);
};

const inbound = (path, body, type) => dari.api(path, { method: "POST", body, headers: { "content-type": type } });

test("an unread answer goes by SMS once, and its link opens the thread in one browser", async () => {
  const left = await leave({ reply_by: "sms", phone: "010-7777-1234" });
  const agent = await answer(left.ticket_number, "12월 16일에 도착해요");
  await fiveMinutesLater(left.conversation);
  const sent = await until("the SMS is sent", async () => (await dari.outbox("01077771234"))[0]);
  const link = sent.text.match(/http\S+/)[0];
  assert.match(sent.text, /^\[온담\] .*\/c\/[0-9A-Za-z]{10}$/);
  assert.deepEqual(sent.headers.Type, ["SMS"]);

  const phone = await browser.newContext({ viewport: { width: 390, height: 780 }, locale: "ko-KR" });
  const page = await phone.newPage();
  for (let i = 0; i < 3; i++) await fetch(link); // programs that open every link
  await page.goto(link);
  await page.getByRole("button", { name: "대화 열기" }).click();
  const frame = page.frameLocator("iframe");
  await frame.getByText("12월 16일에 도착해요").waitFor();
  await page.reload();
  await frame.getByText("12월 16일에 도착해요").waitFor();
  await frame.locator("textarea").fill("고맙습니다");
  await frame.locator("textarea").press("Enter");
  await agent.page.locator(".log .bubble", { hasText: "고맙습니다" }).waitFor();
  await agent.page.locator(".log .system", { hasText: "SMS로 알림" }).filter({ hasText: "열람" }).waitFor();

  const other = await browser.newContext({ locale: "ko-KR" });
  const elsewhere = await other.newPage();
  await elsewhere.goto(link);
  await elsewhere.getByRole("heading", { name: "이미 연 링크예요" }).waitFor();
  await elsewhere.getByRole("button", { name: "새 링크 받기" }).click();
  await elsewhere.getByText("새 링크를 보냈어요").waitFor();

  const texted = await inbound("/api/v1/inbound/sms", JSON.stringify({ id: "g-1", from: "010-7777-1234", text: "문자로도 답해요" }), "application/json");
  assert.equal((await texted.json()).state, "joined");
  await agent.page.locator(".log .bubble", { hasText: "문자로도 답해요" }).waitFor();
  assert.equal(dari.sql(`SELECT count(*) FROM dari.follow_ups f JOIN dari.conversations c ON c.id = f.conversation_id WHERE c.uid = '${left.conversation}'`), "1");
  await Promise.all([phone.close(), other.close(), agent.close()]);
});

test("an unread answer goes by mail once, and an answer to the mail joins the thread", async () => {
  const left = await leave({ reply_by: "email", email: "seoyeon@shoppers.example" });
  const agent = await answer(left.ticket_number, "백자 반상기는 재고가 있어요");
  await fiveMinutesLater(left.conversation);
  const sent = await until("the mail is sent", async () => (await dari.outbox("seoyeon@shoppers.example"))[0]);
  assert.match(sent.html, /백자 반상기는 재고가 있어요/);
  const [to] = sent.headers["Reply-To"];
  const [id] = sent.headers["Message-Id"];
  const mail = [
    "From: seoyeon@shoppers.example",
    `To: ${to}`,
    "Subject: Re: answer",
    `In-Reply-To: ${id}`,
    "Message-ID: <reply-1@shoppers.example>",
    "Content-Type: text/plain; charset=utf-8",
    "",
    "네, 그걸로 할게요.",
    "",
    "2026년 11월 23일 (월) 오후 7:10, 온담 <help@ondam.example>님이 작성:",
    "> 백자 반상기는 재고가 있어요",
  ].join("\r\n");
  for (const known of [false, true]) {
    const got = await (await inbound("/api/v1/inbound/mail", mail, "message/rfc822")).json();
    assert.deepEqual([got.state, got.known], ["done", known]);
  }
  await agent.page.locator(".log .bubble", { hasText: "네, 그걸로 할게요." }).waitFor();
  assert.equal(await agent.page.locator(".log .bubble", { hasText: "네, 그걸로 할게요." }).count(), 1);
  await agent.page.getByText("인용한 글 보기").click();
  await agent.page.getByText("온담 <help@ondam.example>님이 작성").waitFor();
  assert.equal((await dari.outbox("seoyeon@shoppers.example")).length, 1);
  await agent.close();
});

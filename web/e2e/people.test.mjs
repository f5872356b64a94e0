// The person beside a conversation: one who is there twice is merged and parted again, a memo is kept, a coupon is
// given by hand, and another production date is told to the customer in the words that were shown before.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { startConsole } from "./console-world.mjs";
import { until } from "./world.mjs";

let world;

before(async () => {
  world = await startConsole();
});

after(async () => {
  await world?.stop();
});

/** A ticket of somebody who waits for a pre-order, and a guest with the same number, an order and a refusal. */
function twice(sql) {
  const [id, order] = sql(`
SELECT o.customer_id || ' ' || o.number FROM dari.orders o JOIN dari.customers c ON c.id = o.customer_id
WHERE o.is_preorder AND o.eta_to IS NOT NULL AND o.status IN ('placed', 'paid', 'preparing') AND c.phone <> '' AND c.email <> ''
ORDER BY o.id LIMIT 1`).split(" ");
  const number = sql(`
WITH c AS (INSERT INTO dari.conversations (uid, kind, customer_id, title, lang, last_seq, last_message_at)
      SELECT gen_random_uuid(), 'mail', ${id}, '언제 받을 수 있나요?', 'ko', 1, dari.clock() RETURNING id),
m AS (INSERT INTO dari.messages (conversation_id, seq, uid, sender_kind, client_id, channel, kind, body, body_hash)
      SELECT id, 1, gen_random_uuid(), 'shopper', gen_random_uuid(), 'chat', 'text', '언제 받을 수 있나요?', '\\x00' FROM c),
t AS (INSERT INTO dari.tickets (state, channel, conversation_id, customer_id, subject, preview, waiting_since)
      SELECT 'new', 'chat', id, ${id}, '언제 받을 수 있나요?', '언제 받을 수 있나요?', dari.clock() FROM c RETURNING id, number, conversation_id),
s AS (INSERT INTO dari.ticket_conversations (ticket_id, conversation_id, from_seq, last_seq) SELECT id, conversation_id, 1, 1 FROM t)
SELECT number FROM t`);
  const guest = sql(`
WITH who AS (INSERT INTO dari.customers (uid, source, name, phone) SELECT gen_random_uuid(), 'order', name, phone FROM dari.customers WHERE id = ${id} RETURNING id),
o AS (INSERT INTO dari.orders (source, source_key, number, customer_id, status, total, placed_at) SELECT 'api', 'GUEST-1', 'GUEST-1', id, 'delivered', 12000, dari.clock() - interval '20 days' FROM who),
c AS (INSERT INTO dari.consent_events (customer_id, channel, purpose, granted, source) SELECT id, 'sms', 'marketing', false, 'api' FROM who)
SELECT id FROM who`);
  return { number: Number(number), id: Number(id), order, guest: Number(guest) };
}

test("a person who is there twice is merged beside the conversation, and parted again", async () => {
  const { dari } = world;
  const one = twice(dari.sql);
  const page = await world.desk({ role: "admin" });
  await world.go(page, `/inbox/${one.number}`);
  const side = page.locator("aside.side, .side").last();

  const same = side.locator(".same");
  await same.getByText("같은 사람일 수 있어요").waitFor();
  await same.getByRole("button", { name: "살펴보기" }).click();
  const sheet = page.getByRole("dialog", { name: "같은 사람인지 살펴보기" });
  await sheet.getByText("주문 1건", { exact: false }).first().waitFor();
  await sheet.getByRole("row", { name: /문자/ }).getByText("거부").waitFor();
  assert.equal(dari.sql(`SELECT count(*) FROM dari.customer_merges`), "0", "a look changes nothing");
  await sheet.getByRole("button", { name: "합치기", exact: true }).click();
  await until("the merge", () => dari.sql(`SELECT merged_into FROM dari.customers WHERE id = ${one.guest}`) === String(one.id));
  assert.equal(dari.sql(`SELECT customer_id FROM dari.orders WHERE number = 'GUEST-1'`), String(one.id));
  assert.equal(dari.sql(`SELECT count(*) FROM dari.audit_log WHERE action = 'person.merge' AND subject_id = '${one.id}'`), "1");

  await same.getByText(/합친 사람이에요/).waitFor();
  await same.getByRole("button", { name: "되돌리기" }).click();
  await until("the undo", () => dari.sql(`SELECT coalesce(merged_into, 0) FROM dari.customers WHERE id = ${one.guest}`) === "0");
  assert.equal(dari.sql(`SELECT customer_id FROM dari.orders WHERE number = 'GUEST-1'`), String(one.guest));
  await same.getByText("같은 사람일 수 있어요").waitFor();

  // A memo stands for colleagues.
  await side.getByRole("button", { name: "쓰기", exact: true }).click();
  await side.getByRole("textbox", { name: "메모" }).fill("선물 포장을 꼭 챙겨요");
  await side.getByRole("button", { name: "저장하기" }).click();
  await side.getByText("선물 포장을 꼭 챙겨요").waitFor();
  await until("the memo is kept", () => dari.sql(`SELECT version FROM dari.customer_memos WHERE customer_id = ${one.id}`) === "1");

  // Another production date: the words stand there before they leave.
  await side.getByRole("button", { name: "제작일 바꾸기" }).first().click();
  const dates = page.getByRole("dialog", { name: /제작일 바꾸기/ });
  const later = dari.sql(`SELECT (eta_to + 10)::text FROM dari.orders WHERE number = '${one.order}'`);
  await dates.getByLabel("제작이 끝나는 날").fill(later);
  await dates.getByLabel(/이유/).fill("원목이 늦게 들어와요");
  await dates.locator(".arrival-notice").filter({ hasText: "원목이 늦게 들어와요" }).first().waitFor();
  await dates.getByRole("button", { name: /^바꾸고 알림 \d+건 보내기$/ }).click();
  await until("the promise", () => dari.sql(`SELECT (eta_to > '${later}')::text FROM dari.orders WHERE number = '${one.order}'`) === "true");
  await until("the notice", () =>
    Number(dari.sql(`SELECT count(*) FROM dari.deliveries d JOIN dari.orders o ON o.id = d.order_id WHERE o.number = '${one.order}' AND d.kind = 'preorder.delayed' AND d.fields ->> 'delay.reason' = '원목이 늦게 들어와요'`)) > 0,
  );
  await page.getByText(/제작일을 바꿔 받는 날이/).first().waitFor();
  assert.deepEqual(world.faults, []);
});

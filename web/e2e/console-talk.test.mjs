// The conversation side of the inbox: two agents at one ticket, drafts that move, the menu behind the slash, deadlines
// in words, a number that is shown and written down, and typing while messages come in.
import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { after, before, test } from "node:test";
import { setTimeout as pause } from "node:timers/promises";
import { startBrowser, startDari, until } from "./world.mjs";

let dari;
let browser;
const faults = [];

before(async () => {
  // The browser's clock says what is due: the shop's must be the same.
  [dari, browser] = await Promise.all([startDari({ DARI_CLOCK: new Date().toISOString() }), startBrowser()]);
});

after(async () => {
  await browser?.close();
  await dari?.stop();
});

/** A shopper without a browser. */
function shopper() {
  const headers = { "content-type": "application/json", "accept-language": "ko" };
  return {
    async says(text) {
      const url = `${dari.dev.public_url}/api/v1/widget/messages?key=${dari.dev.widget_key}`;
      const answer = await fetch(url, { method: "POST", headers, body: JSON.stringify({ client_id: randomUUID(), text, lang: "ko" }) });
      const said = await answer.json();
      assert.equal(answer.status, 200, JSON.stringify(said));
      if (said.visitor_token) headers["X-Dari-Visitor"] = said.visitor_token;
      return said;
    },
  };
}

async function ticketOf(conversation) {
  return until("the ticket", () =>
    dari.sql(`SELECT t.number FROM dari.tickets t JOIN dari.conversations c ON c.id = t.conversation_id WHERE c.uid = '${conversation}'`),
  );
}

const signed = new Map();

/** An agent at their console, with a ticket open. deaf() keeps what the server says from their socket, as a lost connection does. */
async function agent(n, number, options = {}) {
  const person = dari.dev.staff.filter((s) => s.role === "agent")[n];
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, locale: "ko-KR", timezoneId: "Asia/Seoul", ...options });
  let deaf = false;
  await context.routeWebSocket(/\/ws\/console$/, (socket) => {
    const server = socket.connectToServer();
    server.onMessage((message) => {
      if (!deaf) socket.send(message);
    });
  });
  const page = await context.newPage();
  page.on("pageerror", (error) => faults.push(String(error)));
  if (signed.has(n)) await context.addCookies(signed.get(n));
  await page.goto(`${dari.dev.public_url}/app/inbox/${number}`);
  if (!signed.has(n)) {
    await page.locator("input[type=email], input[name=email]").first().fill(person.email);
    await page.locator("input[type=password]").fill(person.password);
    await page.keyboard.press("Enter");
  }
  const there = async () => {
    await page.getByRole("textbox", { name: "답변 쓰기" }).waitFor();
    await page.getByRole("log").getByRole("listitem").first().waitFor();
  };
  await there();
  if (!signed.has(n)) signed.set(n, await context.cookies());
  return {
    page,
    context,
    composer: page.getByRole("textbox", { name: "답변 쓰기" }),
    deaf: (on) => {
      deaf = on;
    },
    async away() {
      await page.evaluate(() => history.pushState(null, "", "/app/settings"));
      await page.locator(".settings").first().waitFor();
    },
    /** Goes to another ticket, by a link of the console's own. */
    async open(other, query = "") {
      await page.evaluate((to) => history.pushState(null, "", to), `/app/inbox/${other}${query}`);
      await page.locator(".conversation-facts", { hasText: `#${other}` }).waitFor();
      await there();
    },
  };
}

const answersIn = (conversation) =>
  Number(
    dari.sql(`SELECT count(*) FROM dari.messages m JOIN dari.conversations c ON c.id = m.conversation_id
WHERE c.uid = '${conversation}' AND m.sender_kind = 'agent'`),
  );

test("two agents at one ticket", { timeout: 240_000 }, async (t) => {
  const who = shopper();
  const { conversation } = await who.says("주문한 접시에 금이 갔어요");
  const number = await ticketOf(conversation);
  const [one, other] = await Promise.all([agent(0, number), agent(1, number)]);

  await t.test("A-05: both see the other write, may read along, and it is over soon after", async () => {
    await one.page.getByRole("img", { name: "정민호 님도 보고 있어요" }).waitFor();
    await other.composer.pressSequentially("새 접시를", { delay: 20 });
    const began = performance.now();
    await other.composer.pressSequentially(" 보내 드릴게요", { delay: 20 });
    await one.page.getByText("정민호 님도 답변을 쓰고 있어요").waitFor();
    t.diagnostic(`the bar was there ${Math.round(performance.now() - began)} ms after the second word`);
    await one.composer.pressSequentially("제가", { delay: 20 });
    await other.page.getByText("이하은 님도 답변을 쓰고 있어요").waitFor();
    await one.page.getByRole("button", { name: "쓰는 글 보기" }).click();
    const live = one.page.getByRole("dialog", { name: "정민호 님이 쓰는 답변" });
    await live.getByText("새 접시를 보내 드릴게요").waitFor();
    assert.equal(await live.getByRole("textbox").count(), 0, "it can be read only");
    await one.page.keyboard.press("Escape");
    await live.waitFor({ state: "detached" });
    const stopped = performance.now();
    await one.page.getByText("정민호 님도 답변을 쓰고 있어요").waitFor({ state: "detached", timeout: 9_000 });
    t.diagnostic(`and gone ${Math.round(performance.now() - stopped)} ms after it was closed`);
    await one.composer.fill("");
    await other.composer.fill("");
  });

  await t.test("A-04: who comes back and sends at once sees the colleague's answer first", async () => {
    other.deaf(true);
    await one.composer.fill("네, 새 접시를 보내 드릴게요.");
    await one.composer.press("Enter");
    await until("the first answer", () => answersIn(conversation) === 1);
    await other.composer.fill("사진을 보내 주세요.");
    await other.composer.press("Enter");
    const guard = other.page.getByRole("dialog", { name: "방금 이하은 님이 답했어요" });
    await guard.getByText("네, 새 접시를 보내 드릴게요.").waitFor();
    assert.equal(answersIn(conversation), 1, "nothing was sent");
    await until("a second Enter would not send it", () => guard.getByRole("button", { name: "그만두기" }).evaluate((b) => b === document.activeElement));
    await other.page.keyboard.press("Enter");
    assert.equal(await other.composer.inputValue(), "사진을 보내 주세요.", "the text is back");
    other.deaf(false);
    await other.composer.press("Enter");
    await until("the second answer", () => answersIn(conversation) === 2);
    await pause(300);
    assert.equal(answersIn(conversation), 2, "each once");
  });

  await t.test("A-06: what is begun is there after a reload and at another computer", async () => {
    await one.composer.fill("수요일에 다시 ");
    await until("the draft", () => dari.sql(`SELECT body FROM dari.drafts WHERE body LIKE '수요일%'`) !== "");
    await one.page.reload();
    await until("the text after the reload", async () => (await one.composer.inputValue()) === "수요일에 다시 ");
    const elsewhere = await agent(0, number);
    await until("the text elsewhere", async () => (await elsewhere.composer.inputValue()) === "수요일에 다시 ");
    await elsewhere.composer.fill("수요일에 다시 알려 드릴게요.");
    await until("it goes on in the first window", async () => (await one.composer.inputValue()) === "수요일에 다시 알려 드릴게요.");
    await elsewhere.composer.press("Enter");
    await until("it is sent", () => answersIn(conversation) === 3);
    await until("and begun nowhere any more", async () => (await one.composer.inputValue()) === "");
    assert.equal(await other.composer.inputValue(), "", "a colleague's is their own");
    await elsewhere.context.close();
  });

  await t.test("a file that is promised and not there is asked about once", async () => {
    await one.composer.fill("설명서를 첨부했어요.");
    await one.composer.press("Enter");
    await one.page.getByText("파일을 붙인다고 쓰셨는데 파일이 없어요.").waitFor();
    assert.equal(answersIn(conversation), 3);
    await one.page.getByRole("button", { name: "그대로 보내기" }).click();
    await until("it is sent", () => answersIn(conversation) === 4);
  });

  await t.test("an answer becomes a note, and nobody outside sees it", async () => {
    await one.page.keyboard.press("Escape");
    await one.page.getByRole("tab", { name: /메모/ }).click();
    await one.page.getByRole("textbox", { name: "메모 쓰기" }).fill("@정민호 가마 일정을 봐 주세요.");
    await one.page.keyboard.press("Enter");
    await other.page.getByRole("log").getByText("가마 일정을 봐 주세요.").waitFor();
    assert.equal(answersIn(conversation), 4);
    await one.page.getByRole("tab", { name: /답변/ }).click();
  });

  await t.test("A-04: what is written without a connection leaves when it is back, but not over a colleague's answer", async () => {
    await other.context.setOffline(true);
    await other.composer.fill("금요일에 보내 드려요.");
    await other.composer.press("Enter");
    const waiting = other.page.getByText("인터넷이 끊겼어요. 연결되면 보내요.");
    await waiting.waitFor();
    assert.equal(await other.page.getByRole("button", { name: /^해결/ }).isDisabled(), true, "what cannot wait is not offered");
    await other.context.setOffline(false);
    await until("it is sent by itself", () => answersIn(conversation) === 5);
    await other.context.setOffline(true);
    await other.composer.fill("토요일에도 괜찮아요.");
    await other.composer.press("Enter");
    await waiting.waitFor();
    await one.composer.fill("제가 이어서 답할게요.");
    await one.composer.press("Enter");
    await until("the colleague's", () => answersIn(conversation) === 6);
    await other.context.setOffline(false);
    const guard = other.page.getByRole("dialog", { name: "방금 이하은 님이 답했어요" });
    await guard.getByText("제가 이어서 답할게요.").waitFor();
    assert.equal(answersIn(conversation), 6, "nothing was sent over it");
    await other.page.keyboard.press("Escape");
    assert.equal(await other.composer.inputValue(), "토요일에도 괜찮아요.", "the text is back");
  });

  await Promise.all([one.context.close(), other.context.close()]);
  assert.deepEqual(faults, []);
});

test("A-07: the menu behind the slash while a syllable is open", { timeout: 120_000 }, async () => {
  const { conversation } = await shopper().says("선물 포장도 되나요?");
  const me = await agent(0, await ticketOf(conversation));
  const keys = await me.context.newCDPSession(me.page);
  const composing = (text) => keys.send("Input.imeSetComposition", { text, selectionStart: text.length, selectionEnd: text.length });
  await me.composer.click();
  await me.page.keyboard.type("네! /");
  await composing("ㅍ");
  await keys.send("Input.insertText", { text: "ㅍ" });
  await composing("ㅈ");
  const option = me.page.getByRole("option", { name: /선물 포장 안내/ });
  await option.waitFor();
  await until("it is marked", async () => (await option.getAttribute("aria-selected")) === "true");

  await keys.send("Input.dispatchKeyEvent", { type: "keyDown", key: "Process", code: "Enter", windowsVirtualKeyCode: 229 });
  await keys.send("Input.dispatchKeyEvent", { type: "keyUp", key: "Process", code: "Enter", windowsVirtualKeyCode: 229 });
  assert.equal(await me.composer.inputValue(), "네! /ㅍㅈ", "Enter belongs to the syllable");
  assert.equal(answersIn(conversation), 0);

  await keys.send("Input.insertText", { text: "ㅈ" });
  await me.page.keyboard.press("Enter");
  await until("the text is in", async () => (await me.composer.inputValue()).startsWith("네! 선물 포장"));
  const value = await me.composer.inputValue();
  assert.doesNotMatch(value, /[ㄱ-ㅎ/]/, "no letter is left over");
  assert.equal(answersIn(conversation), 0, "it is put in, not sent");

  // Nobody knows an order of this visitor: what the text names of it is marked, and nothing is sent before it is mended.
  await me.page.getByText("값을 채워 주세요: 주문.번호").waitFor();
  await me.composer.press("Enter");
  assert.equal(answersIn(conversation), 0);
  assert.equal(await me.composer.evaluate((field) => field.value.slice(field.selectionStart, field.selectionEnd)), "{주문.번호}", "it is chosen, to be written over");
  await me.page.keyboard.type("이번");
  await me.composer.press("Enter");
  await until("it is sent", () => answersIn(conversation) === 1);
  await me.context.close();
  assert.deepEqual(faults, []);
});

test("A-10: the deadline in words, with a sign", { timeout: 120_000 }, async () => {
  const { conversation } = await shopper().says("환불은 언제 되나요?");
  const number = await ticketOf(conversation);
  const due = new Date(Math.ceil(Date.now() / 60_000) * 60_000 + 60 * 60_000); // rows look at the clock by the minute
  const warn = new Date(due.getTime() - 15 * 60_000);
  await until("its deadline", () => dari.sql(`SELECT deadline FROM dari.tickets WHERE number = ${number}`) !== "");
  const deadline = JSON.stringify({ kind: "first", due_at: due.toISOString(), warn_at: warn.toISOString(), paused: false, policy: "" });
  // Its own clocks may still write theirs over it.
  const owe = () => dari.sql(`UPDATE dari.tickets SET deadline = '${deadline}', next_due_at = '${due.toISOString()}' WHERE number = ${number}`);
  owe();
  const me = await agent(0, number);
  const clock = me.page.clock;
  const chip = me.page.locator(".standing .chip").first();
  const inRow = me.page.locator(`.row[data-number="${number}"] .chip, [data-number="${number}"] .chip`).first();
  for (const [minutes, words, tone] of [
    [-5, "답변까지 5분", "chip-warn"],
    [1, "기한 1분 지남", "chip-bad"],
    [8, "기한 8분 지남", "chip-bad"],
  ]) {
    await clock.setFixedTime(new Date(due.getTime() + minutes * 60_000));
    await until(`“${words}”, and the row says the same`, async () => {
      owe();
      await me.page.reload();
      await me.open(number);
      return (await chip.innerText()) === words && (await inRow.innerText()) === words;
    });
    assert.match((await chip.getAttribute("class")) ?? "", new RegExp(tone));
    assert.equal(await chip.locator("svg").count(), 1, "colour is never alone");
  }
  await me.context.close();
});

test("A-12: a number that is shown is written down", { timeout: 120_000 }, async (t) => {
  const [customer, name] = dari.sql(`SELECT id, name FROM dari.customers WHERE phone <> '' AND ref IS NOT NULL ORDER BY id LIMIT 1`).split("|");
  const { conversation } = await shopper().says("제 번호가 맞나요?");
  const number = await ticketOf(conversation);
  dari.sql(`UPDATE dari.tickets SET customer_id = ${customer} WHERE number = ${number}`);
  const me = await agent(0, number);
  const side = me.page.getByRole("complementary", { name: "고객과 주문" });
  await side.getByRole("heading", { name }).waitFor();
  assert.match(await side.innerText(), /010-••••-\d{4}/);
  await side.getByRole("button", { name: "번호 보기" }).click();
  await side.getByRole("link", { name: /^010-\d{4}-\d{4}$/ }).waitFor();
  const rows = dari.sql(`SELECT a.actor_kind, s.email, a.subject_id, a.detail->>'ticket', a.at IS NOT NULL
FROM dari.audit_log a JOIN dari.staff s ON s.id = a.actor_id WHERE a.action = 'phone.reveal'`);
  assert.equal(rows, `staff|${dari.dev.staff[0].email}|${customer}|${number}|t`);

  await t.test("a hit of the search opens the conversation where it was said, pages back", async () => {
    const long = (await shopper().says("오래된 이야기예요")).conversation;
    const its = await ticketOf(long);
    dari.sql(`
WITH c AS (UPDATE dari.conversations SET last_seq = last_seq + 130 WHERE uid = '${long}' RETURNING id, last_seq),
k AS (UPDATE dari.ticket_conversations k SET last_seq = c.last_seq FROM c WHERE k.conversation_id = c.id)
INSERT INTO dari.messages (conversation_id, seq, uid, sender_kind, client_id, channel, kind, body, body_hash, created_at)
SELECT id, last_seq - 130 + n, gen_random_uuid(), 'shopper', gen_random_uuid(), 'chat', 'text', '지난 말 ' || n, '\\x00', dari.clock() FROM c, generate_series(1, 130) n`);
    const seq = Number(dari.sql(`SELECT m.seq FROM dari.messages m JOIN dari.conversations c ON c.id = m.conversation_id WHERE c.uid = '${long}' AND m.body = '지난 말 5'`));
    await me.open(its, `?at=${seq}`);
    const line = me.page.locator(`.message[data-seq="${seq}"][data-sought]`);
    await line.getByText("지난 말 5", { exact: true }).waitFor();
    await until("it is in sight", () =>
      line.evaluate((element) => {
        const [its, log] = [element.getBoundingClientRect(), element.closest(".log").getBoundingClientRect()];
        return its.top >= log.top && its.bottom <= log.bottom;
      }),
    );
  });
  await me.context.close();
});

test("A-15: typing while five messages a second come in loses no letter", { timeout: 120_000 }, async (t) => {
  const who = shopper();
  const { conversation } = await who.says("여러 번 나눠서 쓸게요");
  const me = await agent(0, await ticketOf(conversation));
  await me.page.evaluate(() => {
    globalThis.waits = [];
    new PerformanceObserver((list) => globalThis.waits.push(...list.getEntries().map((e) => e.duration))).observe({
      type: "event",
      durationThreshold: 16,
    });
  });
  const words = "가나다라마바사아자차카타파하 ".repeat(14).slice(0, 200);
  let talking = true;
  const talk = (async () => {
    for (let n = 1; talking; n++) {
      await who.says(`${n}번째 말이에요`);
      await pause(200);
    }
  })();
  await me.composer.pressSequentially(words, { delay: 10 });
  assert.equal(await me.composer.inputValue(), words);
  talking = false;
  await talk;
  const last = dari.sql(`SELECT body FROM dari.messages m JOIN dari.conversations c ON c.id = m.conversation_id
WHERE c.uid = '${conversation}' ORDER BY seq DESC LIMIT 1`);
  await me.page.getByRole("log").getByText(last, { exact: true }).waitFor();
  assert.equal(await me.composer.inputValue(), words, "nor does anything change what is typed");
  const waits = (await me.page.evaluate(() => globalThis.waits)).sort((a, b) => a - b);
  t.diagnostic(`slow presses ${waits.length}, p95 of them ${waits[Math.floor(waits.length * 0.95)] ?? 0} ms`);
  await me.context.close();
  assert.deepEqual(faults, []);
});

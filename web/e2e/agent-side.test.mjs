// The agent's side of a chat: what is typed and looked at, taking back, blocking, and the rating after it.
import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { after, before, test } from "node:test";
import { startBrowser, startDari, until } from "./world.mjs";

let dari;
let browser;
const faults = [];

before(async () => {
  // The browser's own clock says what is fresh enough to be taken back: the shop's must be the same.
  [dari, browser] = await Promise.all([startDari({ DARI_CLOCK: new Date().toISOString() }), startBrowser()]);
});

after(async () => {
  await browser?.close();
  await dari?.stop();
});

/** A shopper without a browser: HTTP, and one socket for what only sockets carry. */
function shopper() {
  const headers = { "content-type": "application/json", "accept-language": "ko" };
  const ask = async (method, path, body) => {
    const url = `${dari.dev.public_url}/api/v1/widget/${path}?key=${dari.dev.widget_key}`;
    const answer = await fetch(url, { method, headers, ...(body ? { body: JSON.stringify(body) } : {}) });
    const said = await answer.json().catch(() => ({}));
    if (said.visitor_token) headers["X-Dari-Visitor"] = said.visitor_token;
    return { status: answer.status, ...said };
  };
  return {
    ask,
    says: (text) => ask("POST", "messages", { client_id: randomUUID(), text, lang: "ko" }),
    token: () => headers["X-Dari-Visitor"],
  };
}

async function signIn() {
  const person = dari.dev.staff.find((s) => s.role === "agent");
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, locale: "ko-KR", timezoneId: "Asia/Seoul" });
  const page = await context.newPage();
  page.on("pageerror", (error) => faults.push(String(error)));
  await page.goto(`${dari.dev.public_url}/app`);
  await page.locator("input[type=email], input[name=email]").first().fill(person.email);
  await page.locator("input[type=password]").fill(person.password);
  await page.keyboard.press("Enter");
  await page.getByRole("navigation", { name: "주 메뉴" }).waitFor();
  return page;
}

test("the agent's side of a chat", { timeout: 180_000 }, async (t) => {
  const who = shopper();
  const first = await who.says("주문한 접시에 금이 갔어요");
  const number = await until("the ticket", () =>
    dari.sql(`SELECT t.number FROM dari.tickets t JOIN dari.conversations c ON c.id = t.conversation_id WHERE c.uid = '${first.conversation}'`),
  );
  const agent = await signIn();
  await agent.goto(`${dari.dev.public_url}/app/inbox/${number}`);
  const composer = agent.getByRole("textbox", { name: "답변 쓰기" });
  await composer.waitFor();

  await t.test("what the shopper types is shown before it is sent", async () => {
    const tab = await agent.context().newPage();
    await tab.goto(`${dari.dev.public_url}/help`);
    await tab.evaluate(
      ([key, token]) =>
        new Promise((done) => {
          const socket = new WebSocket(`${location.origin.replace("http", "ws")}/ws/widget`);
          globalThis.kept = socket;
          socket.onopen = () => socket.send(JSON.stringify({ t: "hello", key, token, lang: "ko" }));
          socket.onmessage = (event) => {
            if (JSON.parse(event.data).t === "messages") done(socket.send(JSON.stringify({ t: "typing", on: true, text: "사진도 보내 드릴" })));
          };
        }),
      [dari.dev.widget_key, who.token()],
    );
    await agent.getByText("사진도 보내 드릴").waitFor();
    await tab.close();
  });

  await t.test("a message is taken back for everybody", async () => {
    await composer.fill("010-1111-2222로 전화 주세요");
    await composer.press("Enter");
    await agent.getByRole("button", { name: "거두기" }).click();
    await agent.getByRole("button", { name: "메시지 거두기" }).click();
    await agent.getByText("거둔 메시지예요").first().waitFor();
    const { messages } = await who.ask("GET", "messages");
    const gone = messages.find((m) => m.from === "agent");
    assert.equal(gone.withdrawn, true);
    assert.equal(gone.text, "");
  });

  await t.test("B blocks, Z undoes it", async () => {
    await composer.fill("새 접시를 보내 드릴게요.");
    await composer.press("Enter");
    await agent.getByText("새 접시를 보내 드릴게요.").first().waitFor();
    await agent.evaluate(() => document.activeElement.blur());
    await agent.keyboard.press("b");
    await agent.getByText("이 손님의 메시지를 받지 않아요").waitFor();
    assert.equal((await who.says("또")).status, 403);
    await agent.keyboard.press("z");
    await agent.getByText("이 손님의 메시지를 다시 받아요").waitFor();
    assert.equal((await who.says("고마워요")).status, 200);
  });

  await t.test("what the shopper looks at comes by itself", async () => {
    await who.ask("POST", "context", { page: "/products/9", title: "청자 접시", cart: { total: 52_000, count: 1 } });
    await agent.getByText("청자 접시").waitFor();
    await agent.getByText("52,000원").waitFor();
  });

  await t.test("solving asks how it went, and a low score brings the ticket back", async () => {
    await agent.keyboard.press("e");
    const card = await until("the card", async () => (await who.ask("GET", "messages")).messages.find((m) => m.data?.card === "csat"), 30_000);
    const given = await who.ask("POST", `survey/${card.data.survey}`, { score: 2 });
    assert.equal(given.low, true);
    await until("the ticket is open again", () => dari.sql(`SELECT state || score FROM dari.tickets WHERE number = ${number}`) === "open2");
    await agent.getByText("만족도 2점").first().waitFor();
  });

  await t.test("rules are written and taken out", async () => {
    await agent.goto(`${dari.dev.public_url}/app/rules`);
    await agent.getByRole("link", { name: "환불" }).waitFor();
    assert.equal(await agent.getByRole("button", { name: "자동 답변 만들기" }).count(), 0, "an agent reads them only");
  });

  assert.deepEqual(faults, []);
});

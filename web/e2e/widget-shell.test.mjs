// The widget on a shop's own pages, against the real program: how it is loaded and framed, what a hand and
// a keyboard do to it, and that nothing that was written is ever lost. The ids are those of the checks.
import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { readFileSync } from "node:fs";
import { createServer } from "node:http";
import { createRequire } from "node:module";
import { after, before, test } from "node:test";
import { gzipSync } from "node:zlib";
import { astroLike, startLine, startShop } from "./shop.mjs";
import { startBrowser, startDari, until } from "./world.mjs";

let dari;
let browser;
let shop;
let line;
const faults = [];
const DESK = { width: 1280, height: 900 };
const PHONE = { width: 390, height: 844 };

/** A port that was free a moment ago, of those that no outgoing connection is given. */
function freePort() {
  return new Promise((resolve) => {
    const port = 10_240 + Math.floor(Math.random() * 22_000);
    const server = createServer().listen(port, "127.0.0.1", () => server.close(() => resolve(port)));
    server.on("error", () => resolve(freePort()));
  });
}

before(async () => {
  [shop, line, browser] = await Promise.all([startShop(), startLine(), startBrowser()]);
  const port = await freePort();
  line.to(port);
  dari = await startDari({ DARI_LISTEN: `127.0.0.1:${port}`, DARI_PUBLIC_URL: line.origin, DARI_SHOP_ORIGINS: shop.origin });
  dari.direct = `http://127.0.0.1:${port}`;
});

after(async () => {
  await browser?.close();
  await Promise.all([dari?.stop(), shop?.stop(), line?.stop()]);
});

const inParallel = { viewport: DESK, locale: "ko-KR", timezoneId: "Asia/Seoul" };

async function visit(path, { context, ...options } = {}) {
  const its = context ?? (await browser.newContext({ ...inParallel, ...options }));
  const page = await its.newPage();
  page.on("pageerror", (error) => faults.push(`${page.url()} ${error}`));
  await page.goto(path);
  await page.waitForFunction(() => window.Dari?.open);
  return page;
}

const frameOf = (page) => until("the widget's frame", () => page.frames().find((f) => f.url().includes("/widget/frame")));

/** Opens the conversation and waits for its field. */
async function chat(page) {
  await page.evaluate(() => window.Dari.open("chat"));
  const frame = await frameOf(page);
  await frame.locator("textarea").waitFor();
  return frame;
}

/** Waits until the page has come to rest with the launcher drawn: what is asked for by itself has been by then. */
async function idle(page) {
  await until("the launcher", () => page.evaluate(() => document.querySelector("dari-widget") !== null));
  await page.evaluate(() => new Promise((resolve) => requestIdleCallback(() => requestIdleCallback(() => setTimeout(resolve, 100)))));
}

async function say(frame, text) {
  await frame.locator("textarea").fill(text);
  await frame.locator("textarea").press("Enter");
}

/** Waits until the newest bubble of the shopper is stored. */
async function stored(frame, text) {
  await frame.locator(".me:not(.queued):not(.sending):not(.failed)", { hasText: text }).first().waitFor();
}

/** Stands for a proxy that lets no websocket through. */
async function withoutSockets(context) {
  await context.routeWebSocket(/\/ws\/widget/, (ws) => ws.close({ code: 1011 }));
  await context.addInitScript(() => {
    window.WebSocket = class extends EventTarget {
      readyState = 3;
      constructor() {
        super();
        setTimeout(() => this.onclose?.({ code: 1006, reason: "" }));
      }
      close() {}
    };
    Object.assign(window.WebSocket, { OPEN: 1, CLOSED: 3 });
  });
}

const newest = () => Number(dari.sql("SELECT max(number) FROM dari.tickets"));

let session;

/** An agent answers, past the line that a test may have cut. */
async function answer(number, text) {
  const post = (path, body, headers = {}) =>
    fetch(dari.direct + path, { method: "POST", headers: { "content-type": "application/json", ...headers }, body: JSON.stringify(body) });
  if (!session) {
    const { email, password } = dari.dev.staff.find((s) => s.role === "agent");
    session = (await post("/api/v1/session", { email, password })).headers.get("set-cookie").split(";")[0];
  }
  const reply = await post(`/api/v1/tickets/${number}/answer`, { client_id: randomUUID(), text }, { cookie: session });
  assert.equal(reply.status, 200, await reply.text());
}

const texts = (frame, mine) => frame.locator(mine ? ".me .b" : ".ag .b:not(.dots)").allTextContents();
const storedTexts = (likeness) =>
  dari.sql(`SELECT body FROM dari.messages WHERE sender_kind = 'shopper' AND body LIKE '${likeness}' ORDER BY conversation_id, seq`).split("\n");

test("the widget's shell", { timeout: 400_000 }, async (t) => {
  const plain = shop.page("/", { dari: dari.dev });

  await t.test("W-02 a fresh page asks for the loader alone, a known shopper's for the count of answers too", async () => {
    const context = await browser.newContext(inParallel);
    const asked = [];
    context.on("request", (r) => r.url().startsWith(line.origin) && asked.push(new URL(r.url()).pathname));
    const page = await visit(plain, { context });
    await idle(page);
    assert.deepEqual(asked, ["/widget/v1.js"]);
    const frame = await chat(page);
    await say(frame, "처음 드리는 질문이에요");
    await stored(frame, "처음 드리는");
    await page.evaluate(() => window.Dari.close());
    asked.length = 0;
    await page.reload();
    // What the panel was still telling as its page went comes before the new page's loader.
    const fresh = () => asked.slice(Math.max(0, asked.indexOf("/widget/v1.js")));
    await until("the count of answers", () => fresh().includes("/api/v1/widget/unread"));
    await idle(page);
    assert.deepEqual(fresh(), ["/widget/v1.js", "/api/v1/widget/unread"]);
    await context.close();
  });

  await t.test("W-05 the launcher is reached and left by keys, and the focus comes back to it", async () => {
    const page = await visit(plain);
    const at = () => page.evaluate(() => document.activeElement?.localName);
    await until("the launcher", () => page.evaluate(() => document.querySelector("dari-widget") !== null));
    for (let i = 0; i < 5 && (await at()) !== "dari-widget"; i++) await page.keyboard.press("Tab");
    assert.equal(await at(), "dari-widget");
    await page.keyboard.press("Enter");
    const frame = await frameOf(page);
    await frame.waitForFunction(() => document.activeElement?.id === "title");
    await page.keyboard.press("Escape");
    await page.waitForFunction(() => sessionStorage.dari === undefined);
    assert.equal(await at(), "dari-widget");
    assert.equal(await frame.evaluate(() => document.hasFocus()), false, "the focus is on the launcher, not in the panel");
    // A link of the page opens it too; opened again by a change of page it leaves the focus to the page.
    await page.evaluate(() => {
      location.hash = "help";
    });
    await page.waitForFunction(() => sessionStorage.dari === "home" && document.activeElement?.localName === "dari-widget");
    await page.evaluate(() => history.replaceState(null, "", location.pathname));
    await page.reload();
    await (await frameOf(page)).locator(".panel").waitFor();
    assert.equal(await at(), "body");
    await page.context().close();
  });

  await t.test("W-IME one Enter sends one whole sentence, and none that is not meant", async () => {
    const page = await visit(`${line.origin}/demo`); // of one origin, so that keys of the protocol reach the frame
    const frame = await chat(page);
    const cdp = await page.context().newCDPSession(page);
    const key = (name, code, more = {}) => cdp.send("Input.dispatchKeyEvent", { type: name, key: code === 229 ? "Process" : "Enter", code: "Enter", windowsVirtualKeyCode: code, ...more });
    const bubbles = () => texts(frame, true);
    await frame.locator("textarea").focus();
    // 1: the last syllable is still being composed when Enter comes
    await cdp.send("Input.insertText", { text: "안녕하세" });
    await cdp.send("Input.imeSetComposition", { text: "요", selectionStart: 1, selectionEnd: 1 });
    await key("rawKeyDown", 229);
    await cdp.send("Input.insertText", { text: "요" });
    await key("keyDown", 13, { text: "\r" });
    await key("keyUp", 13);
    await until("the sentence", async () => (await bubbles()).length > 0);
    assert.deepEqual(await bubbles(), ["안녕하세요"]);
    assert.equal(await frame.locator("textarea").inputValue(), "");
    // 2: a Japanese word is chosen from its candidates, which is no Enter
    await cdp.send("Input.imeSetComposition", { text: "にほん", selectionStart: 3, selectionEnd: 3 });
    await key("rawKeyDown", 229);
    await cdp.send("Input.insertText", { text: "日本" });
    await key("keyUp", 229);
    assert.equal(await frame.locator("textarea").inputValue(), "日本");
    assert.equal((await bubbles()).length, 1);
    // 3: Shift+Enter is a new line
    await page.keyboard.press("Shift+Enter");
    await page.keyboard.type("b");
    assert.equal(await frame.locator("textarea").inputValue(), "日本\nb");
    await page.keyboard.press("Enter");
    await until("the second", async () => (await bubbles()).length === 2);
    await page.context().close();
    const phone = await visit(`${line.origin}/demo`, { viewport: PHONE, hasTouch: true, isMobile: true });
    const small = await chat(phone);
    await small.locator("textarea").focus();
    await phone.keyboard.type("a");
    await phone.keyboard.press("Enter");
    await phone.keyboard.type("b");
    assert.equal(await small.locator("textarea").inputValue(), "a\nb");
    assert.equal(await small.getByRole("button", { name: "이모지" }).count(), 0, "a phone's keyboard has its own");
    await phone.context().close();
  });

  await t.test("UX 3.7 the emoji panel is opened, searched and left by keys, and types where the caret is", async () => {
    const page = await visit(`${line.origin}/demo`, { viewport: PHONE }); // as narrow as a phone, with a mouse
    const asked = [];
    page.on("request", (r) => asked.push(new URL(r.url()).pathname));
    const frame = await chat(page);
    const cdp = await page.context().newCDPSession(page);
    const field = frame.locator("textarea");
    const search = frame.getByRole("combobox", { name: "이모지 찾기" });
    const chosen = () => frame.locator("[role=option][aria-selected=true]").getAttribute("aria-label");
    const focusOn = (name) => frame.waitForFunction((its) => document.activeElement?.localName === its, name);
    await field.fill("고마워요 오늘");
    await field.evaluate((its) => its.setSelectionRange(4, 4));
    await page.keyboard.press("Shift+Tab");
    assert.equal(asked.includes("/widget/Emoji.js"), false, "it is loaded when it is opened");
    await page.keyboard.press("Enter");
    await search.waitFor();
    await focusOn("input");
    assert.equal(await frame.locator(".em [role=group]").first().getByRole("option").count(), 24);
    // A syllable is searched by while it is being composed, and its Enter belongs to the input method.
    await cdp.send("Input.imeSetComposition", { text: "감", selectionStart: 1, selectionEnd: 1 });
    await until("what is found", async () => (await frame.getByRole("option").first().getAttribute("aria-label"))?.startsWith("감사"));
    await cdp.send("Input.dispatchKeyEvent", { type: "rawKeyDown", key: "Process", code: "Enter", windowsVirtualKeyCode: 229 });
    await cdp.send("Input.insertText", { text: "감" });
    assert.equal(await field.inputValue(), "고마워요 오늘");
    await page.keyboard.press("Enter");
    await focusOn("textarea");
    await page.keyboard.type("!");
    assert.equal(await field.inputValue(), "고마워요🙏! 오늘");
    // What was used comes first; Esc closes the signs alone.
    await frame.getByRole("button", { name: "이모지" }).click();
    await focusOn("input");
    await page.keyboard.press("ArrowDown");
    assert.match(await chosen(), /^감사/);
    await page.keyboard.press("ArrowRight");
    assert.match(await chosen(), /^미소/);
    await page.keyboard.press("Escape");
    await search.waitFor({ state: "detached" });
    await focusOn("textarea");
    assert.equal(await page.evaluate(() => sessionStorage.dari), "chat");
    const script = Buffer.from(await (await fetch(`${line.origin}/widget/Emoji.js`)).arrayBuffer());
    assert.ok(gzipSync(script, { level: 9 }).length <= 3072, "at most 3 KB");
    await page.context().close();
  });

  await t.test("W-06 an answer is announced once, history is not", async () => {
    const page = await visit(plain);
    const frame = await chat(page);
    await say(frame, "배송 문의예요");
    await stored(frame, "배송 문의");
    const number = await until("a ticket", newest);
    await answer(number, "첫 번째 답이에요");
    await frame.getByText("첫 번째 답이에요").waitFor();
    await page.reload();
    const again = await frameOf(page);
    const log = again.locator("[role=log]");
    await log.waitFor();
    assert.deepEqual(await log.evaluate((e) => [e.localName, e.firstElementChild.localName, e.getAttribute("aria-live")]), ["div", "ol", null]);
    // What a screen reader would say: what is added while the log is not busy.
    await again.evaluate(() => {
      window.said = [];
      const log = document.querySelector("[role=log]");
      new MutationObserver((changes) => {
        if (log.getAttribute("aria-busy") === "true") return;
        for (const { addedNodes } of changes) for (const node of addedNodes) if (node.matches?.(".ag")) window.said.push(node.querySelector(".b:not(.dots)")?.textContent);
      }).observe(log, { childList: true, subtree: true });
    });
    await again.getByText("첫 번째 답이에요").waitFor();
    await again.waitForFunction(() => document.querySelector("[role=log]").getAttribute("aria-busy") !== "true");
    assert.deepEqual(await again.evaluate(() => window.said.filter(Boolean)), []);
    await answer(number, "두 번째 답이에요");
    await again.getByText("두 번째 답이에요").waitFor();
    assert.deepEqual(await again.evaluate(() => window.said.filter(Boolean)), ["두 번째 답이에요"]);
    await page.context().close();
  });

  await t.test("W-07 what is written off-line survives a reload and arrives in order, once", async () => {
    const page = await visit(`${line.origin}/demo`);
    const frame = await chat(page);
    await say(frame, "오프라인 0");
    await stored(frame, "오프라인 0");
    await page.context().setOffline(true);
    for (let n = 1; n <= 3; n++) await say(frame, `오프라인 ${n}`);
    assert.equal(await frame.locator(".queued").count(), 3);
    await page.context().setOffline(false);
    line.cut(); // the page comes back, the line to the conversation does not yet
    line.mend();
    await page.reload();
    const again = await frameOf(page);
    await until("all are stored", () => storedTexts("오프라인%").length === 4);
    for (let n = 1; n <= 3; n++) await stored(again, `오프라인 ${n}`);
    assert.deepEqual(storedTexts("오프라인%"), ["오프라인 0", "오프라인 1", "오프라인 2", "오프라인 3"]);
    assert.equal(await again.evaluate(() => Object.keys(localStorage).filter((key) => key.startsWith("dari.out")).length), 0);
    await page.context().close();
  });

  // The shopper's program is killed as a machine dies, and is back on its port after ten seconds; the
  // agent goes on at the other one of the two that share the stores.
  await t.test("W-08 ten seconds without a server hide nothing", async () => {
    const port = await freePort();
    const killed = dari.beside(port);
    await killed.start();
    line.to(port);
    try {
      const page = await visit(plain);
      const frame = await chat(page);
      await say(frame, "끊겨도 괜찮나요?");
      await stored(frame, "끊겨도");
      const number = await until("a ticket", newest);
      const gone = performance.now();
      await killed.kill();
      for (let n = 1; n <= 5; n++) await answer(number, `끊긴 사이 ${n}`);
      await frame.locator(".bn[role=status]").waitFor(); // it says that it tries to come back
      const meanwhile = async () => (await texts(frame, false)).filter((text) => text.startsWith("끊긴"));
      await page.waitForTimeout(10_000 - (performance.now() - gone));
      assert.deepEqual(await meanwhile(), []);
      await killed.start();
      const back = performance.now();
      await frame.getByText("끊긴 사이 5").waitFor();
      console.log(`# W-08: shown ${Math.round(performance.now() - back)} ms after the return`); // 3 s at most; a busy machine is let be
      await frame.locator(".bn[role=status]").waitFor({ state: "detached" });
      assert.deepEqual(await meanwhile(), [1, 2, 3, 4, 5].map((n) => `끊긴 사이 ${n}`));
      await page.context().close();
    } finally {
      line.to(new URL(dari.direct).port);
      await killed.stop();
    }
  });

  await t.test("W-09 a refused text stays and can be sent again", async () => {
    const context = await browser.newContext(inParallel);
    let refuse = true;
    await context.routeWebSocket(/\/ws\/widget/, (ws) => {
      const server = ws.connectToServer();
      ws.onMessage((message) => {
        const frame = JSON.parse(message);
        if (frame.t === "send" && refuse) ws.send(JSON.stringify({ t: "nack", client_id: frame.client_id, code: "internal", text: "" }));
        else server.send(message);
      });
    });
    const page = await visit(plain, { context });
    const frame = await chat(page);
    await say(frame, "거절된 글");
    const failed = frame.locator(".failed");
    await failed.getByText("거절된 글").waitFor();
    await page.reload(); // nor does a reload lose it
    const again = await frameOf(page);
    await again.locator(".failed").getByText("거절된 글").waitFor();
    refuse = false;
    await again.getByRole("button", { name: "다시 보내기" }).click();
    await stored(again, "거절된 글");
    assert.deepEqual(storedTexts("거절된%"), ["거절된 글"]);
    await context.close();
  });

  await t.test("W-09 a text that a request brought back with 500 stays and can be sent again", async () => {
    const context = await browser.newContext(inParallel);
    await withoutSockets(context);
    const refused = [];
    let broken = true;
    await context.route(/\/api\/v1\/widget\/messages/, (route) => {
      const request = route.request();
      if (!broken || request.method() !== "POST") return route.continue();
      refused.push(request.postDataJSON());
      return route.fulfill({ status: 500, contentType: "application/problem+json", headers: { "access-control-allow-origin": "*" }, json: { status: 500, title: "Internal Server Error", code: "internal" } });
    });
    const page = await visit(plain, { context });
    const frame = await chat(page);
    await say(frame, "서버가 못 받은 글");
    const failed = (its) => its.locator(".failed", { hasText: "서버가 못 받은 글" });
    await failed(frame).getByText("보내지 못했어요").waitFor();
    await failed(frame).getByRole("button", { name: "다시 보내기" }).click(); // it is broken still
    await until("the second try", () => refused.length === 2);
    await failed(frame).waitFor();
    await page.reload(); // nor does a reload lose it
    const again = await frameOf(page);
    await failed(again).waitFor();
    assert.equal(storedTexts("서버가 못%").join(""), "");
    broken = false;
    await failed(again).getByRole("button", { name: "다시 보내기" }).click();
    await stored(again, "서버가 못 받은 글");
    assert.deepEqual(storedTexts("서버가 못%"), ["서버가 못 받은 글"]);
    assert.equal(new Set(refused.map((its) => its.client_id)).size, 1);
    await context.close();
  });

  await t.test("W-10 the panel lives on when the page swaps its body", async () => {
    const page = await visit(plain);
    const frame = await chat(page);
    await frame.locator("textarea").fill("쓰던 글");
    await frame.evaluate(() => {
      window.mine = true;
    });
    await page.evaluate(() => {
      const body = document.createElement("body");
      body.innerHTML = "<h1>다음 쪽</h1>";
      document.body.replaceWith(body);
      history.pushState({}, "", "/next");
    });
    assert.equal(await frame.evaluate(() => window.mine), true);
    assert.equal(await frame.locator("textarea").inputValue(), "쓰던 글");
    assert.equal(page.frames().filter((f) => f.url().includes("/widget/frame")).length, 1);
    // A whole new page opens it again, with what was being written.
    await page.goto(plain);
    const next = await frameOf(page);
    await next.locator("textarea").waitFor();
    assert.equal(await next.locator("textarea").inputValue(), "쓰던 글");
    await page.context().close();
  });

  // The shop's pages change without a load; the next one brings the tag again, in its body.
  for (const [kind, script, change] of [
    ["Turbo", readFileSync(createRequire(import.meta.url).resolve("@hotwired/turbo/dist/turbo.es2017-umd.js"), "utf8"), (page) => page.goBack()],
    ["Astro", astroLike, (page) => page.locator("#go").click()],
  ]) {
    await t.test(`W-10 the panel lives on where ${kind} changes the pages`, async () => {
      const path = `/${kind.toLowerCase()}`;
      const head = `<script src="${shop.script(`${path}.js`, script)}"></script>`;
      const tag = `<script async src="${line.origin}/widget/v1.js" data-shop="${dari.dev.widget_key}"></script>`;
      const address = shop.page(path, { dari: dari.dev, head, body: `<h2>첫 쪽</h2><a id="go" data-go href="${path}/two">둘째 쪽</a>` });
      shop.page(`${path}/two`, { head, body: `<h2>둘째 쪽</h2><a id="go" data-go href="${path}">첫 쪽</a>${tag}` });
      const page = await visit(address);
      const frame = await chat(page);
      await frame.locator("textarea").fill("쓰던 글");
      const panel = await (await frame.frameElement()).evaluateHandle((its) => its.contentWindow);
      await page.evaluate(() => {
        window.loadedOnce = true;
      });
      const lives = async (heading) => {
        await page.getByRole("heading", { name: heading }).waitFor();
        assert.equal(await page.evaluate(() => window.loadedOnce), true, "the page was not loaded anew");
        const [same, seen] = await (await frame.frameElement()).evaluate((its, before) => [its.contentWindow === before, getComputedStyle(its).visibility], panel);
        assert.deepEqual([same, seen], [true, "visible"]);
        assert.equal(await frame.locator("textarea").inputValue(), "쓰던 글");
        assert.equal(page.frames().filter((f) => f.url().includes("/widget/frame")).length, 1);
        assert.equal(await page.locator("dari-widget").count(), 1);
      };
      await page.locator("#go").click();
      await page.waitForURL(`**${path}/two`);
      await lives("둘째 쪽");
      await change(page);
      await page.waitForURL(`**${path}`);
      await lives("첫 쪽");
      await frame.locator("textarea").press("Enter");
      await stored(frame, "쓰던 글");
      await page.context().close();
    });
  }

  await t.test("W-11 it works beside a page's own handlers, policy and styles, and says nothing on the console", async () => {
    const host = new URL(line.origin).host;
    const harsh = shop.page("/harsh", {
      dari: dari.dev,
      head: "<style nonce=n>*{all:unset} dari-widget,div,button,iframe{display:none;opacity:.1;position:static}</style>",
      body: `<script nonce=n>
        window.heard = 0; window.onmessage = () => { window.heard++; };
        const push = history.pushState; window.pushed = 0; history.pushState = function (...a) { window.pushed++; return push.apply(this, a); };
        window.Dari = window.Dari || function () { (Dari.q = Dari.q || []).push(arguments); };
        Dari("on", "ready", () => { window.ready = true; });
      </script>`,
      csp: `default-src 'self'; img-src data:; style-src 'nonce-n'; script-src 'nonce-n' ${line.origin}; frame-src ${line.origin}; connect-src ${line.origin}`,
    });
    const context = await browser.newContext(inParallel);
    const said = [];
    context.on("console", (m) => said.push(m.text()));
    const page = await visit(harsh, { context });
    await until("the launcher", () => page.evaluate(() => document.querySelector("dari-widget") !== null));
    await page.mouse.click(DESK.width - 54, DESK.height - 54);
    const frame = await frameOf(page);
    await frame.locator(".cta").waitFor();
    await page.waitForFunction(() => window.ready);
    const box = await (await frame.frameElement()).boundingBox();
    assert.deepEqual([Math.round(box.width), Math.round(box.x + box.width)], [400, DESK.width - 24]);
    await page.evaluate(() => {
      window.postMessage("its own", "*");
      history.pushState({}, "", "/harsh?page=2");
    });
    await page.waitForFunction(() => window.heard > 0 && window.pushed === 1);
    assert.deepEqual(said, []);
    assert.deepEqual(await page.evaluate(() => Object.keys(window).filter((key) => /dari/i.test(key))), ["Dari"]);
    await context.close();
  });

  await t.test("W-12 a stranger's message opens nothing", async () => {
    const page = await visit(shop.page("/foreign", { dari: dari.dev, body: `<iframe srcdoc="<script>parent.postMessage({dari:['view','chat']},'*');parent.postMessage({dari:1,t:'open'},'*');parent.postMessage({dari:['unread',5]},'*')</script>"></iframe>` }));
    await page.evaluate(() => {
      window.postMessage({ dari: 1, t: "open" }, "*");
      window.postMessage({ dari: ["unread", 7] }, "*");
    });
    await idle(page);
    assert.equal(await page.evaluate(() => window.Dari.unread), 0);
    assert.equal(page.frames().some((f) => f.url().includes("/widget/frame")), false);
    await page.context().close();
  });

  await t.test("W-15, R3 a visitor's chat becomes the member's; after logout nothing of it is left, in any tab", async () => {
    const context = await browser.newContext(inParallel);
    const page = await visit(plain, { context });
    const frame = await chat(page);
    await say(frame, "로그인하기 전에 쓴 글");
    await stored(frame, "로그인하기 전");
    const { members } = await (await fetch(`${dari.direct}/demo/members`)).json();
    const signIn = async (member) =>
      (await (await fetch(`${dari.direct}/demo/sign-in`, { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify({ member }) })).json()).jwt;
    const [a, b] = members.map((m) => m.ref ?? m.member);
    const tokenA = await signIn(a);
    await page.evaluate((jwt) => window.Dari.identify(jwt), tokenA);
    await until("the conversation is the member's", () => dari.sql("SELECT count(*) FROM dari.conversations c JOIN dari.messages m ON m.conversation_id = c.id WHERE m.body = '로그인하기 전에 쓴 글' AND c.customer_id IS NOT NULL") === "1");
    await frame.getByText("로그인하기 전에 쓴 글").first().waitFor();
    // a second tab of the member
    const other = await visit(shop.page("/member", { dari: dari.dev, attributes: `data-user="${tokenA}"` }), { context });
    const beside = await chat(other);
    await beside.getByText("로그인하기 전에 쓴 글").first().waitFor();
    const kept = await page.evaluate(() => Object.values(localStorage));
    await page.evaluate(() => window.Dari.logout());
    for (const its of [frame, beside]) await its.waitForFunction(() => !document.body.textContent.includes("로그인하기 전에"));
    for (const its of [page, other]) {
      // What the panel says to its page takes a moment, and a socket on its way back may make somebody new.
      await its.waitForFunction((before) => Object.values(localStorage).every((value) => !before.includes(value)), kept);
      assert.equal(await its.evaluate(() => window.Dari.unread), 0);
    }
    assert.deepEqual(await frame.evaluate(() => Object.keys(localStorage)), []);
    // The next member in the same browser sees nothing of the first.
    await page.evaluate((jwt) => window.Dari.identify(jwt), await signIn(b));
    await page.evaluate(() => window.Dari.open("chat"));
    await say(frame, "다른 회원의 글");
    await stored(frame, "다른 회원의 글");
    assert.equal((await texts(frame, true)).some((text) => text.includes("로그인하기 전")), false);
    await context.close();
  });

  await t.test("W-18 whatever the shop's colour is, its texts can be read", async () => {
    const context = await browser.newContext(inParallel);
    for (const [n, color] of ["#ffe812", "#111111", "#ff6f61"].entries()) {
      const page = await visit(shop.page(`/color${color.slice(1)}`, { dari: dari.dev, attributes: `data-color="${color}"` }), { context });
      const frame = await chat(page);
      if (n === 0) await say(frame, "색을 봐요"); // the other colours are seen on the same message
      await stored(frame, "색을");
      for (const [what, selector] of [["own bubble", ".me .b"], ["send", ".send"]]) {
        if (what === "send") await frame.locator("textarea").fill("글");
        const [bg, on] = await frame.locator(selector).first().evaluate((e) => [getComputedStyle(e).backgroundColor, getComputedStyle(e).color]);
        assert.ok(contrast(bg, on) >= 4.5, `${what} in ${color}: ${on} on ${bg}`);
      }
      await page.evaluate(() => window.Dari.open("home"));
      const [bg, on] = await frame.locator(".cta").evaluate((e) => [getComputedStyle(e).backgroundColor, getComputedStyle(e).color]);
      assert.ok(contrast(bg, on) >= 4.5, `button in ${color}: ${on} on ${bg}`);
      await page.close();
    }
    await context.close();
  });

  await t.test("W-20 on a phone the field stays above the keyboard and the header in view", async () => {
    const page = await visit(plain, { viewport: PHONE, hasTouch: true, isMobile: true });
    await until("the launcher", () => page.evaluate(() => document.querySelector("dari-widget") !== null));
    await page.touchscreen.tap(PHONE.width - 42, PHONE.height - 42);
    const frame = await frameOf(page);
    await frame.locator(".cta").waitFor();
    assert.equal(await frame.evaluate(() => document.activeElement === document.body), true, "a touch opens no keyboard");
    await frame.locator(".cta").tap();
    await frame.locator("textarea").waitFor();
    assert.equal(await page.evaluate(() => document.documentElement.style.overflow), "hidden");
    const spare = await (await frame.frameElement()).evaluate(({ parentElement: box }) => box.scrollHeight - box.clientHeight);
    assert.equal(spare, 0, "the box around the panel cannot be scrolled");
    await page.setViewportSize({ width: 390, height: 480 }); // what the keyboard leaves
    await frame.waitForFunction(() => innerHeight === 480);
    const [field, header] = await Promise.all([frame.locator(".cmp").boundingBox(), frame.locator("header").boundingBox()]);
    assert.ok(field.y + field.height <= 480, `the field ends at ${field.y + field.height}`);
    assert.ok(header.y >= 0 && header.y < 10);
    await page.evaluate(() => window.Dari.close());
    assert.equal(await page.evaluate(() => document.documentElement.style.overflow), "");
    await page.context().close();
  });

  await t.test("W-21 two tabs have one socket, and the second takes over when the first goes", async () => {
    const context = await browser.newContext(inParallel);
    let sockets = 0;
    context.on("page", (page) =>
      page.on("websocket", (ws) => {
        sockets++;
        ws.on("close", () => sockets--);
      }),
    );
    const one = await visit(plain, { context });
    const first = await chat(one);
    await say(first, "두 탭에서 봐요");
    await stored(first, "두 탭");
    const two = await visit(plain, { context });
    const second = await chat(two);
    await second.getByText("두 탭에서 봐요").first().waitFor();
    assert.equal(sockets, 1);
    const number = await until("a ticket", newest);
    await answer(number, "두 탭에 함께 보여요");
    await Promise.all([first, second].map((its) => its.getByText("두 탭에 함께 보여요").waitFor()));
    await say(second, "둘째 탭에서 써요");
    await Promise.all([first, second].map((its) => stored(its, "둘째 탭에서 써요")));
    assert.equal(sockets, 1);
    await one.close();
    await answer(number, "첫 탭이 닫혔어요");
    await second.getByText("첫 탭이 닫혔어요").waitFor();
    await say(second, "혼자 남았어요");
    await stored(second, "혼자 남았어요");
    assert.deepEqual(storedTexts("둘째 탭%"), ["둘째 탭에서 써요"]);
    await context.close();
  });

  await t.test("where no websocket opens, plain requests carry the chat", async () => {
    const context = await browser.newContext(inParallel);
    await withoutSockets(context);
    const page = await visit(plain, { context });
    const frame = await chat(page);
    await say(frame, "긴 기다림으로 보내요");
    await stored(frame, "긴 기다림");
    const number = await until("a ticket", newest);
    await answer(number, "긴 기다림으로 받아요");
    await frame.getByText("긴 기다림으로 받아요").waitFor();
    assert.deepEqual(storedTexts("긴 기다림%"), ["긴 기다림으로 보내요"]);
    await context.close();
  });

  await t.test("no page broke", () => assert.deepEqual(faults, []));
});

/** The contrast of two computed colours by WCAG 2. */
function contrast(a, b) {
  const light = (color) => {
    const [r, g, blue] = color.match(/[\d.]+/g).map((v) => (v / 255 <= 0.04045 ? v / 255 / 12.92 : ((v / 255 + 0.055) / 1.055) ** 2.4));
    return 0.2126 * r + 0.7152 * g + 0.0722 * blue;
  };
  const [high, low] = [light(a), light(b)].sort((x, y) => y - x);
  return (high + 0.05) / (low + 0.05);
}

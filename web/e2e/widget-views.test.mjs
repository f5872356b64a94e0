// The widget's views against the real program: the form out of hours, an order's cancellation, files,
// and how it went.
import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { after, before, describe, test } from "node:test";
import { startBrowser, startDari, until } from "./world.mjs";

const LIMIT = { timeout: 120_000 };
let browser;

before(async () => {
  browser = await startBrowser();
});
after(() => browser?.close());

/** The demo shop on a phone or a desk; `frame` is the panel's. */
async function openShop(dari, { width = 390, height = 844, view = null, jwt = "" } = {}) {
  const context = await browser.newContext({ viewport: { width, height }, locale: "ko-KR", timezoneId: "Asia/Seoul" });
  const page = await context.newPage();
  const faults = [];
  page.on("pageerror", (error) => faults.push(String(error)));
  page.on("response", (r) => r.status() >= 500 && faults.push(`${r.status()} ${r.url()}`));
  await page.goto(`${dari.dev.public_url}/demo`);
  await page.waitForFunction(() => globalThis.Dari?.open);
  await page.evaluate(
    ([its, token]) => {
      if (token) globalThis.Dari.identify(token);
      globalThis.Dari.open(its ?? undefined);
    },
    [view, jwt],
  );
  const frame = await until("the widget's frame", () => page.frames().find((f) => f.url().includes("/widget/frame")));
  await frame.locator(".panel").waitFor();
  return { page, frame, faults };
}

/** What has the focus, and what the field says is wrong with it. */
const focused = (frame) =>
  frame.evaluate(() => {
    const field = document.activeElement;
    return {
      name: field.getAttribute("name"),
      invalid: field.getAttribute("aria-invalid"),
      said: document.getElementById(field.getAttribute("aria-describedby"))?.textContent ?? "",
    };
  });

/** Somebody of the staff, who acts by the same calls as the console. */
async function signIn(dari, role) {
  const person = dari.dev.staff.find((its) => its.role === role);
  const page = await (await browser.newContext({ locale: "ko-KR" })).newPage();
  await page.goto(`${dari.dev.public_url}/app`);
  await page.locator("input[type=email], input[name=email]").first().fill(person.email);
  await page.locator("input[type=password]").fill(person.password);
  await page.keyboard.press("Enter");
  await page.getByRole("navigation", { name: "주 메뉴" }).waitFor();
  const post = async (path, body) => {
    const { status, text } = await page.evaluate(
      async ([to, its]) => {
        const answer = await fetch(`/api/v1/${to}`, { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(its) });
        return { status: answer.status, text: await answer.text() };
      },
      [path, body],
    );
    assert.ok(status < 300, `${path}: ${status} ${text}`);
  };
  return {
    answer: (number, text) => post(`tickets/${number}/answer`, { client_id: randomUUID(), text }),
    solve: (number) => post(`tickets/${number}/solve`, {}),
    close: () => page.context().close(),
  };
}

test("W-13: the panel says what the shop's calendar says", LIMIT, async () => {
  const dari = await startDari({ DARI_CLOCK: "2026-11-23T12:40:00+09:00" });
  try {
    const { frame } = await openShop(dari);
    const key = /data-shop="([^"]+)"/.exec(await (await fetch(`${dari.dev.public_url}/demo`)).text())[1];
    const config = await (await fetch(`${dari.dev.public_url}/api/v1/widget/config?key=${encodeURIComponent(key)}&lang=ko`)).json();
    assert.match(config.status_line, /점심/);
    await frame.getByText(config.status_line).waitFor();
    await frame.getByText(config.hours).first().waitFor();
  } finally {
    await dari.stop();
  }
});

test("W-14: out of hours the form asks where the answer goes", LIMIT, async () => {
  const dari = await startDari({ DARI_CLOCK: "2026-11-23T19:30:00+09:00" });
  try {
    const { frame, faults } = await openShop(dari);
    await frame.getByRole("button", { name: "상담원에게 물어보기" }).click();
    await frame.getByText(/지금은 상담 시간이 아니에요/).waitFor();
    const send = frame.getByRole("button", { name: "문의 남기기" });
    await frame.getByLabel("무엇이 궁금하세요?").fill("청자 찻잔을 선물용으로 12월 5일까지 받을 수 있을까요?");
    await send.click();
    assert.deepEqual(await focused(frame), { name: "phone", invalid: "true", said: "답을 받을 휴대전화 번호를 적어 주세요" });
    await frame.getByLabel("휴대전화 번호").fill("010-23");
    await send.click();
    const wrong = await focused(frame);
    assert.equal(wrong.name, "phone");
    assert.match(wrong.said, /끝까지/);
    await frame.getByLabel("휴대전화 번호").fill("010-2345-5678");
    const sent = performance.now();
    await send.click();
    await until("the ticket is in the queue", () => dari.sql("SELECT count(*) FROM dari.tickets") === "1", 10_000);
    console.log(`# left → in the queue in ${Math.round(performance.now() - sent)} ms`);
    await frame.getByRole("heading", { name: /문의 번호 \d+/ }).waitFor();
    await frame.getByText(/답이 오면 문자로 알려 드려요/).waitFor();
    await frame.getByRole("button", { name: "남긴 글 보기" }).click();
    await frame.getByRole("log").getByText("청자 찻잔을 선물용으로").waitFor();
    assert.deepEqual(faults, []);
  } finally {
    await dari.stop();
  }
});

describe("in opening hours", () => {
  let dari;
  before(async () => {
    dari = await startDari();
  });
  after(() => dari?.stop());

  test("W-16: an order is cancelled in three steps, and the button names the sum of the API", LIMIT, async () => {
    const key = /data-shop="([^"]+)"/.exec(await (await fetch(`${dari.dev.public_url}/demo`)).text())[1];
    const members = await until("the demo's members", async () => (await (await fetch(`${dari.dev.public_url}/demo/members`)).json()).members);
    const ask = async (path, jwt) =>
      (await fetch(`${dari.dev.public_url}/api/v1/widget/${path}${path.includes("?") ? "&" : "?"}key=${encodeURIComponent(key)}&lang=ko`, { headers: { "X-Dari-Member": jwt } })).json();
    const signIn = async (member) => (await (await fetch(`${dari.dev.public_url}/demo/sign-in`, { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify({ member }) })).json()).jwt;
    let found = null;
    for (const { member, preorders } of members) {
      if (preorders === 0) continue;
      const jwt = await signIn(member);
      const order = (await ask("orders", jwt)).orders.find((o) => o.can.cancel && !o.request);
      if (order) found = { jwt, order };
      if (found) break;
    }
    assert.ok(found, "no member of the demo has an order that can be cancelled");
    const { jwt, order } = found;
    const { page, frame, faults } = await openShop(dari, { view: "orders", jwt });
    await frame.getByRole("button", { name: new RegExp(order.title) }).or(frame.getByRole("heading", { name: new RegExp(order.number) })).first().waitFor();
    await page.evaluate((number) => globalThis.Dari.openOrder(number), order.number);
    await frame.getByRole("heading", { name: new RegExp(order.number) }).waitFor();
    await frame.getByRole("button", { name: "취소·변경" }).click();

    for (const box of await frame.getByRole("checkbox").all()) await box.check();
    await frame.getByRole("button", { name: "다음" }).click();
    await frame.getByRole("button", { name: "다음" }).click();
    await frame.getByText("이유를 골라 주세요").waitFor();
    await frame.getByLabel("마음이 바뀌었어요").check();
    await frame.getByRole("button", { name: "이전" }).click();
    for (const box of await frame.getByRole("checkbox").all()) assert.ok(await box.isChecked(), "going back keeps what was chosen");
    await frame.getByRole("button", { name: "다음" }).click();
    assert.ok(await frame.getByLabel("마음이 바뀌었어요").isChecked());
    await frame.getByRole("button", { name: "다음" }).click();

    const items = order.items.map((i) => `${i.id}:${i.quantity}`).join(",");
    const quote = await ask(`orders/${encodeURIComponent(order.number)}/quote?kind=cancel&items=${items}`, jwt);
    const send = frame.getByRole("button", { name: /취소(하기| 요청하기) · / });
    await send.waitFor();
    assert.equal((await send.textContent()).trim(), quote.button);
    assert.ok(quote.button.includes(quote.refund_text), quote.button);
    await send.click();
    await frame.getByRole("heading", { name: /요청했어요|취소했어요/ }).waitFor();
    const request = (await ask("orders", jwt)).orders.find((o) => o.number === order.number).request;
    assert.equal(request.refund_text, quote.refund_text);
    if (request.ticket_number) assert.equal(dari.sql(`SELECT count(*) FROM dari.tickets WHERE number = ${request.ticket_number}`), "1");
    assert.deepEqual(faults, []);
  });

  test("W-17: a file too large is refused with both numbers; a photo leaves small and without its place", LIMIT, async () => {
    const { frame, faults } = await openShop(dari, { view: "chat" });
    const clip = frame.locator("input[type=file]").first();
    await clip.waitFor({ state: "attached" });
    await clip.evaluate((field) => {
      const held = new DataTransfer();
      held.items.add(new File([new Uint8Array(48 * 1024 * 1024)], "영상_0312.mov", { type: "video/quicktime" }));
      field.files = held.files;
      field.dispatchEvent(new Event("change", { bubbles: true }));
    });
    await frame.getByRole("alert").getByText("10MB까지 보낼 수 있어요 (48MB)").waitFor();
    await frame.getByRole("button", { name: "지우기" }).click();

    const before = await clip.evaluate(async (field) => {
      const canvas = Object.assign(document.createElement("canvas"), { width: 4000, height: 3000 });
      const pen = canvas.getContext("2d");
      for (let i = 0; i < 300; i++) {
        pen.fillStyle = `hsl(${(i * 47) % 360} 60% 60%)`;
        pen.fillRect((i * 613) % 4000, (i * 389) % 3000, 400, 300);
      }
      const bytes = new Uint8Array(await (await new Promise((done) => canvas.toBlob(done, "image/jpeg", 0.9))).arrayBuffer());
      // An Exif block with a GPS place: "Exif\0\0", a little-endian TIFF head, one entry that points at the GPS directory.
      const words = (...all) => all.flatMap((n) => [n & 255, n >> 8]);
      const gps = [...words(2), ...words(1, 2, 2, 0, 0x4e, 0), ...words(2, 2, 2, 0, 0x4e, 0), 0, 0, 0, 0];
      const tiff = [0x49, 0x49, ...words(42, 8, 0), ...words(1), ...words(0x8825, 4, 1, 0, 26, 0), 0, 0, 0, 0, ...gps];
      const exif = [0x45, 0x78, 0x69, 0x66, 0, 0, ...tiff];
      const app1 = [0xff, 0xe1, (exif.length + 2) >> 8, (exif.length + 2) & 255, ...exif];
      const photo = new Uint8Array([...bytes.slice(0, 2), ...app1, ...bytes.slice(2)]);
      const held = new DataTransfer();
      held.items.add(new File([photo], "깨진 그릇.jpg", { type: "image/jpeg" }));
      field.files = held.files;
      field.dispatchEvent(new Event("change", { bubbles: true }));
      return new TextDecoder("latin1").decode(photo.slice(0, 200)).includes("Exif");
    });
    assert.ok(before, "the photo that was chosen tells where it was taken");
    const shown = frame.getByRole("log").getByRole("button", { name: "사진 깨진 그릇.jpg" });
    await shown.waitFor();
    const stored = await until("the stored file", () => dari.sql("SELECT data->'files'->0 FROM dari.messages WHERE data ? 'files' LIMIT 1"));
    const file = JSON.parse(stored);
    assert.equal(Math.max(file.width, file.height), 2048);
    const src = await until("its picture", () => shown.locator("img").getAttribute("src").catch(() => ""));
    const bytes = new Uint8Array(await (await fetch(new URL(src, dari.dev.public_url))).arrayBuffer());
    assert.ok(bytes.length > 1000);
    assert.ok(!Buffer.from(bytes).includes("Exif"), "nothing of the camera is on the server");
    assert.deepEqual(faults, []);
  });

  test("W-19: how it went is told by keys alone, and asked once a week", LIMIT, async () => {
    const { page, frame, faults } = await openShop(dari, { view: "chat" });
    const agent = await signIn(dari, "agent");
    const write = async (text) => {
      await frame.locator("textarea").fill(text);
      await frame.locator("textarea").press("Enter");
      await frame.getByRole("log").getByText(text).waitFor();
    };
    await write("찻잔 손잡이가 떨어졌어요");
    // The tests before this one have left tickets too, and an answer there is not for this shopper.
    const number = await until("its ticket", () => dari.sql("SELECT number FROM dari.tickets WHERE preview LIKE '%손잡이가 떨어졌어요%'"));
    const ticket = () => JSON.parse(dari.sql(`SELECT json_build_object('number', number, 'version', version, 'state', state) FROM dari.tickets WHERE number = ${number}`));
    await agent.answer(ticket().number, "새 찻잔을 오늘 보내 드릴게요.");
    await frame.getByRole("log").getByText("새 찻잔을 오늘 보내 드릴게요.").waitFor();
    await agent.solve(ticket().number);
    const faces = frame.getByRole("radiogroup", { name: "오늘 상담 어떠셨어요?" });
    await faces.waitFor({ timeout: 40_000 });
    await frame.getByRole("log").focus();
    for (let i = 0; i < 12 && !(await faces.evaluate((group) => group.contains(document.activeElement))); i++) await page.keyboard.press("Tab");
    await page.keyboard.press("Space");
    for (let i = 0; i < 3; i++) await page.keyboard.press("ArrowRight");
    await until("the score is stored", () => dari.sql("SELECT string_agg(score::text, ',') FROM dari.survey_answers") === "4");
    await page.keyboard.press("Tab");
    await page.keyboard.press("Space");
    for (let i = 0; i < 4; i++) await page.keyboard.press("Tab");
    await page.keyboard.type("빨리 알려 주셔서 좋았어요");
    await page.keyboard.press("Tab");
    await page.keyboard.press("Enter");
    await frame.getByText("들려주셔서 고마워요.").waitFor();

    await write("하나 더 궁금해요");
    await until("the ticket is open again", () => ticket().state !== "solved");
    await agent.answer(ticket().number, "네, 말씀해 주세요.");
    await agent.solve(ticket().number);
    await until("the second settling was planned", () => dari.sql("SELECT count(*) FROM dari.surveys") === "2");
    await until("the second settling is dealt with", () => dari.sql("SELECT count(*) FROM dari.surveys WHERE asked_at IS NULL AND dropped_at IS NULL") === "0", 40_000);
    assert.equal(await frame.getByRole("radiogroup").count(), 1);
    await agent.close();
    assert.deepEqual(faults, []);
  });
});

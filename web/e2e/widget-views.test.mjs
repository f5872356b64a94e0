// The widget's views against the real program: the form out of hours, an order's cancellation, files,
// and how it went.
import assert from "node:assert/strict";
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

async function solve(dari, number) {
  const version = Number(dari.sql(`SELECT version FROM dari.tickets WHERE number = ${number}`));
  const answer = await dari.api(`/api/v1/tickets/${number}/solve`, { method: "POST", body: JSON.stringify({ version }) });
  assert.ok(answer.ok, `${answer.status} ${await answer.text()}`);
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
    const write = async (text) => {
      await frame.locator("textarea").fill(text);
      await frame.locator("textarea").press("Enter");
      await frame.getByRole("log").getByText(text).waitFor();
    };
    await write("찻잔 손잡이가 떨어졌어요");
    const ticket = () => JSON.parse(dari.sql("SELECT json_build_object('number', number, 'version', version, 'state', state) FROM dari.tickets ORDER BY number DESC LIMIT 1"));
    await until("a ticket", () => dari.sql("SELECT count(*) FROM dari.tickets") !== "0");
    await solve(dari, ticket().number);
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
    await solve(dari, ticket().number);
    await until("the second settling was planned", () => dari.sql("SELECT count(*) FROM dari.surveys") === "2");
    await until("the second settling is dealt with", () => dari.sql("SELECT count(*) FROM dari.surveys WHERE asked_at IS NULL AND dropped_at IS NULL") === "0", 40_000);
    assert.equal(await frame.getByRole("radiogroup").count(), 1);
    assert.deepEqual(faults, []);
  });
});

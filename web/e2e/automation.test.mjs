// What spares agents the same work twice: a reply with variables is written and previewed, and a rule is
// tried on the past before it is switched on.
import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { readFileSync } from "node:fs";
import { after, before, test } from "node:test";
import { startBrowser, startDari } from "./world.mjs";

let dari;
let browser;
const faults = [];
const axe = readFileSync(new URL("../node_modules/axe-core/axe.min.js", import.meta.url), "utf8");

before(async () => {
  [dari, browser] = await Promise.all([startDari(), startBrowser()]);
});

after(async () => {
  await browser?.close();
  await dari?.stop();
});

async function signIn(size = { width: 1440, height: 900 }, scheme = "light") {
  const person = dari.dev.staff.find((s) => s.role === "admin");
  const context = await browser.newContext({ viewport: size, locale: "ko-KR", timezoneId: "Asia/Seoul", colorScheme: scheme });
  const page = await context.newPage();
  page.on("pageerror", (error) => faults.push(String(error)));
  page.on("response", (r) => r.status() >= 500 && faults.push(`${r.status()} ${r.url()}`));
  await page.request.post(`${dari.dev.public_url}/api/v1/session`, { data: { email: person.email, password: person.password } });
  return page;
}

async function open(page, path, title) {
  await page.goto(`${dari.dev.public_url}/app${path}`);
  await page.getByRole("heading", { name: title, level: 1 }).waitFor();
}

async function accessible(page, name) {
  await page.evaluate(axe);
  const { violations } = await page.evaluate(() => globalThis.axe.run("main"));
  assert.deepEqual(
    violations.map((v) => `${v.id}: ${v.nodes.map((n) => n.html).join(" ").slice(0, 200)}`),
    [],
    name,
  );
}

test("replies, macros and rules", { timeout: 180_000 }, async (t) => {
  const page = await signIn();

  await t.test("a reply is written with a variable and previewed with an example", async () => {
    await open(page, "/settings/replies", "자주 쓰는 답변");
    await page.getByRole("searchbox").fill("ㅅㅁㅍㅈ");
    assert.equal(await page.locator("tbody tr").count(), 1, "initial consonants find it");
    await open(page, "/settings/replies/new", "답변 만들기");
    await page.getByRole("textbox", { name: "이름" }).fill("도착 안내");
    await page.getByRole("textbox", { name: "한국어 답변" }).fill("도착은 ");
    await page.getByRole("button", { name: "도착 예상일" }).click();
    await page.locator(".auto-said").getByText("12월 3일 (목)").waitFor();
    await accessible(page, "the editor of a reply");
    await page.getByRole("button", { name: "저장하기" }).click();
    await page.getByRole("link", { name: "도착 안내" }).waitFor();
  });

  await t.test("a rule is tried on the past before it is switched on", async () => {
    const made = await page.request.post(`${dari.dev.public_url}/api/v1/tickets`, {
      data: { client_id: randomUUID(), channel: "phone", name: "박서연", phone: "010-2222-3333", subject: "화분이 파손됐어요", text: "깨져서 왔대요." },
    });
    assert.equal(made.status(), 201);
    await open(page, "/settings/automations/new", "규칙 만들기");
    await page.getByRole("textbox", { name: "이름" }).fill("파손 접수");
    await page.getByRole("combobox", { name: "무슨 일이 생기면" }).selectOption("opened");
    await page.getByRole("button", { name: "조건 더하기" }).first().click();
    const row = page.getByRole("group", { name: "조건 1" });
    await row.getByRole("combobox", { name: "항목" }).selectOption("subject");
    await row.getByRole("textbox", { name: "값" }).fill("파손");
    await page.getByRole("combobox", { name: "우선순위" }).selectOption("2");
    await page.getByRole("button", { name: "지난 30일로 돌려 보기" }).click();
    await page.getByText("문의 1건에서 1번 했을 거예요").first().waitFor();
    await accessible(page, "the editor of a rule");
    await page.getByRole("button", { name: "저장하기" }).click();
    await page.getByRole("link", { name: "파손 접수" }).waitFor();
    await accessible(page, "the list of rules");
    await page.getByRole("button", { name: /파손 접수.*켜기/ }).click();
    await page.getByRole("button", { name: /파손 접수.*끄기/ }).waitFor();
  });

  await t.test("on a phone in the dark nothing is lost", async () => {
    const small = await signIn({ width: 390, height: 844 }, "dark");
    for (const [path, title] of [
      ["/settings/replies", "자주 쓰는 답변"],
      ["/settings/macros", "매크로"],
      ["/settings/automations", "문의 규칙"],
    ]) {
      await open(small, path, title);
      assert.ok(await small.evaluate(() => document.documentElement.scrollWidth <= innerWidth), `${path} scrolls sideways`);
      await accessible(small, path);
    }
  });

  assert.deepEqual(faults, []);
});

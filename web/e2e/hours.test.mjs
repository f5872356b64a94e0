// Opening hours in real use: staff edit them and see at once what shoppers will read, close by hand and
// open again, and chats go to whoever is ready to take them.
import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { readFileSync } from "node:fs";
import { after, before, test } from "node:test";
import { startBrowser, startDari, until } from "./world.mjs";

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

async function signIn(role, size = { width: 1440, height: 900 }, scheme = "light") {
  const person = dari.dev.staff.find((s) => s.role === role);
  const context = await browser.newContext({ viewport: size, locale: "ko-KR", timezoneId: "Asia/Seoul", colorScheme: scheme });
  const page = await context.newPage();
  page.on("pageerror", (error) => faults.push(String(error)));
  page.on("response", (r) => r.status() >= 500 && faults.push(`${r.status()} ${r.url()}`));
  await page.goto(`${dari.dev.public_url}/app`);
  await page.locator("input[type=email], input[name=email]").first().fill(person.email);
  await page.locator("input[type=password]").fill(person.password);
  await page.keyboard.press("Enter");
  await page.getByRole("navigation", { name: "주 메뉴" }).waitFor();
  return page;
}

const config = async () =>
  (await fetch(`${dari.dev.public_url}/api/v1/widget/config?lang=ko&key=${encodeURIComponent(dari.dev.widget_key)}`)).json();

async function leave(body) {
  const answer = await fetch(`${dari.dev.public_url}/api/v1/widget/leave?lang=ko&key=${encodeURIComponent(dari.dev.widget_key)}`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ client_id: randomUUID(), ...body }),
  });
  return answer.json();
}

async function openHours(page) {
  await page.goto(`${dari.dev.public_url}/app/settings/hours`);
  await page.getByRole("heading", { name: "요일별 시간", level: 2 }).waitFor();
}

test("opening hours", { timeout: 180_000 }, async (t) => {
  const page = await signIn("admin");
  await openHours(page);

  await t.test("the preview follows the page, and shoppers what was saved", async () => {
    assert.equal(await page.getByText("설 연휴", { exact: true }).count(), 1, "the next public holidays are listed");
    await page.getByRole("button", { name: "토요일에 상담 시간 더하기" }).press("Enter");
    await page.getByLabel("첫날").fill("2026-11-24");
    await page.getByLabel("이름 (한국어)").fill("재고 조사");
    await page.getByRole("button", { name: "날 더하기" }).press("Enter");
    await page.getByLabel("보고 싶은 때").fill("2026-11-24T15:00");
    await page.getByText("재고 조사예요 · 11월 25일(수) 오전 10시에 다시 열어요").waitFor();
    assert.match((await config()).hours, /^월–금/, "nothing is saved yet");
    await page.getByRole("button", { name: "저장하기" }).press("Enter");
    await page.getByText("상담 시간을 저장했어요").waitFor();
    await until("shoppers read the Saturday", async () => (await config()).hours.endsWith("토 10:00–18:00"));
  });

  await t.test("a range that goes backward is named and cannot be saved", async () => {
    const end = page.getByLabel("월요일 1번째 상담 끝");
    await end.fill("09:00");
    await page.getByText("끝나는 시간이 시작보다 늦어야 해요.").waitFor();
    assert.equal(await end.getAttribute("aria-invalid"), "true");
    assert.ok(await page.getByRole("button", { name: "저장하기" }).isDisabled());
    await page.getByRole("button", { name: "처음대로" }).click();
    assert.equal(await end.inputValue(), "18:00");
  });

  await t.test("an admin gets chats only by choosing to", async () => {
    assert.equal((await config()).state, "leave", "an admin's open console is nobody to write to");
    await page.locator(".workspace").click();
    await page.getByRole("menuitem", { name: "상담 가능" }).click();
    await until("somebody is there", async () => (await config()).state === "open");
  });

  await t.test("closed by hand until the next switch, and opened again", async () => {
    await page.getByRole("button", { name: "지금 닫기" }).click();
    await page.getByText("다음 일정이 바뀔 때까지 (11월 23일 (월) 오후 6:00)").waitFor();
    await page.getByRole("dialog").getByRole("button", { name: "지금 닫기" }).click();
    await page.getByText(/까지 닫아 두었어요/).waitFor();
    await until("shoppers read it", async () => (await config()).status_line === "11월 25일(수) 오전 10시에 다시 열어요");
    await page.getByRole("button", { name: "다시 열기" }).click();
    await until("shoppers read that it is open", async () => (await config()).state === "open");
  });

  await t.test("who goes away gets no chat; who comes gets the one that waits", async () => {
    await page.locator(".workspace").click();
    await page.getByRole("menuitem", { name: "자리 비움" }).click();
    await until("nobody is there", async () => (await config()).state === "leave");
    const left = await leave({ text: "배송이 언제 시작되나요?", topic: "delivery", reply_by: "sms", phone: "010-5555-6666" });
    assert.ok(left.ticket_number > 0 && left.promise.startsWith("오늘 오후 "), JSON.stringify(left));
    const agent = await signIn("agent");
    await agent.goto(`${dari.dev.public_url}/app/mine/${left.ticket_number}`);
    // What is done after it folds the line away.
    const routed = agent.getByText("님에게 배정했어요");
    const more = agent.getByRole("button", { name: /^외 \d+건 보기$/ });
    await until("it is said to whom it went", async () => {
      if (await routed.first().isVisible()) return true;
      for (const fold of await more.all()) await fold.click({ timeout: 1000 }).catch(() => {}); // the line may move on meanwhile
      return false;
    }, 30_000);
    await agent.getByText("확인하지 않은 연락처").waitFor();
    await agent.getByText("010-••••-6666").waitFor();
    await agent.context().close();
  });

  await t.test("the page is right in both themes at both widths", async () => {
    for (const [width, scheme] of [
      [1440, "dark"],
      [390, "light"],
    ]) {
      const small = await signIn("admin", { width, height: 844 }, scheme);
      await openHours(small);
      assert.ok(await small.evaluate(() => document.documentElement.scrollWidth <= innerWidth), `${width} scrolls sideways`);
      await small.evaluate(axe);
      const { violations } = await small.evaluate(() =>
        globalThis.axe.run({ runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"] }),
      );
      assert.deepEqual(
        violations.map((v) => `${v.id}: ${v.nodes[0].html}`),
        [],
      );
      await small.context().close();
    }
  });

  assert.deepEqual(faults, []);
});

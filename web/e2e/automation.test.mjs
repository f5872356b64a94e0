// What spares agents the same work twice: a reply with variables is written and previewed, and a rule is
// tried on the past before it is switched on. And how tickets are sorted and shared out.
import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { readFileSync } from "node:fs";
import { after, before, test } from "node:test";
import { startConsole } from "./console-world.mjs";
import { until } from "./world.mjs";

let world;
let dari;
let browser;
const faults = [];
const axe = readFileSync(new URL("../node_modules/axe-core/axe.min.js", import.meta.url), "utf8");

before(async () => {
  world = await startConsole();
  ({ dari, browser } = world);
});

after(async () => {
  await world?.stop();
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

test("the desk is set up, and the queue and the shoppers see it", { timeout: 180_000 }, async (t) => {
  const page = await world.desk({ role: "admin", at: "/settings/desk" });
  const save = () => page.getByRole("button", { name: "저장하기" }).press("Enter");
  const contact = async (query) => (await fetch(`${dari.dev.public_url}/contact?lang=ko${query}`)).text();

  await t.test("a type's form is edited beside its preview, and asked at /contact", async () => {
    await page.getByRole("link", { name: "불량", exact: true }).click();
    await page.getByRole("heading", { name: "불량", level: 1 }).waitFor();
    await page.getByLabel("문의하기에서 손님이 고를 수 있어요").check();
    await page.getByLabel("이름 아래 한 줄 (한국어)").fill("깨졌거나 작동하지 않을 때");
    await page.getByRole("button", { name: "항목 더하기" }).press("Enter");
    const fields = page.getByRole("list", { name: "채울 항목" });
    await fields.getByLabel("이름 (한국어)").last().fill("산 날");
    await save();
    await page.getByText("두 언어로 이름을 적어 주세요.").waitFor();
    await fields.getByLabel("이름 (영어)").last().fill("Bought on");
    await fields.getByLabel("답하는 방법").last().selectOption("date");
    await page.getByRole("region", { name: "문의하기 화면" }).getByText("산 날").waitFor();
    await accessible(page, "the page of a type");
    await save();
    await page.getByText("불량을 저장했어요").waitFor();
    assert.match(await contact("&topic=defect"), /산 날[\s\S]{0,400}type="date"/);
    assert.match(await contact(""), /깨졌거나 작동하지 않을 때/);
  });

  await t.test("what somebody else has changed meanwhile is not overwritten", async () => {
    await page.getByLabel("이름 (영어)").first().fill("Faulty item");
    dari.sql("UPDATE dari.ticket_types SET version = version + 1 WHERE key = 'defect'");
    await save();
    await page.getByText("그사이에 다른 사람이 바꿨어요. 새 내용을 불러올까요?").waitFor();
    await page.getByRole("button", { name: "새로 불러오기" }).press("Enter");
    await until("the page as it is now", async () => (await page.getByLabel("이름 (영어)").first().inputValue()) === "Defect");
  });

  await t.test("an own state is chosen in a ticket and stands in the list", async () => {
    await world.move(page, "/settings/desk/states");
    await page.getByRole("button", { name: "상태 더하기" }).press("Enter");
    await page.getByLabel("이름 (한국어)").fill("공방 확인 중");
    await page.getByLabel("이름 (영어)").fill("With the workshop");
    await save();
    await page.getByRole("button", { name: /공방 확인 중/ }).first().waitFor();
    await accessible(page, "the states");
    const number = await world.shopper().says("손잡이 색을 바꿀 수 있나요?");
    await world.move(page, `/all/${number}`);
    await page.getByRole("button", { name: "더 보기", exact: true }).first().click();
    await page.getByRole("menuitem", { name: "상태 이름" }).click();
    await page.getByRole("menuitem", { name: "공방 확인 중" }).click();
    await page.locator(`.row-link[data-number="${number}"]`).getByText("공방 확인 중").waitFor();
  });

  await t.test("a tag gets another name", async () => {
    dari.sql("INSERT INTO dari.tags (name) VALUES ('깨짐') ON CONFLICT DO NOTHING");
    await world.move(page, "/settings/desk/tags");
    await page.getByRole("button", { name: "깨짐 이름 바꾸기" }).press("Enter");
    await page.getByLabel("태그 이름").fill("파손품");
    await page.getByRole("button", { name: "이름 바꾸기", exact: true }).press("Enter");
    await page.getByRole("link", { name: "파손품", exact: true }).waitFor();
    await accessible(page, "the tags");
  });

  await t.test("two teams cannot have one name", async () => {
    await world.move(page, "/settings/desk/teams");
    const make = async () => {
      await page.getByRole("button", { name: "팀 더하기" }).press("Enter");
      await page.getByRole("textbox", { name: "팀 이름" }).fill("공방팀");
      await save();
    };
    await make();
    await page.getByRole("heading", { name: "공방팀", level: 2 }).waitFor();
    await page.getByRole("dialog").waitFor({ state: "detached" });
    await make();
    await page.getByRole("dialog").locator("[aria-invalid=true]").waitFor();
    await page.keyboard.press("Escape");
    await page.getByRole("dialog").waitFor({ state: "detached" });
  });

  await t.test("a note that names me is in my list at once, until I open it", async () => {
    const agent = await world.desk({ role: "agent" });
    const number = await world.shopper().says("언제 보내 주시나요?");
    const name = dari.sql("SELECT name FROM dari.staff WHERE role = 'agent' ORDER BY id LIMIT 1");
    const noted = await page.request.post(`${dari.dev.public_url}/api/v1/tickets/${number}/note`, {
      data: { client_id: randomUUID(), text: `@${name}님, 이것 좀 봐 주세요` },
      headers: { origin: dari.dev.public_url },
    });
    assert.ok(noted.ok(), `the note: ${noted.status()}`);
    const link = agent.getByRole("link", { name: "멘션" });
    await link.locator(".count").waitFor();
    await link.click();
    await agent.getByText("이것 좀 봐 주세요").waitFor();
    await accessible(agent, "the mentions");
    await agent.getByText("이것 좀 봐 주세요").click();
    await agent.waitForURL(new RegExp(`/all/${number}`));
    await link.locator(".count").waitFor({ state: "detached" });
    await agent.context().close();
  });

  await t.test("on a phone no page scrolls sideways", async () => {
    await page.setViewportSize({ width: 390, height: 844 });
    for (const [path, title] of [
      ["/settings/desk/types/defect", "불량"],
      ["/settings/desk/states", "유형·상태·팀·태그"],
      ["/settings/desk/teams", "유형·상태·팀·태그"],
      ["/settings/desk/tags", "유형·상태·팀·태그"],
    ]) {
      await world.move(page, path);
      await page.getByRole("heading", { name: title, level: 1 }).waitFor();
      await page.locator("main .panel").first().waitFor();
      assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), `${path} scrolls sideways`);
    }
    await accessible(page, "the tags on a phone");
  });
  assert.deepEqual(world.faults, []);
});

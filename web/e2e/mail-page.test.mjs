// The page of a mail: whatever is in the mail, nothing of it runs and nothing leaves for other servers.
import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { startBrowser, startDari } from "./world.mjs";

const corpora = process.env.DARI_CORPORA ?? "";
const collected = join(corpora, "xss/dompurify_expect.json");

// Without what others have collected, the ways that are known best are tried.
const own = [
  "<script>alert(1)</script><p>글</p>",
  '<img src="http://127.0.0.1:9/x.png" onerror="alert(1)">',
  '<p style="background:url(http://127.0.0.1:9/y.png);position:fixed;top:0">글</p>',
  '<a href="javascript:alert(1)">여기</a>',
  '<iframe src="http://127.0.0.1:9/z"></iframe><object data="http://127.0.0.1:9/o"></object><embed src="http://127.0.0.1:9/e">',
  '<form action="http://127.0.0.1:9/f"><input autofocus onfocus="alert(1)"><button>보내기</button></form>',
  '<style>@import "http://127.0.0.1:9/s.css"; body { background: url(http://127.0.0.1:9/b.png) }</style><link rel=stylesheet href="http://127.0.0.1:9/l.css">',
  '<meta http-equiv="refresh" content="0;url=http://127.0.0.1:9/m"><base href="http://127.0.0.1:9/">',
  "<svg onload=alert(1)><image href=http://127.0.0.1:9/i.png /></svg><math><mtext><table><mglyph><style><img src=x onerror=alert(1)>",
  '<video poster="http://127.0.0.1:9/p.png"><source src="http://127.0.0.1:9/v" onerror="alert(1)"></video>',
];

test("a hostile mail runs nothing and loads nothing from elsewhere", { timeout: 300_000 }, async () => {
  const payloads = [...own];
  if (existsSync(collected)) payloads.push(...JSON.parse(readFileSync(collected, "utf8")).map((p) => p.payload));
  const dari = await startDari();
  const browser = await startBrowser();
  try {
    const base = dari.dev.public_url;
    const ids = [];
    for (const [i, html] of payloads.entries()) {
      const mail = `From: p${i}@mail.example\r\nTo: help@ondam.example\r\nSubject: hello ${i}\r\nMessage-ID: <x${i}@mail.example>\r\nMIME-Version: 1.0\r\nContent-Type: text/html; charset=utf-8\r\nContent-Transfer-Encoding: base64\r\n\r\n${Buffer.from(html).toString("base64").replace(/(.{76})/g, "$1\r\n")}\r\n`;
      const answer = await dari.api("/api/v1/inbound/mail", { method: "POST", body: mail, headers: { "content-type": "message/rfc822" } });
      const got = await answer.json();
      if (got.state === "done") ids.push(got.id);
    }
    assert.ok(ids.length >= own.length, `${ids.length} mails became messages`);

    const context = await browser.newContext({ viewport: { width: 800, height: 600 } });
    const page = await context.newPage();
    assert.equal((await page.goto(`${base}/mail/${ids[0]}`)).status(), 401, "nobody is signed in");
    const agent = dari.dev.staff.find((s) => s.role === "agent");
    const signed = await context.request.post(`${base}/api/v1/session`, { data: { email: agent.email, password: agent.password }, headers: { origin: base } });
    assert.equal(signed.status(), 200);

    const ran = [];
    const foreign = [];
    context.on("dialog", async (d) => {
      ran.push(`${page.url()} ${d.message()}`);
      await d.dismiss();
    });
    context.on("page", (p) => ran.push(`a window was opened: ${p.url()}`));
    context.on("request", (r) => !r.url().startsWith(base) && !r.url().startsWith("data:") && foreign.push(r.url()));
    for (const id of ids) {
      const answer = await page.goto(`${base}/mail/${id}`);
      assert.equal(answer.status(), 200);
      assert.match(answer.headers()["content-security-policy"], /default-src 'none'.*script-src 'none'.*sandbox/);
      // As the console shows it, and a click on whatever is there.
      for (const link of await page.locator("a[href]").all()) {
        const href = await link.getAttribute("href");
        assert.match(href, /^(https?:|mailto:|tel:)/);
        assert.match((await link.getAttribute("rel")) ?? "", /noopener|nofollow/);
      }
      assert.equal(await page.locator("script, iframe, object, embed, form, input, link, meta[http-equiv], base").count(), 0);
    }
    assert.deepEqual(ran, []);
    assert.deepEqual(foreign, []);

    // Asked for, pictures are loaded, and pictures only.
    foreign.length = 0;
    await page.goto(`${base}/mail/${ids[1]}?images=1`);
    await page.waitForLoadState("load");
    assert.deepEqual(foreign, ["http://127.0.0.1:9/x.png"]);
    assert.deepEqual(ran, []);

    // Not for those who do not work with tickets.
    const other = await browser.newContext();
    const marketer = dari.dev.staff.find((s) => s.role === "marketer");
    await other.request.post(`${base}/api/v1/session`, { data: { email: marketer.email, password: marketer.password }, headers: { origin: base } });
    assert.equal((await other.request.get(`${base}/mail/${ids[0]}`)).status(), 403);
    assert.equal((await context.request.get(`${base}/mail/00000000-0000-7000-8000-000000000000`)).status(), 404);
  } finally {
    await browser.close();
    await dari.stop();
  }
});

// What the tests of the console share: people at their desks, shoppers without a browser, and a long queue.
import { randomUUID } from "node:crypto";
import { startBrowser, startDari, until } from "./world.mjs";

/** A Dari with a browser, and what can be done with both. */
export async function startConsole(settings = {}) {
  const [dari, browser] = await Promise.all([startDari(settings), startBrowser()]);
  const faults = [];
  const signed = new Map();

  /** Signs somebody in, at a page; the bar that asks for sounds is answered unless the test is about it. */
  async function desk({ role = "agent", at = "", width = 1440, height = 900, theme = "light", lang = "ko", alerts = "off", touch = false, init, prefs = {} } = {}) {
    const person = dari.dev.staff.find((s) => s.role === role);
    const context = await browser.newContext({
      viewport: { width, height },
      locale: "ko-KR",
      timezoneId: "Asia/Seoul",
      colorScheme: theme,
      hasTouch: touch,
    });
    await context.addInitScript((first) => {
      if (!localStorage.getItem("dari.console")) localStorage.setItem("dari.console", JSON.stringify(first));
    }, { lang, theme, alerts, ...prefs });
    if (init) await context.addInitScript(init);
    const page = await context.newPage();
    page.on("pageerror", (error) => faults.push(String(error)));
    page.on("response", (r) => r.status() >= 500 && faults.push(`${r.status()} ${r.url()}`));
    // Signing in is looked at once; whoever comes again has the session still.
    if (signed.has(role)) await context.addCookies(signed.get(role));
    await page.goto(`${dari.dev.public_url}/app${at}`);
    if (!signed.has(role)) {
      await page.locator("input[type=email], input[name=email]").first().fill(person.email);
      await page.locator("input[type=password]").fill(person.password);
      await page.keyboard.press("Enter");
    }
    await page.locator("nav.nav").waitFor();
    if (!signed.has(role)) signed.set(role, await context.cookies());
    return page;
  }

  /** A shopper who writes by HTTP. */
  function shopper() {
    const headers = { "content-type": "application/json", "accept-language": "ko" };
    let number;
    return {
      async says(text) {
        const answer = await fetch(`${dari.dev.public_url}/api/v1/widget/messages?key=${dari.dev.widget_key}`, {
          method: "POST",
          headers,
          body: JSON.stringify({ client_id: randomUUID(), text, lang: "ko" }),
        });
        const said = await answer.json();
        if (said.visitor_token) headers["X-Dari-Visitor"] = said.visitor_token;
        if (number) return number;
        const sql = `SELECT t.number FROM dari.tickets t JOIN dari.conversations c ON c.id = t.conversation_id WHERE c.uid = '${said.conversation}'`;
        number = Number(await until("the ticket", () => dari.sql(sql)));
        return number;
      },
    };
  }

  /** A queue of n tickets, each with one message, the newest first to answer. */
  function fill(n) {
    dari.sql(`
WITH i AS (SELECT i, timestamptz '2026-11-23 14:05+09' - i * interval '1 minute' AS at FROM generate_series(1, ${n}) i),
c AS (INSERT INTO dari.conversations (uid, kind, title, lang, last_seq, last_message_at)
      SELECT gen_random_uuid(), 'chat', 'filled ' || i, 'ko', 1, at FROM i RETURNING id, title, last_message_at),
m AS (INSERT INTO dari.messages (conversation_id, seq, uid, sender_kind, client_id, channel, kind, body, body_hash, created_at)
      SELECT id, 1, gen_random_uuid(), 'shopper', gen_random_uuid(), 'chat', 'text', '배송이 언제 시작되나요?', '\\x00', last_message_at FROM c),
t AS (INSERT INTO dari.tickets (state, channel, conversation_id, preview, preview_from, waiting_since, last_message_at)
      SELECT 'new', 'chat', id, '배송이 언제 시작되나요? ' || title, 'shopper', last_message_at, last_message_at FROM c ORDER BY id RETURNING id, conversation_id)
INSERT INTO dari.ticket_conversations (ticket_id, conversation_id, from_seq, last_seq) SELECT id, conversation_id, 1, 1 FROM t`);
  }

  return {
    dari,
    browser,
    faults,
    desk,
    shopper,
    fill,
    go: (page, path) => page.goto(`${dari.dev.public_url}/app${path}`),
    /** As `go`, by a link of the console's own: nothing is loaded anew. */
    move: (page, path) => page.evaluate((to) => history.pushState(null, "", to), `/app${path}`),
    async stop() {
      await browser.close();
      await dari.stop();
    },
  };
}

export const rows = (page) => page.getByRole("list", { name: /문의 목록|Tickets/ }).locator(".row-link");

/** The number of the ticket that is open. */
export const opened = (page) => Number(/\/(\d+)(?:\?|$)/.exec(page.url())?.[1] ?? 0);

/** A key as a keyboard sends it: what it types and where it is. */
export const strike = (page, key, code) =>
  page.evaluate(
    ([k, c]) => {
      const target = document.activeElement ?? document.body;
      target.dispatchEvent(new KeyboardEvent("keydown", { key: k, code: c, bubbles: true, cancelable: true }));
    },
    [key, code],
  );

// What a shift needs: people who write by chat and by mail, and a keyboard.
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { randomUUID } from "node:crypto";
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { startConsole } from "./console-world.mjs";
import { until as soon } from "./world.mjs";

/** As `until`, with patience for a machine that does much else. */
export const until = (what, condition) => soon(what, condition, 45_000);

const AT = "2026-11-23T14:05:00+09:00";

/** A Dari, an agent at the desk whose clock is the shop's, and a guard: whatever a pointer does is written down. */
export async function startShift() {
  const world = await startConsole({ DARI_CLOCK: AT });
  const { dari } = world;
  const page = await world.desk({ init: { content: `(${atDesk})(${Date.parse(AT) - Date.now()})` } });
  const said = [];
  // A number that is being typed may be nobody's yet: that answer is no fault.
  const fault = (line) => line.type() === "error" && !/tickets\/\d{1,3}$/.test(line.location().url);
  page.on("console", (line) => fault(line) && said.push(`${line.text()} ${line.location().url}`));
  const shots = process.env.DARI_SHOTS;
  const { ask, end } = asker(dari.dev.database_url);
  if (shots) mkdirSync(shots, { recursive: true });
  return {
    ...world,
    page,
    ask,
    async stop() {
      end();
      await world.stop();
    },
    /** What the browser complained about. */
    said,
    pointed: () => page.evaluate(() => globalThis.pointed),
    keys: keyboard(page),
    people: people(dari, ask),
    /** A picture of the screen, when somebody wants to look: DARI_SHOTS names a folder. */
    shot: async (name) => {
      if (!shots) return;
      await page.evaluate(() => Promise.all(document.getAnimations().map((a) => a.finished.catch(() => {}))));
      await page.screenshot({ path: join(shots, `${name}.png`) });
    },
  };
}

/** SQL by one psql that stays: what is waited for is asked hundreds of times. */
function asker(url) {
  const mark = `-- ${randomUUID()}`;
  const child = spawn("psql", [url, "-XAtq"], { stdio: ["pipe", "pipe", "inherit"] });
  const waiting = [];
  let said = "";
  child.stdout.setEncoding("utf8").on("data", (text) => {
    said += text;
    for (let at = said.indexOf(mark); at >= 0; at = said.indexOf(mark)) {
      waiting.shift()(said.slice(0, at).trim());
      said = said.slice(at + mark.length + 1);
    }
  });
  const ask = (sql) =>
    new Promise((done) => {
      waiting.push(done);
      child.stdin.write(`${sql};\n\\echo '${mark}'\n`);
    });
  return { ask, end: () => child.stdin.end() };
}

// Runs in the page, before anything else.
function atDesk(lag) {
  const Real = Date;
  globalThis.Date = class extends Real {
    constructor(...given) {
      if (given.length === 0) super(Real.now() + lag);
      else super(...given);
    }
    static now() {
      return Real.now() + lag;
    }
  };
  globalThis.pointed = [];
  for (const type of ["pointerdown", "pointermove", "mousedown", "mousemove", "wheel", "touchstart", "click", "dblclick", "contextmenu"]) {
    // A button that is pressed by key is clicked as well, but never by a pointer and never for the first time; and a
    // browser tells what came to lie under a pointer that rests, as a move by nothing.
    const rests = (event) => type.endsWith("move") && event.movementX === 0 && event.movementY === 0;
    const act = (event) => event.isTrusted && (type !== "click" || event.detail > 0) && !rests(event) && globalThis.pointed.push(type);
    addEventListener(type, act, { capture: true, passive: true });
  }
}

/** The keyboard, and what it is pressed for. */
function keyboard(page) {
  const { keyboard: board } = page;
  const press = async (...keys) => {
    for (const key of keys) await board.press(key);
  };
  const active = (what) => page.evaluate((selector) => document.activeElement?.matches(selector) === true, what);
  const named = (name) => page.getByRole("textbox", { name });
  // A layer that is still going takes the keys with it.
  const clear = () => page.locator("[role=dialog], [role=menu], [role=listbox]").first().waitFor({ state: "detached" });
  const palette = async (words, wanted) => {
    await clear();
    await press("Control+k");
    await until("the palette is ready", () => active("[role=combobox]"));
    await board.type(words);
    const first = page.locator("#palette [role=option][aria-selected=true]");
    await until(`“${words}” is offered`, async () => wanted.test((await first.textContent({ timeout: 1000 }).catch(() => "")) ?? ""));
    await press("Enter");
    await page.locator("#palette").waitFor({ state: "detached" });
  };
  return {
    press,
    type: (text) => board.type(text),
    active,
    /** Leaves the field, so that letters act. */
    async leave() {
      await clear();
      await until("no field has the focus", async () => {
        if (!(await active("input, textarea, select, [role=combobox]"))) return true;
        await press("Escape");
        return false;
      });
    },
    /** Opens a ticket by its number, through the palette. */
    async open(number) {
      await palette(`#${number}`, new RegExp(`${number}번 문의 열기`));
      await until(`ticket ${number} is open`, () => new URL(page.url()).pathname.endsWith(`/${number}`));
      // What answers its keys is drawn with its messages.
      await page.locator(`.conversation-facts:has-text("#${number}")`).waitFor();
      await page.locator(".log li").first().waitFor();
    },
    /** Does what the palette offers first for these words. */
    clear,
    palette,
    /** Goes to the field of answers or notes. */
    async field(key, name) {
      await clear();
      await press(key);
      const field = named(name);
      await until(`${key} is in its field`, () => field.evaluate((el) => el === document.activeElement).catch(() => false));
      return field;
    },
    /** Chooses from the menu that is open: down until the words are there. */
    async choose(words) {
      const menu = page.locator("[role=menu]");
      await menu.getByRole("menuitem", { name: words }).waitFor();
      for (let i = 0; i < 15; i++) {
        const at = await page.evaluate(() => (document.activeElement?.closest("[role=menuitem]") ? document.activeElement.textContent : ""));
        if (words.test(at)) {
          await press("Enter");
          return menu.waitFor({ state: "detached" });
        }
        await press("ArrowDown");
      }
      throw new Error(`${words} cannot be reached by arrows`);
    },
    /** Goes on by Tab until something of that name has the focus. */
    async tabTo(name, most = 40) {
      for (let i = 0; i < most; i++) {
        const label = await page.evaluate(() => {
          const at = document.activeElement;
          return at && at !== document.body ? (at.getAttribute("aria-label") ?? at.labels?.[0]?.textContent ?? at.textContent ?? "").trim() : "";
        });
        if (name.test(label)) return;
        await press("Tab");
      }
      throw new Error(`${name} cannot be reached by Tab`);
    },
  };
}

/** Shoppers without a browser. */
function people(dari, ask) {
  /** The tickets of so many conversations, by their labels. */
  const numbers = (of) => {
    const [labels, list] = [Object.keys(of), Object.values(of).map((uid) => `'${uid}'`)];
    const sql = `SELECT c.uid, t.number FROM dari.tickets t JOIN dari.conversations c ON c.id = t.conversation_id WHERE c.uid IN (${list})`;
    return until("their tickets", async () => {
      const found = new Map((await ask(sql)).split("\n").map((line) => line.split("|")));
      return found.size === labels.length && Object.fromEntries(labels.map((label) => [label, Number(found.get(of[label]))]));
    });
  };
  const post = async (path, headers, body) => {
    const answer = await fetch(dari.dev.public_url + path, { method: "POST", headers, body });
    assert.equal(answer.status, 200, await answer.clone().text());
    return answer.json();
  };
  /** A chat of somebody unknown, or of the nth member of the demo shop, who is signed in. */
  const chat = async (texts, nth) => {
    const headers = { "content-type": "application/json", "accept-language": "ko" };
    const { members } = await (await fetch(`${dari.dev.public_url}/demo/members`)).json();
    const member = members[nth]?.member;
    if (member) headers["X-Dari-Member"] = (await post("/demo/sign-in", headers, JSON.stringify({ member }))).jwt;
    let conversation = "";
    for (const text of texts) {
      const body = JSON.stringify({ client_id: randomUUID(), text, lang: "ko" });
      const said = await post(`/api/v1/widget/messages?key=${dari.dev.widget_key}`, headers, body);
      if (said.visitor_token) headers["X-Dari-Visitor"] = said.visitor_token;
      conversation = said.conversation;
    }
    return conversation;
  };
  /** A mail as a mail server hands it over; it may answer another one. */
  const mail = async ({ from, name = "", subject, text, after = "" }) => {
    const id = randomUUID();
    const word = (value) => `=?UTF-8?B?${Buffer.from(value).toString("base64")}?=`;
    const head = [
      `From: ${name ? `${word(name)} ` : ""}<${from}>`,
      "To: help@ondam.example",
      `Subject: ${word(subject)}`,
      `Message-ID: <${id}@mail.example>`,
      ...(after ? [`In-Reply-To: ${after}`, `References: ${after}`] : []),
      "MIME-Version: 1.0",
      "Content-Type: text/plain; charset=utf-8",
      "Content-Transfer-Encoding: base64",
    ];
    const raw = `${head.join("\r\n")}\r\n\r\n${Buffer.from(text).toString("base64")}\r\n`;
    const headers = { authorization: `Bearer ${dari.dev.api_key}`, "content-type": "message/rfc822" };
    const taken = await post("/api/v1/inbound/mail", headers, raw);
    assert.equal(taken.state, "done", JSON.stringify(taken));
    return taken.conversation;
  };
  return { chat, mail, numbers };
}

// Measures the console (A-01, A-02, A-03, A-15 and the palette) over a long queue, and prints it:
// node scripts/console-speed.mjs [runs] [check…]. Nothing is asserted: a loaded machine says other numbers; the CPU
// time of the page's thread, as Chromium traces it, says what the console itself takes.
import { performance } from "node:perf_hooks";
import { setTimeout as pause } from "node:timers/promises";
import { opened, rows, startConsole } from "../e2e/console-world.mjs";
import { until } from "../e2e/world.mjs";

const runs = Number(process.argv[2] ?? 5);
const wanted = process.argv.slice(3);
const TICKETS = Number(process.env.TICKETS ?? 10_000);
const SWITCHES = 50;
const LETTERS = 200;
const PARTS = {
  script: ["FunctionCall", "EvaluateScript", "EventDispatch", "TimerFire", "FireAnimationFrame", "RunMicrotasks"],
  style: ["UpdateLayoutTree"],
  layout: ["Layout"],
  paint: ["PrePaint", "Paint", "Layerize", "Commit"],
};
const sorted = (list) => [...list].sort((a, b) => a - b);
const at = (list, share) => sorted(list)[Math.min(list.length - 1, Math.floor(list.length * share))] ?? 0;
const ms = (value) => `${Math.round(value)} ms`;

const world = await startConsole();
try {
  world.fill(TICKETS);
  world.dari.sql("ANALYZE");
  const page = await world.desk({ init: watch });
  page.setDefaultTimeout(120_000);
  const checks = { "A-01": [begins, scrolls], "A-02": [switches], "A-15": [types], palette: [opensPalette], "A-03": [interactive] };
  for (const [name, those] of Object.entries(checks)) {
    if (wanted.length > 0 && !wanted.includes(name)) continue;
    for (const check of those) await check(page);
  }
} finally {
  await world.stop();
}

// In the page: when the list was painted, how long frames and presses took.
function watch() {
  globalThis.seen = { rows: 0, tasks: [], events: [] };
  const look = new MutationObserver(() => {
    if (!document.querySelector(".row-link")) return;
    look.disconnect();
    requestAnimationFrame(() => setTimeout(() => (globalThis.seen.rows = performance.now())));
  });
  look.observe(document, { childList: true, subtree: true });
  new PerformanceObserver((list) => globalThis.seen.tasks.push(...list.getEntries().map((e) => e.startTime + e.duration))).observe({
    type: "longtask",
    buffered: true,
  });
  new PerformanceObserver((list) => globalThis.seen.events.push(...list.getEntries().map((e) => [e.name, e.duration]))).observe({
    type: "event",
    durationThreshold: 16,
  });
}

/** The thread's CPU time so far, in ms. */
async function meter(page) {
  const cdp = await page.context().newCDPSession(page);
  await cdp.send("Performance.enable", { timeDomain: "threadTicks" });
  return async () => (await cdp.send("Performance.getMetrics")).metrics.find((m) => m.name === "TaskDuration").value * 1000;
}

/** What the page's thread does meanwhile, in ms of CPU: its tasks, the longest first, and what they are made of. */
async function traced(page, work) {
  await world.browser.startTracing(page, { categories: ["-*", "devtools.timeline", "disabled-by-default-devtools.timeline"] });
  const answer = await work();
  const events = JSON.parse((await world.browser.stopTracing()).toString()).traceEvents;
  const here = new Set(events.filter((e) => e.name === "thread_name" && e.args.name === "CrRendererMain").map((e) => `${e.pid}:${e.tid}`));
  const mine = events.filter((e) => e.tdur && here.has(`${e.pid}:${e.tid}`));
  const tasks = mine
    .filter((e) => e.name === "RunTask")
    .map((e) => e.tdur / 1000)
    .sort((a, b) => b - a);
  const sum = (names) => outermost(mine.filter((e) => names.includes(e.name))).reduce((all, e) => all + e.tdur / 1000, 0);
  const parts = Object.fromEntries(Object.entries(PARTS).map(([name, names]) => [name, sum(names)]));
  parts.script -= nested(mine, PARTS.script, [...PARTS.style, ...PARTS.layout]);
  return { answer, tasks, cpu: tasks.reduce((all, one) => all + one, 0), parts };
}

function ends(event) {
  return event.ts + event.dur;
}

// Those that lie in none of the others.
function outermost(events) {
  let end = 0;
  return events
    .toSorted((a, b) => a.ts - b.ts || b.dur - a.dur)
    .filter((e) => {
      const free = e.ts >= end;
      if (free) end = ends(e);
      return free;
    });
}

// What of the others a script has forced.
function nested(events, outer, inner) {
  const outside = outermost(events.filter((e) => outer.includes(e.name)));
  return events
    .filter((e) => inner.includes(e.name) && outside.some((o) => o.tid === e.tid && o.ts <= e.ts && ends(e) <= ends(o)))
    .reduce((all, e) => all + e.tdur / 1000, 0);
}

function told({ parts }, n) {
  return Object.entries(parts)
    .map(([name, cpu]) => `${name} ${(cpu / n).toFixed(1)}`)
    .join(", ");
}

async function begins(page) {
  const took = [];
  let trace;
  for (let run = 0; run < runs; run++) {
    trace = await traced(page, async () => {
      await world.go(page, "/inbox");
      await until("the list", () => page.evaluate(() => globalThis.seen.rows > 0), 60_000);
    });
    took.push(await page.evaluate(() => globalThis.seen.rows));
  }
  console.log(
    `A-01 first paint of the list: ${ms(at(took, 0.5))}, slowest ${ms(Math.max(...took))} (${TICKETS} tickets, ${runs} loads); ${ms(trace.cpu)} of CPU (${told(trace, 1)}), its longest task ${ms(trace.tasks[0])}`,
  );
}

async function scrolls(page) {
  const trace = await traced(page, () =>
    page.evaluate(async () => {
      const box = document.querySelector(".rows");
      const gaps = [];
      let [last, count] = [performance.now(), 0];
      for (let i = 0; i < 240; i++) {
        box.scrollBy(0, i % 60 < 50 ? 260 : -120);
        await new Promise(requestAnimationFrame);
        const now = performance.now();
        gaps.push(now - last);
        last = now;
        count = Math.max(count, box.querySelectorAll("li").length);
      }
      return { frames: gaps, most: count };
    }),
  );
  const { frames, most } = trace.answer;
  const slow = frames.filter((gap) => gap > 50).length;
  console.log(
    `A-01 scrolling: ${frames.length} frames, median ${at(frames, 0.5).toFixed(1)} ms, slowest ${ms(Math.max(...frames))}, ${slow} over 50 ms; ${(trace.cpu / frames.length).toFixed(1)} ms of CPU each (${told(trace, frames.length)}), its longest task ${ms(trace.tasks[0])}; ${most} rows in the page at most`,
  );
}

/** J over fifty tickets that were never read, K back over the same; and J held down. */
async function switches(page) {
  await world.go(page, "/inbox");
  await rows(page).nth(5).waitFor();
  await page.waitForTimeout(2000); // what is loaded after the first paint is there
  await page.keyboard.press("j");
  await until("the first is open", () => opened(page) > 0);
  const cpu = await meter(page);
  for (const [key, what] of [
    ["j", "cold"],
    ["k", "cached"],
  ]) {
    const trace = await traced(page, () => page.evaluate(walk, [key, SWITCHES]));
    const took = trace.answer;
    console.log(
      `A-02 ${what}: p50 ${ms(at(took, 0.5))}, p95 ${ms(at(took, 0.95))}, ${Math.round(trace.cpu / took.length)} ms of CPU a ticket (${told(trace, took.length)}), its longest task ${ms(trace.tasks[0])} (${took.length} of ${SWITCHES})`,
    );
  }
  const asked = [];
  page.on("request", (r) => r.url().includes("/api/v1/") && asked.push(r.url()));
  const before = await cpu();
  const began = performance.now();
  for (let i = 0; i < SWITCHES; i++) {
    await page.keyboard.down("j"); // the second and further ones are repeats
    await pause(33);
  }
  await page.keyboard.up("j");
  const released = performance.now();
  await page.waitForFunction(() => {
    const number = /\/(\d+)$/.exec(location.pathname)?.[1];
    return document.querySelector(".conversation-facts")?.textContent.includes(`#${number}`) && document.querySelector(".log li");
  });
  const end = performance.now();
  console.log(
    `A-02 held: ${SWITCHES} repeats in ${ms(released - began)}, the last one whole ${ms(end - released)} after the key is let go; ${ms((await cpu()) - before)} of CPU, ${asked.length} requests`,
  );
}

// In the page: presses the key, and waits until the next ticket is drawn whole, its messages as well.
async function walk([key, times]) {
  const took = [];
  const shown = () => {
    const number = /\/(\d+)$/.exec(location.pathname)?.[1];
    return document.querySelector(".conversation-facts")?.textContent.includes(`#${number}`) && document.querySelector(".log li.message")
      ? number
      : "";
  };
  const changed = (was) =>
    new Promise((done) => {
      const look = () => {
        const now = shown();
        if (!now || now === was) return;
        watcher.disconnect();
        requestAnimationFrame(() => setTimeout(done)); // it is painted
      };
      const watcher = new MutationObserver(look);
      watcher.observe(document.body, { childList: true, subtree: true, characterData: true });
      setTimeout(() => {
        watcher.disconnect();
        done("late");
      }, 10_000);
      look();
    });
  for (let i = 0; i < times; i++) {
    const was = shown();
    const began = performance.now();
    dispatchEvent(new KeyboardEvent("keydown", { key, code: `Key${key.toUpperCase()}`, bubbles: true, cancelable: true }));
    if ((await changed(was)) === "late") break;
    took.push(performance.now() - began);
    await new Promise((done) => setTimeout(done, 30)); // nobody is quicker
  }
  return took;
}

async function types(page) {
  const who = world.shopper();
  const number = await who.says("여러 번 나눠서 쓸게요");
  await world.go(page, `/inbox/${number}`);
  const field = page.getByRole("textbox", { name: "답변 쓰기" });
  await field.waitFor();
  await page.locator(".log li.message").first().waitFor();
  let talking = true;
  let said = 0;
  const talk = (async () => {
    for (const began = performance.now(); talking; said++) {
      await who.says(`${said + 1}번째 말이에요`);
      await pause(Math.max(0, began + (said + 1) * 200 - performance.now()));
    }
  })();
  await page.evaluate(() => (globalThis.seen.events = []));
  const began = performance.now();
  const trace = await traced(page, async () => {
    await field.focus();
    for (let i = 0; i < LETTERS; i++) {
      await page.keyboard.press("a"); // an event of its own; the text does not matter
      await pause(40);
    }
  });
  const took = (performance.now() - began) / 1000;
  talking = false;
  await talk;
  const events = (await page.evaluate(() => globalThis.seen.events)).filter(([name]) => name === "keydown").map(([, duration]) => duration);
  const all = [...events, ...Array(Math.max(0, LETTERS - events.length)).fill(16)];
  console.log(
    `A-15 typing: p95 ${ms(at(all, 0.95))}, slowest ${ms(Math.max(...all))} of ${LETTERS} presses; ${(trace.cpu / LETTERS).toFixed(1)} ms of CPU each (${told(trace, LETTERS)}), the longest task ${ms(trace.tasks[0])}, the twentieth ${ms(trace.tasks[19])}; ${(said / took).toFixed(1)} messages a second came in`,
  );
}

async function opensPalette(page) {
  if (wanted.length > 0) await begins(page);
  const times = 20;
  const trace = await traced(page, async () => {
    const took = [];
    for (let run = 0; run < times; run++) {
      took.push(
        await page.evaluate(async () => {
          const began = performance.now();
          dispatchEvent(new KeyboardEvent("keydown", { key: "k", code: "KeyK", ctrlKey: true, bubbles: true, cancelable: true }));
          while (!document.querySelector("#palette [role=option]")) await new Promise((done) => setTimeout(done));
          await new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
          return performance.now() - began;
        }),
      );
      await page.keyboard.press("Escape");
      await page.locator("#palette").waitFor({ state: "detached" });
    }
    return took;
  });
  const took = trace.answer;
  console.log(
    `palette: opens in p50 ${ms(at(took, 0.5))}, p95 ${ms(at(took, 0.95))}; ${Math.round(trace.cpu / times)} ms of CPU to open and close (${told(trace, times)}), the longest task ${ms(trace.tasks[0])}`,
  );
}

/** A browser that has never been here, with a quarter of the speed: when keys are answered for good. */
async function interactive() {
  const took = [];
  const work = [];
  for (let run = 0; run < runs; run++) {
    const page = await world.desk({ init: watch });
    const cdp = await page.context().newCDPSession(page);
    await cdp.send("Network.enable");
    await cdp.send("Network.clearBrowserCache");
    await cdp.send("Emulation.setCPUThrottlingRate", { rate: 4 });
    const cpu = await meter(page);
    const before = await cpu();
    await world.go(page, "/inbox");
    await until("the list", () => page.evaluate(() => globalThis.seen.rows > 0), 60_000);
    await page.waitForTimeout(3000);
    took.push(
      await page.evaluate(() =>
        Math.max(globalThis.seen.rows, ...globalThis.seen.tasks.filter((end) => end < globalThis.seen.rows + 1000)),
      ),
    );
    work.push((await cpu()) - before);
    await page.context().close();
  }
  console.log(`A-03 interactive at 4x CPU: ${ms(at(took, 0.5))} (median of ${runs}, nothing in the cache), ${ms(at(work, 0.5))} of CPU`);
}

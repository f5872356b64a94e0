// A whole Dari of its own for one browser test: `dari dev` with its own folder, port and clock.
import { spawn, execFileSync } from "node:child_process";
import { mkdtempSync, existsSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { chromium } from "playwright-core";

const root = resolve(import.meta.dirname, "../..");

const program = process.env.DARI_BIN ?? join(root, "bin/dari");

/** Starts `dari dev` and waits until it serves. The clock begins at a Monday afternoon in Seoul. */
export async function startDari(settings = {}) {
  const dir = mkdtempSync(join(tmpdir(), "dari-e2e-"));
  const began = performance.now();
  const env = { ...process.env, DARI_LISTEN: "127.0.0.1:0", DARI_CLOCK: "2026-11-23T14:05:00+09:00", ...settings };
  const child = spawn(program, ["dev", "--dir", dir], {
    env,
    stdio: ["ignore", "ignore", "pipe"],
  });
  let log = "";
  child.stderr.on("data", (text) => {
    log += text;
  });
  const file = join(dir, "dev.json");
  try {
    await until("Dari serves", () => existsSync(file) || (child.exitCode !== null && fail(log)), 120_000);
  } catch (error) {
    child.kill("SIGTERM"); // whoever waits for it in vain would wait for its end as well
    throw error;
  }
  const dev = JSON.parse(readFileSync(file, "utf8"));
  return {
    dev,
    started: Math.round(performance.now() - began),
    log: () => log,
    /** Runs SQL as the shop would, by psql. */
    sql: (text) => execFileSync("psql", [dev.database_url, "-XAtqc", text], { encoding: "utf8" }).trim(),
    /** Another `dari serve` on the same stores, as a shop's second machine is one. It can be killed. */
    beside: (port) => beside(dev, env, port),
    /** Captured mails and SMS, newest first. */
    outbox: async (to = "") => (await fetch(`${dev.public_url}/dev/outbox.json?to=${encodeURIComponent(to)}`)).json(),
    api: (path, init = {}) =>
      fetch(dev.public_url + path, {
        ...init,
        headers: { authorization: `Bearer ${dev.api_key}`, "content-type": "application/json", ...init.headers },
      }),
    async stop() {
      child.kill("SIGTERM");
      await until("Dari ends", () => child.exitCode !== null, 70_000);
      rmSync(dir, { recursive: true, force: true });
      if (dev.data_dir?.startsWith("/var/tmp/dari-")) rmSync(dev.data_dir, { recursive: true, force: true });
      if (child.exitCode !== 0) throw new Error(`dari ended with ${child.exitCode}\n${log}`);
    },
  };
}

function beside(dev, env, port) {
  const origin = `http://127.0.0.1:${port}`;
  const { database_url, redis_url, secret, public_url } = dev;
  const its = { DARI_LISTEN: `127.0.0.1:${port}`, DARI_DATABASE_URL: database_url, DARI_REDIS_URL: redis_url, DARI_SECRET: secret, DARI_PUBLIC_URL: public_url };
  let child;
  let log = "";
  const ended = () => child.exitCode !== null || child.signalCode !== null;
  const end = async (signal) => {
    if (!child || ended()) return;
    child.kill(signal);
    await until("the program beside ends", ended, 70_000);
  };
  return {
    async start() {
      child = spawn(program, ["serve"], { env: { ...env, DARI_DRILL: "1", ...its }, stdio: ["ignore", "ignore", "pipe"] });
      child.stderr.on("data", (text) => {
        log += text;
      });
      const serves = () => fetch(`${origin}/healthz`).then((answer) => answer.ok, () => false);
      await until("the program beside serves", () => (ended() ? fail(log) : serves()), 30_000);
    },
    kill: () => end("SIGKILL"),
    stop: () => end("SIGTERM"),
  };
}

function fail(log) {
  throw new Error(`dari did not start:\n${log}`);
}

/** Waits for a condition, and says which one did not come. */
export async function until(what, condition, limit = 15_000) {
  const end = performance.now() + limit;
  for (;;) {
    const found = await condition();
    if (found) return found;
    if (performance.now() > end) throw new Error(`waited ${limit} ms in vain: ${what}`);
    await pause(25);
  }
}

/** Debian's Chromium, without its talk to the outside: its headless shell where it is there, which takes half the time. */
export function startBrowser() {
  const flags = "--no-sandbox --disable-gpu --no-first-run --disable-background-networking --disable-component-update --disable-sync";
  const executablePath = ["/usr/bin/chromium-headless-shell", "/usr/bin/chromium"].find((path) => existsSync(path));
  return chromium.launch({ executablePath, args: flags.split(" ") });
}

import { backoff } from "../shared/backoff.ts";

// One socket that comes back by itself: waits with full jitter, listens to what the server says
// about when to return, and is given up as dead when the server's pings stop.

export type Connection = "idle" | "connecting" | "live" | "waiting";

/** What to do after a close: wait this long, and perhaps drop what identified us. */
export interface Return {
  readonly wait: number;
  readonly dropIdentity: boolean;
}

const CLOSE_RESYNC = 4008;
const CLOSE_IDENTITY = 4401;
const CLOSE_RATE = 4429;
const MOST_MS = 30_000;
const SILENCE_MS = 50_000; // the server pings every 20 s

/** When to come back, by close code and by what the server asked for. */
export function afterClose(code: number, reason: string, asked: number | null, attempt: number, random: () => number): Return {
  if (code === CLOSE_RESYNC) return { wait: 0, dropIdentity: false };
  if (code === CLOSE_IDENTITY) return { wait: attempt === 0 ? 0 : backoff(attempt, random, 500, MOST_MS), dropIdentity: true };
  if (code === CLOSE_RATE) return { wait: retryIn(reason) ?? asked ?? MOST_MS, dropIdentity: false };
  return { wait: asked ?? backoff(attempt, random, 500, MOST_MS), dropIdentity: false };
}

function retryIn(reason: string): number | null {
  try {
    const said = JSON.parse(reason) as { retry_in_ms?: unknown };
    return typeof said.retry_in_ms === "number" ? said.retry_in_ms : null;
  } catch {
    const n = /retry_in_ms\W+(\d+)/.exec(reason)?.[1];
    return n ? Number(n) : null;
  }
}

export interface SocketOptions {
  readonly url: string;
  /** The first frame, asked for anew at every connection. */
  readonly hello: () => object;
  readonly onFrame: (frame: Frame) => void;
  readonly onState: (state: Connection) => void;
  /** The server refused who we said we are. */
  readonly onRefused: () => void;
}

/** A frame of the server; its fields are checked where they are read. */
export type Frame = Readonly<Record<string, unknown>> & { readonly t: string };

export class LiveSocket {
  private readonly options: SocketOptions;
  private socket: WebSocket | null = null;
  private timer = 0;
  private watchdog = 0;
  private attempt = 0;
  private asked: number | null = null;
  private heard = 0;
  private wanted = false;

  constructor(options: SocketOptions) {
    this.options = options;
    addEventListener("online", () => this.wake(0));
    addEventListener("pageshow", () => this.wake());
    addEventListener("focus", () => this.wake());
    document.addEventListener("visibilitychange", () => document.visibilityState === "visible" && this.wake());
  }

  start(): void {
    if (this.wanted) return;
    this.wanted = true;
    this.connect();
  }

  stop(): void {
    this.wanted = false;
    this.drop();
    this.options.onState("idle");
  }

  /** Reads anew from the last message shown: after a gap, or under another identity. */
  reopen(): void {
    if (!this.wanted) return;
    this.drop();
    this.connect();
  }

  send(frame: object): boolean {
    if (this.socket?.readyState !== WebSocket.OPEN) return false;
    this.socket.send(JSON.stringify(frame));
    return true;
  }

  /** The connection proved itself: the next loss starts from the shortest wait again. */
  proven(): void {
    this.attempt = 0;
    this.options.onState("live");
  }

  // Phones let sockets die in the background without a word: whoever comes back and has heard
  // nothing for longer than a ping takes opens a new one at once.
  private wake(silence = 22_000): void {
    if (!this.wanted) return;
    if (!this.socket || Date.now() - this.heard > silence) this.reopen();
  }

  private drop(): void {
    clearTimeout(this.timer);
    clearTimeout(this.watchdog);
    const old = this.socket;
    this.socket = null; // its late events are not ours any more
    old?.close(1000);
  }

  private connect(): void {
    this.options.onState("connecting");
    this.asked = null;
    const socket = new WebSocket(this.options.url);
    this.socket = socket;
    this.listen();
    socket.onopen = () => socket === this.socket && this.send(this.options.hello());
    socket.onmessage = (event) => socket === this.socket && this.receive(event.data);
    socket.onclose = (event) => socket === this.socket && this.closed(event.code, event.reason);
  }

  private receive(data: unknown): void {
    this.listen();
    if (typeof data !== "string") return;
    const frame = JSON.parse(data) as Frame;
    if (frame.t === "ping") this.send({ t: "pong" });
    if (frame.t === "bye" && typeof frame["reconnect_in_ms"] === "number") this.asked = frame["reconnect_in_ms"];
    this.options.onFrame(frame);
  }

  private listen(): void {
    this.heard = Date.now();
    clearTimeout(this.watchdog);
    this.watchdog = window.setTimeout(() => this.reopen(), SILENCE_MS);
  }

  private closed(code: number, reason: string): void {
    this.drop();
    const next = afterClose(code, reason, this.asked, this.attempt, Math.random);
    this.attempt++;
    if (next.dropIdentity) this.options.onRefused();
    this.options.onState("waiting");
    this.timer = window.setTimeout(() => this.wanted && this.connect(), next.wait);
  }
}

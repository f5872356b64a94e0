import { backoff } from "../shared/backoff.ts";

// One socket that comes back by itself: waits with full jitter, listens to what the server says
// about when to return, and is given up as dead when the server's pings stop. Where no websocket ever
// opens (some companies' proxies), plain requests take its place.

export type Connection = "idle" | "connecting" | "live" | "waiting";

/** What to do after a close: wait this long, and perhaps drop what identified us. */
export interface Return {
  readonly wait: number;
  readonly dropIdentity: boolean;
}

const CLOSE_RESYNC = 4008;
const CLOSE_IDENTITY = 4401;
const CLOSE_RATE = 4429;
const FAULTS = [1003, 1007, 1009, 4400];
const MOST_MS = 30_000;
const EAGER_MS = 2_000;
const EAGER_TRIES = 30;
const SILENCE_MS = 50_000; // the server pings every 20 s
const STALE_MS = 22_000;
const CLOSED_TRIES = 3; // connections in a row that never opened
const POLLED_MS = 300_000; // then a websocket is tried again

/** When to come back, by close code and by what the server asked for. Who has the conversation before
 * their eyes does not wait long, for the first half minute. */
export function afterClose(
  code: number,
  reason: string,
  asked: number | null,
  attempt: number,
  eager: boolean,
  random = Math.random,
): Return {
  const usual = asked ?? backoff(attempt, random, 500, eager && attempt < EAGER_TRIES ? EAGER_MS : MOST_MS);
  const dropIdentity = code === CLOSE_IDENTITY;
  if (attempt === 0 && (dropIdentity || (code === CLOSE_RESYNC && asked === null))) return { wait: 0, dropIdentity };
  if (code === CLOSE_RATE) return { wait: Number(/retry_in_ms\W+(\d+)/.exec(reason)?.[1] ?? asked ?? MOST_MS), dropIdentity };
  return { wait: usual, dropIdentity };
}

/** The part of a WebSocket that is used here; poll.ts has another. */
export type Way = Pick<WebSocket, "readyState" | "send" | "close" | "onopen" | "onmessage" | "onclose">;

/** A frame of the server; its fields are checked where they are read. */
export type Frame = Readonly<Record<string, unknown>> & { readonly t: string };

export interface SocketOptions {
  readonly url: string;
  /** The first frame, asked for anew at every connection. */
  readonly hello: () => object;
  readonly frame: (frame: Frame) => void;
  readonly state: (state: Connection) => void;
  /** Somebody looks at the conversation just now. */
  readonly eager: () => boolean;
  /** The server refused who we said we are. */
  readonly refused: () => void;
  /** The server could not read what we sent, which must not be repeated. */
  readonly faulty: () => void;
}

export interface LiveSocket {
  readonly start: () => void;
  readonly stop: () => void;
  /** Reads anew from the last message shown: after a gap, or under another identity. */
  readonly reopen: () => void;
  readonly send: (frame: object) => boolean;
  /** The connection proved itself: the next loss starts from the shortest wait again. */
  readonly proven: () => void;
}

export function liveSocket(options: SocketOptions): LiveSocket {
  let socket: Way | null = null;
  let polling: (() => Way) | null = null;
  let shut = 0; // connections in a row that never opened
  let timer = 0;
  let watchdog = 0;
  let attempt = 0;
  let asked: number | null = null;
  let heard = 0;
  let wanted = false;

  function drop(): void {
    clearTimeout(timer);
    clearTimeout(watchdog);
    const old = socket;
    socket = null; // its late events are not ours any more
    old?.close(1000);
  }
  function listen(): void {
    heard = Date.now();
    clearTimeout(watchdog);
    watchdog = window.setTimeout(reopen, SILENCE_MS);
  }
  function send(frame: object): boolean {
    if (socket?.readyState !== WebSocket.OPEN) return false;
    socket.send(JSON.stringify(frame));
    return true;
  }
  function receive(data: string): void {
    listen();
    const frame = JSON.parse(data) as Frame;
    if (frame.t === "ping") send({ t: "pong" });
    if (frame.t === "bye" && typeof frame["reconnect_in_ms"] === "number") asked = frame["reconnect_in_ms"];
    options.frame(frame);
  }
  function closed(code: number, reason: string): void {
    drop();
    const next = afterClose(code, reason, asked, attempt++, options.eager());
    if (next.dropIdentity) options.refused();
    if (FAULTS.includes(code)) options.faulty();
    options.state("waiting");
    timer = window.setTimeout(connect, next.wait);
  }
  function connect(): void {
    const fresh = polling?.() ?? new WebSocket(options.url);
    socket = fresh;
    asked = null;
    shut++;
    listen();
    options.state("connecting");
    fresh.onopen = () => {
      if (fresh !== socket) return;
      shut = 0;
      send(options.hello());
    };
    fresh.onmessage = (event) => fresh === socket && receive(event.data);
    fresh.onclose = (event) => {
      if (fresh !== socket) return;
      closed(event.code, event.reason);
      if (shut >= CLOSED_TRIES && !polling && navigator.onLine) poll();
    };
  }
  function poll(): void {
    import("./poll.ts").then(
      ({ pollingWay }) => {
        polling = pollingWay;
        reopen();
        setTimeout(() => {
          polling = null;
          shut = 0;
        }, POLLED_MS);
      },
      () => {}, // the server is away: the next try comes anyway
    );
  }
  function reopen(): void {
    if (!wanted) return;
    drop();
    connect();
  }
  // Phones let sockets die in the background without a word: whoever comes back and has heard
  // nothing for longer than a ping takes opens a new one at once.
  function wake(event: Event): void {
    if (document.visibilityState === "visible" && (!socket || event.type === "online" || Date.now() - heard > STALE_MS)) reopen();
  }
  for (const name of ["online", "pageshow", "focus"]) addEventListener(name, wake);
  document.addEventListener("visibilitychange", wake);
  addEventListener("offline", () => {
    if (!wanted) return;
    drop(); // said by the browser; "online" opens it again
    options.state("waiting");
  });
  return {
    start: () => {
      if (wanted) return;
      wanted = true;
      connect();
    },
    stop: () => {
      wanted = false;
      drop();
      options.state("idle");
    },
    reopen,
    send,
    proven: () => {
      attempt = 0;
      options.state("live");
    },
  };
}

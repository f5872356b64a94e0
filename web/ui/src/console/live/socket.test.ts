// @vitest-environment happy-dom
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { ConsoleSocket, type Frame, type LiveState } from "./socket.ts";

class FakeSocket {
  static made: FakeSocket[] = [];
  readyState = 1;
  sent: string[] = [];
  onopen: (() => void) | null = null;
  onmessage: ((e: { data: string }) => void) | null = null;
  onclose: ((e: { reason: string; code: number }) => void) | null = null;
  constructor() {
    FakeSocket.made.push(this);
  }
  send(data: string) {
    this.sent.push(data);
  }
  close() {
    this.readyState = 3;
  }
  welcome() {
    this.onopen?.();
    this.onmessage?.({ data: '{"t":"welcome","epoch":1}' });
  }
  drop(reason = "", code = 1006) {
    this.readyState = 3;
    this.onclose?.({ reason, code });
  }
}

const states: LiveState[] = [];
const frames: Frame[] = [];
const signedOut = vi.fn();
const last = () => FakeSocket.made[FakeSocket.made.length - 1] as FakeSocket;
const start = () => {
  const socket = new ConsoleSocket({
    url: "ws://x/ws/console",
    onFrame: (frame) => frames.push(frame),
    onState: (s) => states.push(s),
    make: () => new FakeSocket() as unknown as WebSocket,
    onSignedOut: signedOut,
    random: () => 1,
  });
  socket.start();
  return socket;
};

beforeEach(() => {
  vi.useFakeTimers();
  FakeSocket.made = [];
  states.length = 0;
  frames.length = 0;
  signedOut.mockClear();
});
afterEach(() => vi.useRealTimers());

describe("the console's socket", () => {
  it("asks each new socket to leave out what shoppers type, once that is turned off", () => {
    const socket = start();
    last().welcome();
    socket.preview(true);
    socket.preview(false);
    expect(
      last()
        .sent.slice(1)
        .map((s) => JSON.parse(s)),
    ).toEqual([{ t: "preview", on: false }]);
    last().drop();
    vi.advanceTimersByTime(60_000);
    last().welcome();
    expect(last().sent.map((s) => JSON.parse(s))).toEqual([
      { t: "hello", lists: true },
      { t: "preview", on: false },
    ]);
    socket.preview(true);
    expect(JSON.parse(last().sent.at(-1) ?? "")).toEqual({ t: "preview", on: true });
  });

  it("tells each new socket which conversation is on the screen", () => {
    const socket = start();
    socket.look("u-1");
    last().welcome();
    socket.look("u-1");
    socket.writing("u-1", "note", "메모");
    expect(
      last()
        .sent.slice(1)
        .map((s) => JSON.parse(s)),
    ).toEqual([
      { t: "look", conversation: "u-1" },
      { t: "writing", conversation: "u-1", kind: "note", text: "메모" },
    ]);
    last().drop();
    vi.advanceTimersByTime(60_000);
    last().welcome();
    expect(last().sent.map((s) => JSON.parse(s))).toEqual([
      { t: "hello", lists: true },
      { t: "look", conversation: "u-1" },
    ]);
    socket.look(null);
    expect(JSON.parse(last().sent.at(-1) ?? "")).toEqual({ t: "look", conversation: null });
  });

  it("hands on each ticket of a list of hints", () => {
    start();
    last().welcome();
    last().onmessage?.({ data: '{"t":"tickets","items":[{"id":7,"version":3},{"id":8,"version":5}]}' });
    expect(frames.slice(1)).toEqual([
      { t: "ticket", id: 7, version: 3 },
      { t: "ticket", id: 8, version: 5 },
    ]);
  });

  it("says hello first and opens the conversation after the welcome", () => {
    const socket = start();
    socket.open("u-1", () => 7, 3);
    last().welcome();
    expect(last().sent.map((s) => JSON.parse(s))).toEqual([
      { t: "hello", lists: true },
      { t: "open", conversation: "u-1", after_seq: 7, epoch: 3 },
    ]);
  });

  it("comes back after a loss and resumes from the last number seen", () => {
    let seen = 7;
    const socket = start();
    socket.open("u-1", () => seen, 3);
    last().welcome();
    seen = 9;
    last().drop();
    expect(states[states.length - 1]).toBe("lost");
    vi.advanceTimersByTime(500);
    expect(FakeSocket.made).toHaveLength(2);
    last().welcome();
    expect(last().sent.map((s) => JSON.parse(s))).toContainEqual({ t: "open", conversation: "u-1", after_seq: 9, epoch: 3 });
  });

  it("waits longer each time, and as long as the server asks", () => {
    start();
    last().drop();
    vi.advanceTimersByTime(500);
    last().drop();
    vi.advanceTimersByTime(999);
    expect(FakeSocket.made).toHaveLength(2);
    vi.advanceTimersByTime(1);
    expect(FakeSocket.made).toHaveLength(3);
    last().welcome();
    last().drop('{"retry_in_ms":3000}');
    vi.advanceTimersByTime(3499);
    expect(FakeSocket.made).toHaveLength(3);
  });

  it("stays away as long as a restarting server says", () => {
    start();
    last().welcome();
    last().onmessage?.({ data: '{"t":"bye","code":1012,"reconnect_in_ms":4000}' });
    last().drop("", 1012);
    vi.advanceTimersByTime(4499);
    expect(FakeSocket.made).toHaveLength(1);
    vi.advanceTimersByTime(1);
    expect(FakeSocket.made).toHaveLength(2);
  });

  it("asks for a sign-in when the session is over", () => {
    start();
    last().welcome();
    last().drop("", 4401);
    expect(signedOut).toHaveBeenCalledOnce();
  });

  it("answers pings", () => {
    start();
    last().welcome();
    last().onmessage?.({ data: '{"t":"ping","head_seq":1}' });
    expect(last().sent).toContain('{"t":"pong"}');
  });

  it("takes a new socket when the old one does not answer after waking", () => {
    const socket = start();
    last().welcome();
    socket.wake();
    vi.advanceTimersByTime(2500);
    expect(FakeSocket.made).toHaveLength(2);
  });

  it("stays away once it was stopped", () => {
    const socket = start();
    socket.stop();
    last().drop();
    vi.advanceTimersByTime(60_000);
    expect(FakeSocket.made).toHaveLength(1);
  });
});

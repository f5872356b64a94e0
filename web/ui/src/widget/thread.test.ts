import { describe, expect, it } from "vitest";
import type { Message } from "../shared/types.ts";
import { emptyThread, type Thread, unseen } from "./quiet.ts";
import { type Action, hasGap, nextToSend, reduce } from "./thread.ts";

const message = (seq: number, more: Partial<Message> = {}): Message => ({
  seq,
  id: `id-${seq}`,
  client_id: `client-${seq}`,
  from: "agent",
  channel: "chat",
  kind: "text",
  text: `${seq}번째 글`,
  at: "2026-11-23T05:05:00Z",
  ...more,
});
const play = (actions: readonly Action[], from: Thread = emptyThread) => actions.reduce(reduce, from);
const seqs = (thread: Thread) => thread.shown.map((m) => m.seq);
const compose = (clientId: string, text = clientId): Action => ({ t: "compose", item: { clientId, text, at: 1, state: "queued" } });

describe("messages", () => {
  it("are shown in order when they arrive out of order", () => {
    const early = play([{ t: "message", message: message(2) }]);
    expect([seqs(early), hasGap(early)]).toEqual([[], true]);
    expect(seqs(reduce(early, { t: "message", message: message(1) }))).toEqual([1, 2]);
  });
  it("are shown once when they arrive twice", () => {
    const twice: Action = { t: "message", message: message(1) };
    expect(seqs(play([twice, twice, { t: "messages", messages: [message(1), message(2)], reset: false }]))).toEqual([1, 2]);
  });
  it("start anew with the newest page after a long absence", () => {
    const before = play([{ t: "messages", messages: [message(1)], reset: false }]);
    expect(seqs(reduce(before, { t: "messages", messages: [message(3001), message(3002)], reset: true }))).toEqual([3001, 3002]);
  });
  it("that came too early give way to the same ones on a fresh page", () => {
    const early = play([{ t: "message", message: message(2) }]);
    const fresh = reduce(early, { t: "messages", messages: [message(1), message(2, { text: "" })], reset: true });
    expect(fresh.shown.map((m) => m.text)).toEqual(["1번째 글", ""]);
  });
  it("before the first one shown are put in front, if nothing is missing between", () => {
    const page = play([{ t: "messages", messages: [message(51), message(52)], reset: true }]);
    expect(seqs(reduce(page, { t: "older", messages: [message(49), message(50)] }))).toEqual([49, 50, 51, 52]);
    expect(seqs(reduce(page, { t: "older", messages: [message(48)] }))).toEqual([51, 52]);
    expect(seqs(reduce(emptyThread, { t: "older", messages: [message(1)] }))).toEqual([]);
  });
  it("of staff count as new until they were seen", () => {
    const thread = play([{ t: "messages", messages: [message(1), message(2, { from: "shopper" }), message(3)], reset: false }]);
    expect([unseen(thread, 0), unseen(thread, 1), unseen(thread, 3)]).toEqual([2, 1, 0]);
  });
  it("of another epoch replace the old ones, and own texts are kept", () => {
    const before = play([{ t: "welcome", epoch: "a" }, { t: "message", message: message(1) }, compose("mine")]);
    const after = reduce(before, { t: "welcome", epoch: "b" });
    expect([after.cursor, after.shown, after.outgoing.length]).toEqual([0, [], 1]);
  });
});

describe("own texts", () => {
  it("go one at a time, oldest first", () => {
    const two = play([compose("a"), compose("b")]);
    expect(nextToSend(two)?.clientId).toBe("a");
    expect(nextToSend(reduce(two, { t: "sending", client_id: "a" }))).toBeUndefined();
  });
  it("become a shown message by their acknowledgement", () => {
    const acked = play([compose("a", "안녕하세요"), { t: "ack", client_id: "a", id: "id-1", seq: 1, at: "2026-11-23T05:05:00Z" }]);
    expect([acked.shown.map((m) => m.text), acked.outgoing]).toEqual([["안녕하세요"], []]);
  });
  it("stay in sight while messages before them are on their way", () => {
    const acked = play([compose("a"), { t: "ack", client_id: "a", id: "id-2", seq: 2, at: "2026-11-23T05:05:00Z" }]);
    expect([seqs(acked), acked.outgoing.map((o) => o.state)]).toEqual([[], ["stored"]]);
    const filled = reduce(acked, { t: "message", message: message(1) });
    expect([seqs(filled), filled.outgoing]).toEqual([[1, 2], []]);
  });
  it("are not doubled when the live message comes before its acknowledgement", () => {
    const live = message(1, { from: "shopper", client_id: "a" });
    const done = play([compose("a"), { t: "message", message: live }, { t: "ack", client_id: "a", id: "id-1", seq: 1, at: live.at }]);
    expect([seqs(done), done.outgoing]).toEqual([[1], []]);
  });
  it("wait again after the connection is lost", () => {
    const lost = play([compose("a"), { t: "sending", client_id: "a" }, { t: "disconnected" }]);
    expect(nextToSend(lost)?.clientId).toBe("a");
  });
  it("that were refused stay until they are sent again or removed", () => {
    const refused = play([compose("a"), { t: "nack", client_id: "a", reason: "글이 너무 길어요", again: false }]);
    expect([refused.outgoing[0]?.state, nextToSend(refused)]).toEqual(["failed", undefined]);
    expect(nextToSend(reduce(refused, { t: "retry", client_id: "a" }))?.clientId).toBe("a");
    expect(reduce(refused, { t: "discard", client_id: "a" }).outgoing).toEqual([]);
  });
});

/** Mulberry32: the same runs on every machine. */
function random(seed: number): () => number {
  let a = seed;
  return () => {
    a = (a + 0x6d2b79f5) | 0;
    let t = Math.imul(a ^ (a >>> 15), 1 | a);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

/** A server and a network that loses, doubles and reorders frames, and drops the socket. */
class World {
  stored: Message[] = [];
  epoch = "epoch-0";
  thread = emptyThread;
  private network: Action[] = [];
  private made = 0;
  private readonly chance: () => number;
  constructor(chance: () => number) {
    this.chance = chance;
    this.reconnect();
  }

  step(): void {
    const roll = this.chance();
    if (roll < 0.2) this.append(message(this.stored.length + 1));
    else if (roll < 0.4) this.apply(compose(`own-${++this.made}`));
    else if (roll < 0.6) this.send(this.chance() < 0.3);
    else if (roll < 0.92) this.deliver();
    else if (roll < 0.99) this.reconnect();
    else this.restore();
  }

  settle(): void {
    for (let i = 0; i < 500 && this.thread.outgoing.length > 0; i++) {
      this.reconnect();
      this.send(false);
      while (this.network.length > 0) this.deliver();
    }
    this.reconnect();
  }

  private apply(action: Action): void {
    this.thread = reduce(this.thread, action);
  }
  private append(m: Message): void {
    this.stored.push(m);
    if (this.chance() < 0.8) this.network.push({ t: "message", message: m });
    if (this.chance() < 0.2) this.network.push({ t: "message", message: m });
  }
  private send(loseAck: boolean): void {
    const own = nextToSend(this.thread);
    if (!own) return;
    this.apply({ t: "sending", client_id: own.clientId });
    let m = this.stored.find((s) => s.client_id === own.clientId);
    if (!m) {
      m = message(this.stored.length + 1, { from: "shopper", client_id: own.clientId, text: own.text });
      this.append(m);
    }
    if (!loseAck) this.network.push({ t: "ack", client_id: m.client_id, id: m.id, seq: m.seq, at: m.at });
  }
  private deliver(): void {
    const at = Math.floor(this.chance() * this.network.length);
    const action = this.network.splice(at, 1)[0];
    if (action) this.apply(action);
  }
  private reconnect(): void {
    this.network = [];
    this.apply({ t: "disconnected" });
    this.apply({ t: "welcome", epoch: this.epoch });
    const { cursor } = this.thread;
    const reset = this.stored.length - cursor > 20;
    this.apply({ t: "messages", messages: this.stored.slice(reset ? -10 : cursor), reset });
  }
  /** The database goes back to a backup: the end of history is lost. */
  private restore(): void {
    this.stored = this.stored.slice(0, Math.floor(this.stored.length * 0.8));
    this.epoch += "'";
    this.reconnect();
  }
}

describe("whatever the network does", () => {
  it.each(Array.from({ length: 60 }, (_, seed) => seed))("what is shown is an unbroken run of what is stored (seed %d)", (seed) => {
    const world = new World(random(seed));
    for (let i = 0; i < 400; i++) {
      world.step();
      const { shown, cursor, outgoing } = world.thread;
      const first = shown[0]?.seq ?? cursor + 1;
      expect(shown).toEqual(world.stored.slice(first - 1, cursor));
      const sight = [...shown.map((m) => m.client_id), ...outgoing.map((o) => o.clientId)];
      expect(new Set(sight).size).toBe(sight.length);
    }
    world.settle();
    expect(world.thread.outgoing).toEqual([]);
    expect(world.thread.cursor).toBe(world.stored.length);
  });
});

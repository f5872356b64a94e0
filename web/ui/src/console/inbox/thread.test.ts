import type { Message, Note } from "@shared/types.ts";
import { describe, expect, it } from "vitest";
import { emptyThread, lines, type ThreadState, threadReducer } from "./thread.ts";

const message = (seq: number, more: Partial<Message> = {}): Message => ({
  seq,
  id: `id-${seq}`,
  client_id: `c-${seq}`,
  from: "shopper",
  channel: "chat",
  kind: "text",
  text: `${seq}`,
  at: `2026-11-23T05:0${seq}:00Z`,
  ...more,
});
const note = (seq: number, after: number): Note => ({
  seq,
  id: `n-${seq}`,
  after_seq: after,
  staff_id: 1,
  name: "하은",
  client_id: `cn-${seq}`,
  text: "메모",
  at: "2026-11-23T05:05:00Z",
});
const loaded = (messages: Message[], notes: Note[] = []): ThreadState =>
  threadReducer(emptyThread, { type: "loaded", messages, notes, reset: true });
const seqs = (state: ThreadState) => state.messages.map((m) => m.seq);

describe("a conversation", () => {
  it("keeps messages in order and each once", () => {
    let state = loaded([message(1), message(2)]);
    state = threadReducer(state, { type: "arrived", message: message(3) });
    state = threadReducer(state, { type: "arrived", message: message(3) });
    state = threadReducer(state, { type: "loaded", messages: [message(2), message(3)], notes: [], reset: false });
    expect(seqs(state)).toEqual([1, 2, 3]);
    expect(state.lastSeq).toBe(3);
  });

  it("notices a gap and closes it when the missing ones come", () => {
    let state = threadReducer(loaded([message(1)]), { type: "arrived", message: message(4) });
    expect(state.gapAfter).toBe(1);
    state = threadReducer(state, { type: "loaded", messages: [message(2), message(3), message(4)], notes: [], reset: false });
    expect(state.gapAfter).toBeNull();
  });

  it("starts over after a reset but keeps what was not sent", () => {
    let state = threadReducer(loaded([message(1), message(2)]), {
      type: "sending",
      pending: { clientId: "x", kind: "answer", text: "네", at: "2026-11-23T05:06:00Z", state: "sending" },
    });
    state = threadReducer(state, { type: "loaded", messages: [message(1)], notes: [], reset: true });
    expect(seqs(state)).toEqual([1]);
    expect(state.pending).toHaveLength(1);
  });

  it("replaces an unconfirmed bubble by its message, by the client's id", () => {
    const pending = { clientId: "mine", kind: "answer", text: "네", at: "2026-11-23T05:06:00Z", state: "sending" } as const;
    let state = threadReducer(loaded([message(1)]), { type: "sending", pending });
    state = threadReducer(state, { type: "arrived", message: message(2, { client_id: "mine", from: "agent" }) });
    expect(state.pending).toEqual([]);
  });

  it("keeps the text of what failed, for another try", () => {
    const pending = { clientId: "mine", kind: "answer", text: "네", at: "2026-11-23T05:06:00Z", state: "sending" } as const;
    let state = threadReducer(loaded([message(1)]), { type: "sending", pending });
    state = threadReducer(state, { type: "failed", clientId: "mine", reason: "refused" });
    expect(state.pending[0]).toMatchObject({ text: "네", state: "failed" });
    expect(state.pending[0]?.offline).toBe(false);
    state = threadReducer(state, { type: "sending", pending });
    expect(state.pending.map((p) => p.state)).toEqual(["sending"]);
  });

  it("knows whether there is more above", () => {
    expect(loaded([message(3)]).more).toBe(true);
    expect(loaded([message(1)]).more).toBe(false);
  });

  it("draws days, messages and the notes behind them", () => {
    const state = loaded([message(1), message(2), message(3, { at: "2026-11-24T05:00:00Z" })], [note(1, 1), note(2, 3)]);
    const drawn = lines(state, (at) => at.toISOString().slice(0, 10)).map((l) => (l.kind === "day" ? "day" : l.key));
    expect(drawn).toEqual(["day", "m1", "n1", "m2", "day", "m3", "n2"]);
  });
});

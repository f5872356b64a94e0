import type { Message, Note } from "@shared/types.ts";
import type { SentFile } from "./files/fileOf.ts";
import type { DraftTo } from "./talkApi.ts";

// The state of one open conversation: what the server said, in order and without doubles, and what
// was written here and is not confirmed yet.

export interface Pending {
  readonly clientId: string;
  readonly kind: "answer" | "note";
  readonly text: string;
  readonly at: string;
  readonly state: "sending" | "failed";
  readonly reason?: string;
  /** Files that go with it: they are uploaded already. */
  readonly files?: readonly SentFile[];
  /** Whom it goes to, where that was said by hand. Addresses stay in this page: after a reload it is only known that there were some. */
  readonly to?: DraftTo | null;
  readonly addressed?: boolean;
  /** The ticket is solved once it is sent. */
  readonly solve?: boolean;
  /** What had been seen when it was written. */
  readonly seen?: number;
  /** There was no connection: it leaves by itself when there is one. */
  readonly offline?: boolean;
}

export interface ThreadState {
  readonly messages: readonly Message[];
  readonly notes: readonly Note[];
  readonly pending: readonly Pending[];
  /** The highest sequence number that was seen. */
  readonly lastSeq: number;
  /** A message arrived ahead of one that is missing: everything after this number must be read again. */
  readonly gapAfter: number | null;
  /** Older messages exist above the first one. */
  readonly more: boolean;
  readonly loaded: boolean;
}

export const emptyThread: ThreadState = { messages: [], notes: [], pending: [], lastSeq: 0, gapAfter: null, more: false, loaded: false };

export type ThreadAction =
  | { type: "loaded"; messages: readonly Message[]; notes: readonly Note[]; reset: boolean }
  | { type: "older"; messages: readonly Message[] }
  | { type: "arrived"; message: Message }
  | { type: "sending"; pending: Pending }
  | { type: "failed"; clientId: string; reason: string; offline?: boolean }
  | { type: "dropped"; clientId: string }
  | { type: "noted"; note: Note }
  | { type: "withdrawn"; seq: number }
  | { type: "out"; seq: number; out: object };

/** Two runs of messages as one: by sequence number, each once. */
export function mergeMessages(a: readonly Message[], b: readonly Message[]): Message[] {
  const bySeq = new Map<number, Message>();
  for (const message of [...a, ...b]) bySeq.set(message.seq, message);
  return [...bySeq.values()].sort((x, y) => x.seq - y.seq);
}

function mergeNotes(a: readonly Note[], b: readonly Note[]): Note[] {
  const bySeq = new Map<number, Note>();
  for (const note of [...a, ...b]) bySeq.set(note.seq, note);
  return [...bySeq.values()].sort((x, y) => x.seq - y.seq);
}

// Where the unbroken run that starts at the first message ends.
function runEnd(messages: readonly Message[]): number {
  let end = messages[0]?.seq ?? 0;
  for (const { seq } of messages) {
    if (seq > end + 1) return end;
    end = seq;
  }
  return end;
}

function settle(state: ThreadState): ThreadState {
  const last = state.messages[state.messages.length - 1]?.seq ?? 0;
  const end = runEnd(state.messages);
  const confirmed = new Set([...state.messages, ...state.notes].map((x) => x.client_id));
  return {
    ...state,
    lastSeq: last,
    gapAfter: end < last ? end : null,
    more: (state.messages[0]?.seq ?? 1) > 1,
    pending: state.pending.filter((p) => !confirmed.has(p.clientId)),
  };
}

// What became of a mail is told by itself; whom it went to stands in the message already.
function withOut(data: unknown, out: object): object {
  const had = typeof data === "object" && data !== null ? data : {};
  const was: unknown = Reflect.get(had, "out");
  return { ...had, out: { ...(typeof was === "object" ? was : {}), ...out } };
}

export function threadReducer(state: ThreadState, action: ThreadAction): ThreadState {
  switch (action.type) {
    case "loaded": {
      const base = action.reset ? { ...emptyThread, pending: state.pending } : state;
      return settle({
        ...base,
        loaded: true,
        messages: mergeMessages(base.messages, action.messages),
        notes: mergeNotes(base.notes, action.notes),
      });
    }
    case "older":
      return settle({ ...state, messages: mergeMessages(action.messages, state.messages) });
    case "arrived":
      return settle({ ...state, messages: mergeMessages(state.messages, [action.message]) });
    case "noted":
      return settle({ ...state, notes: mergeNotes(state.notes, [action.note]) });
    case "withdrawn":
      return { ...state, messages: state.messages.map((m) => (m.seq === action.seq ? { ...m, text: "", withdrawn: true } : m)) };
    case "out":
      return { ...state, messages: state.messages.map((m) => (m.seq === action.seq ? { ...m, data: withOut(m.data, action.out) } : m)) };
    case "sending":
      return settle({ ...state, pending: [...state.pending.filter((p) => p.clientId !== action.pending.clientId), action.pending] });
    case "failed":
      return {
        ...state,
        pending: state.pending.map((p) =>
          p.clientId === action.clientId ? { ...p, state: "failed", reason: action.reason, offline: action.offline ?? false } : p,
        ),
      };
    case "dropped":
      return { ...state, pending: state.pending.filter((p) => p.clientId !== action.clientId) };
  }
}

export type Line =
  | { kind: "day"; key: string; day: string }
  | { kind: "message"; key: string; message: Message; last: boolean }
  | { kind: "note"; key: string; note: Note }
  | { kind: "pending"; key: string; pending: Pending };

/** The conversation as lines to draw: days, messages with the notes behind them, and what waits. */
export function lines(state: ThreadState, dayOf: (at: Date) => string): Line[] {
  const drawn: Line[] = [];
  let day = "";
  let noteAt = 0;
  const addNotes = (upTo: number) => {
    for (; noteAt < state.notes.length; noteAt++) {
      const note = state.notes[noteAt];
      if (!note || note.after_seq > upTo) return;
      drawn.push({ kind: "note", key: `n${note.seq}`, note });
    }
  };
  state.messages.forEach((message, i) => {
    addNotes(message.seq - 1);
    const today = dayOf(new Date(message.at));
    if (today !== day) drawn.push({ kind: "day", key: `d${today}-${message.seq}`, day: message.at });
    day = today;
    const next = state.messages[i + 1];
    const together = next && next.from === message.from && next.name === message.name && dayOf(new Date(next.at)) === today;
    const close = next && new Date(next.at).getTime() - new Date(message.at).getTime() < 60_000;
    drawn.push({ kind: "message", key: `m${message.seq}`, message, last: !(together && close) });
  });
  addNotes(Number.POSITIVE_INFINITY);
  for (const pending of state.pending) drawn.push({ kind: "pending", key: pending.clientId, pending });
  return drawn;
}

import type { Message } from "../shared/types.ts";
import { emptyThread, type Outgoing, type Thread } from "./quiet.ts";

// What the shopper sees of a conversation, as a pure function of what arrived. The promise: the
// messages shown are always an unbroken run of what the server stored, in its order, each once;
// below them stand the shopper's own texts that the server has not confirmed yet.

export type Action =
  | { readonly t: "welcome"; readonly epoch: string }
  | { readonly t: "messages"; readonly messages: readonly Message[]; readonly reset: boolean }
  | { readonly t: "message"; readonly message: Message }
  | { readonly t: "older"; readonly messages: readonly Message[] }
  | { readonly t: "ack"; readonly client_id: string; readonly id: string; readonly seq: number; readonly at: string }
  | { readonly t: "nack"; readonly client_id: string; readonly reason: string; readonly again: boolean }
  | { readonly t: "read"; readonly seq: number }
  | { readonly t: "withdrawn"; readonly seq: number }
  | { readonly t: "compose"; readonly item: Outgoing }
  | { readonly t: "sending"; readonly client_id: string }
  | { readonly t: "retry"; readonly client_id: string }
  | { readonly t: "discard"; readonly client_id: string }
  | { readonly t: "disconnected" };

/** How many early messages are kept; past it they are read again from the server anyway. */
const EARLY_MOST = 200;

export function reduce(thread: Thread, action: Action): Thread {
  switch (action.t) {
    case "welcome":
      return welcome(thread, action.epoch);
    case "messages":
      return page(thread, action.messages, action.reset);
    case "message":
      return arrive(thread, [action.message]);
    case "older":
      return before(thread, action.messages);
    case "ack":
      return acknowledge(thread, action);
    case "nack":
      return change(thread, action.client_id, (o) => ({ ...o, state: action.again ? "queued" : "failed", reason: action.reason }));
    case "read":
      return action.seq > thread.readByStaff ? { ...thread, readByStaff: action.seq } : thread;
    case "withdrawn":
      return { ...thread, shown: thread.shown.map((m) => (m.seq === action.seq ? { ...m, withdrawn: true, text: "" } : m)) };
    case "compose":
      return { ...thread, outgoing: [...thread.outgoing, action.item] };
    case "sending":
      return change(thread, action.client_id, (o) => ({ ...o, state: "sending" }));
    case "retry":
      return change(thread, action.client_id, (o) => ({ ...o, state: "queued", reason: "" }));
    case "discard":
      return { ...thread, outgoing: thread.outgoing.filter((o) => o.clientId !== action.client_id) };
    case "disconnected":
      return { ...thread, outgoing: thread.outgoing.map((o) => (o.state === "sending" ? { ...o, state: "queued" } : o)) };
  }
}

/** True while something is known to be missing, so that only reading anew can close the gap. */
export function hasGap(thread: Thread, head = 0): boolean {
  return thread.early.length > 0 || head > thread.cursor;
}

/** The text to send now: the oldest that waits, and none while one is on its way. */
export function nextToSend(thread: Thread): Outgoing | undefined {
  if (thread.outgoing.some((o) => o.state === "sending")) return undefined;
  return thread.outgoing.find((o) => o.state === "queued");
}

/** Another epoch means another history (a restored backup): nothing shown before counts, and what
 * was acknowledged in the old one may be gone, so it is sent again under its old id. */
function welcome(thread: Thread, epoch: string): Thread {
  if (thread.epoch === null || thread.epoch === epoch) return { ...thread, epoch };
  const outgoing = thread.outgoing.map((o): Outgoing => (o.state === "stored" ? { ...o, state: "queued" } : o));
  return { ...emptyThread, epoch, outgoing };
}

function page(thread: Thread, messages: readonly Message[], reset: boolean): Thread {
  if (!reset) return arrive(thread, messages);
  const first = messages[0];
  const start: Thread = { ...thread, shown: [], early: [], cursor: first ? first.seq - 1 : 0, readByStaff: 0 };
  return arrive(start, [...thread.early, ...messages]); // the page is the newer word
}

/** History goes in front when it ends where the run shown begins. */
function before(thread: Thread, messages: readonly Message[]): Thread {
  if (!thread.shown[0] || messages.at(-1)?.seq !== thread.shown[0].seq - 1) return thread;
  return { ...thread, shown: [...messages, ...thread.shown] };
}

function arrive(thread: Thread, messages: readonly Message[]): Thread {
  const waiting = new Map<number, Message>();
  for (const m of [...thread.early, ...messages]) if (m.seq > thread.cursor) waiting.set(m.seq, m);
  const shown = [...thread.shown];
  let cursor = thread.cursor;
  for (let next = waiting.get(cursor + 1); next; next = waiting.get(cursor + 1)) {
    shown.push(next);
    waiting.delete(next.seq);
    cursor = next.seq;
  }
  const early = [...waiting.values()].sort((a, b) => a.seq - b.seq).slice(0, EARLY_MOST);
  return settle({ ...thread, shown, cursor, early });
}

/** An own text leaves the outgoing ones when the run shown has reached its stored message. */
function settle(thread: Thread): Thread {
  const mine = new Set(thread.shown.map((m) => (m.from === "shopper" ? m.client_id : "")));
  const outgoing = thread.outgoing.filter((o) => !mine.has(o.clientId) && (o.state !== "stored" || (o.seq ?? 0) > thread.cursor));
  return outgoing.length === thread.outgoing.length ? thread : { ...thread, outgoing };
}

function acknowledge(thread: Thread, ack: Extract<Action, { t: "ack" }>): Thread {
  const own = thread.outgoing.find((o) => o.clientId === ack.client_id);
  if (!own) return thread;
  const stored = change(thread, own.clientId, (o) => ({ ...o, state: "stored", seq: ack.seq }));
  const { seq, id, client_id, at } = ack;
  const data = own.files && { files: own.files };
  return arrive(stored, [{ seq, id, client_id, from: "shopper", channel: "chat", kind: "text", text: own.text, data, at }]);
}

function change(thread: Thread, clientId: string, edit: (o: Outgoing) => Outgoing): Thread {
  return { ...thread, outgoing: thread.outgoing.map((o) => (o.clientId === clientId ? edit(o) : o)) };
}

import { backoff } from "@shared/backoff.ts";
import type { Message, Note } from "@shared/types.ts";
import type { Alert } from "./alertRules.ts";

// The console's one socket: it hears hints and the open conversation, comes back by itself after a
// loss, and resumes each conversation from the last sequence number that was seen.

export type Frame =
  | { t: "welcome"; epoch: string | number; staff?: { id: number; state?: string } }
  | { t: "presence"; staff_id: number; state: string }
  | { t: "messages"; conversation: string; messages: readonly Message[]; notes?: readonly Note[]; reset?: boolean; epoch?: string | number }
  | { t: "message"; conversation: string; message: Message }
  | { t: "note"; conversation: string; note: Note }
  | { t: "typing"; conversation: string; from: string; on: boolean; name?: string; staff_id?: number; text?: string }
  | { t: "read"; conversation: string; from: string; seq: number }
  | { t: "withdrawn"; conversation: string; seq: number }
  | { t: "context"; conversation: string }
  | { t: "out"; conversation: string; seq: number; out: object }
  | { t: "lookers"; conversation: string; people: readonly Looker[] }
  | { t: "writing"; conversation: string; staff_id: number; name: string; kind: WritingKind; text: string }
  | { t: "draft"; conversation: string; kind: WritingKind; version: number }
  | { t: "ticket"; id: number; version: number }
  | { t: "tickets"; items: readonly { id: number; version: number }[] }
  | { t: "mention"; ticket: number }
  | { t: "returns" }
  | { t: "campaign"; id: string }
  | { t: "bulk"; id: string; done: number; failed: number; total: number }
  | AlertFrame
  | { t: "bye"; code?: number; reconnect_in_ms?: number }
  | { t: "ping" | "pong"; head_seq?: number };

export type WritingKind = "answer" | "note";

/** A member of staff who has a conversation on the screen, and what is being written there. */
export interface Looker {
  readonly id: number;
  readonly name: string;
  readonly writing: WritingKind | "";
}

/** Something that happened, and how to tell of it now. */
export interface AlertFrame extends Alert {
  readonly t: "alert";
  readonly key: string;
  /** None of a test. */
  readonly ticket: { readonly id: number; readonly number: number };
  readonly title: string;
  readonly text: string;
}

export type Presence = "online" | "away" | "offline";
export type LiveState = "connecting" | "open" | "lost";

interface Opened {
  conversation: string;
  afterSeq: () => number;
  epoch: string | number;
}

export interface SocketOptions {
  readonly url: string;
  readonly onFrame: (frame: Frame) => void;
  readonly onState: (state: LiveState) => void;
  /** The session is over: somebody must sign in again. */
  readonly onSignedOut?: () => void;
  readonly make?: (url: string) => WebSocket;
  readonly random?: () => number;
}

const ANSWER_MS = 2000;
const CLOSE_NORMAL = 1000;
const CLOSE_IDENTITY = 4401;

export class ConsoleSocket {
  private socket: WebSocket | null = null;
  private attempts = 0;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private waiting: ReturnType<typeof setTimeout> | undefined;
  private opened: Opened | null = null;
  private ready = false;
  private stopped = true;
  private away = 0; // how long the server asked us to stay away
  private previews = true;
  private looked: string | null = null;
  private readonly options: SocketOptions;

  constructor(options: SocketOptions) {
    this.options = options;
  }

  start(): void {
    this.stopped = false;
    this.connect();
  }

  stop(): void {
    this.stopped = true;
    clearTimeout(this.timer);
    clearTimeout(this.waiting);
    this.socket?.close(CLOSE_NORMAL);
    this.socket = null;
  }

  /** Follows a conversation from what was seen of it; the one before is let go. */
  open(conversation: string, afterSeq: () => number, epoch: string | number): void {
    if (this.opened && this.opened.conversation !== conversation) this.send({ t: "close", conversation: this.opened.conversation });
    this.opened = { conversation, afterSeq, epoch };
    this.sendOpen();
  }

  close(conversation: string): void {
    if (this.opened?.conversation !== conversation) return;
    this.opened = null;
    this.send({ t: "close", conversation });
  }

  typing(conversation: string, on: boolean): void {
    this.send({ t: "typing", conversation, on });
  }

  /** Says which conversation is on the screen; each new socket is told again. */
  look(conversation: string | null): void {
    if (this.looked === conversation) return;
    this.looked = conversation;
    this.send({ t: "look", conversation });
  }

  /** Says what is being written there; colleagues may read along. An empty text ends it. */
  writing(conversation: string, kind: WritingKind, text: string): void {
    this.send({ t: "writing", conversation, kind, text });
  }

  /** Says whether new chats may come to this person. */
  presence(state: Presence): void {
    this.send({ t: "presence", state });
  }

  /** Says whether to show what shoppers are typing before they send it; each new socket is told again. */
  preview(on: boolean): void {
    if (this.previews === on) return;
    this.previews = on;
    this.send({ t: "preview", on });
  }

  read(conversation: string, seq: number): void {
    this.send({ t: "read", conversation, seq });
  }

  /** The page came back into view or the network did: an answer within two seconds, or a new socket. After a
   * sleep nobody waits: the old socket is most likely dead. */
  wake(slept = false): void {
    if (this.stopped) return;
    if (slept && this.ready) {
      this.lose(true);
      return;
    }
    if (!this.ready) {
      this.attempts = 0;
      this.connect();
      return;
    }
    this.send({ t: "ping" });
    clearTimeout(this.waiting);
    this.waiting = setTimeout(() => this.lose(), ANSWER_MS);
  }

  private connect(): void {
    clearTimeout(this.timer);
    if (this.socket && this.socket.readyState <= WebSocket.OPEN) return;
    this.options.onState("connecting");
    const make = this.options.make ?? ((url) => new WebSocket(url));
    const socket = make(this.options.url);
    this.socket = socket;
    socket.onopen = () => socket.send(JSON.stringify({ t: "hello", lists: true }));
    socket.onmessage = (event) => {
      if (this.socket === socket && typeof event.data === "string") this.hear(event.data);
    };
    socket.onclose = (event) => {
      if (this.socket !== socket) return;
      if (event.code === CLOSE_IDENTITY) this.options.onSignedOut?.();
      this.later(retryOf(event) || this.away);
    };
  }

  private hear(data: string): void {
    clearTimeout(this.waiting);
    const frame = readFrame(data);
    if (!frame) return;
    if (frame.t === "welcome") {
      this.ready = true;
      this.away = 0;
      this.attempts = 0;
      this.options.onState("open");
      if (!this.previews) this.send({ t: "preview", on: false }); // the server begins with them
      this.sendOpen();
      if (this.looked) this.send({ t: "look", conversation: this.looked });
    }
    if (frame.t === "messages" && frame.epoch && this.opened?.conversation === frame.conversation) this.opened.epoch = frame.epoch;
    if (frame.t === "bye") this.away = frame.reconnect_in_ms ?? 0;
    if (frame.t === "ping") this.send({ t: "pong" });
    if (frame.t === "tickets") for (const item of frame.items) this.options.onFrame({ t: "ticket", ...item });
    else this.options.onFrame(frame);
  }

  private sendOpen(): void {
    if (!this.opened || !this.ready) return;
    const { conversation, afterSeq, epoch } = this.opened;
    this.send({ t: "open", conversation, after_seq: afterSeq(), epoch });
  }

  private send(frame: object): void {
    if (this.ready && this.socket?.readyState === WebSocket.OPEN) this.socket.send(JSON.stringify(frame));
  }

  private lose(atOnce = false): void {
    const socket = this.socket;
    this.socket = null;
    socket?.close();
    this.later(0);
    if (atOnce) this.connect();
  }

  private later(atLeast: number): void {
    this.ready = false;
    this.socket = null;
    clearTimeout(this.waiting);
    if (this.stopped) return;
    this.options.onState("lost");
    const wait = atLeast + backoff(this.attempts, this.options.random);
    this.attempts++;
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.connect(), wait);
  }
}

// A close for too many frames says in its reason how long to stay away.
function retryOf(event: CloseEvent): number {
  try {
    const reason: unknown = JSON.parse(event.reason);
    const wait: unknown = typeof reason === "object" && reason !== null ? Reflect.get(reason, "retry_in_ms") : 0;
    return typeof wait === "number" ? wait : 0;
  } catch {
    return 0;
  }
}

export function readFrame(data: string): Frame | null {
  try {
    const frame: unknown = JSON.parse(data);
    return typeof frame === "object" && frame !== null && typeof Reflect.get(frame, "t") === "string" ? (frame as Frame) : null;
  } catch {
    return null;
  }
}

import type { Message } from "../shared/types.ts";
import type { Connection } from "./socket.ts";

// The shape of a conversation and how it looks before anything is known of it: all that home needs
// while the chat itself is still being loaded.

/** A file as its message names it. */
export interface SentFile {
  readonly id: string;
  readonly name: string;
  readonly type: string;
  readonly size: number;
  readonly width?: number;
  readonly height?: number;
}

/** A text of the shopper that is not part of the stored run yet. */
export interface Outgoing {
  readonly clientId: string;
  readonly text: string;
  /** Uploaded before, and sent with the text. */
  readonly files?: readonly SentFile[];
  readonly at: number;
  /** stored: acknowledged, but messages before it are still on their way. */
  readonly state: "queued" | "sending" | "failed" | "stored";
  readonly reason?: string;
  /** Its place in the conversation, once acknowledged. */
  readonly seq?: number;
}

export interface Thread {
  readonly epoch: string | null;
  /** The seq of the last message shown; the next one to show is cursor + 1. */
  readonly cursor: number;
  /** The unbroken run, oldest first. */
  readonly shown: readonly Message[];
  /** Arrived too early: something before them is missing. */
  readonly early: readonly Message[];
  readonly outgoing: readonly Outgoing[];
  /** The staff have read up to here. */
  readonly readByStaff: number;
}

export const emptyThread: Thread = { epoch: null, cursor: 0, shown: [], early: [], outgoing: [], readByStaff: 0 };

export interface ChatState {
  readonly thread: Thread;
  readonly connection: Connection;
  /** The connection is away for long enough to tell. */
  readonly late: boolean;
  readonly shopName: string;
  /** Who is writing; empty while nobody is known by name. */
  readonly typing: string | null;
  /** The shopper has seen up to here, on any device. */
  readonly seen: number;
  /** A page of history is being put in, which no screen reader should read aloud. */
  readonly busy: boolean;
}

export const quietChat: ChatState = {
  thread: emptyThread,
  connection: "idle",
  late: false,
  shopName: "",
  typing: null,
  seen: 0,
  busy: false,
};

/** The replies of staff that the shopper has not seen. */
export function unseen(thread: Thread, seen: number): number {
  return thread.shown.filter((m) => m.from === "agent" && m.seq > seen).length;
}

import type { Lang } from "../shared/i18n.ts";
import type { Message } from "../shared/types.ts";
import { uuid } from "../shared/uuid.ts";
import { sharedLine } from "./line.ts";
import { forget, frameStorage, keep, loadOutbox, wipe } from "./outbox.ts";
import { type ChatState, type Outgoing, quietChat } from "./quiet.ts";
import type { Frame } from "./socket.ts";
import { type Action, hasGap, nextToSend, reduce } from "./thread.ts";

// The live conversation: binds the pure thread to the line and to the outbox. One text is on its
// way at a time; it is kept until the server said that it is stored.

const ACK_MS = 10_000;
const GAP_MS = 2_000;
const LATE_MS = 1_500;
const TYPING_SHOWN_MS = 6_000;
const TYPING_SENT_MS = 3_000;
const PREVIEW_MOST = 500;

export interface ChatOptions {
  readonly key: () => string;
  /** The shop's page, whose tabs share a line. */
  readonly page: string;
  readonly lang: () => Lang;
  readonly changed: (state: ChatState) => void;
  readonly tokenChanged: (token: string | null) => void;
  /** Somebody looks at the conversation. */
  readonly reading: () => boolean;
  readonly arrived: (message: Message) => void;
  /** The shopper's first text is stored. */
  readonly started: () => void;
  /** A text was refused for good. */
  readonly refused: (code: string) => void;
  readonly identityExpired: () => void;
}

export type Chat = ReturnType<typeof createChat>;

export function createChat(options: ChatOptions) {
  const store = frameStorage();
  let state = quietChat;
  let token: string | null = null;
  let jwt: string | null = null;
  let fresh = true; // the next page of messages is the whole truth
  let caughtUp = false;
  let uid = ""; // the conversation that is shown
  let greeting: Frame | null = null; // the last welcome
  let expired: string | null = null; // the member's token that was refused
  let ackTimer = 0;
  let gapTimer = 0;
  let holdTimer = 0;
  let lateTimer = 0;
  let typingTimer = 0;
  let typedAt = 0;
  let askedBefore = 0;

  const set = (change: Partial<ChatState>) => {
    state = { ...state, ...change };
    options.changed(state);
  };
  const apply = (action: Action) => set({ thread: reduce(state.thread, action) });
  const line = sharedLine({
    url: `${location.origin.replace("http", "ws")}/ws/widget`,
    name: () => `dari ${options.key()} ${options.page} ${member(jwt)}`,
    leads() {
      const has = new Set(state.thread.outgoing.map((o) => o.clientId));
      for (const item of loadOutbox(store, Date.now())) if (!has.has(item.clientId)) apply({ t: "compose", item });
    },
    known() {
      const { shown, readByStaff } = state.thread;
      if (!greeting) return [];
      const conversation = uid && { id: uid, read_seq: state.seen };
      const now = { ...greeting, visitor_token: token, conversation: conversation || null };
      const page = { t: "messages", conversation: uid, messages: shown, reset: true };
      return [now, ...(uid ? [page, { t: "read", seq: readByStaff }] : [])];
    },
    renewed(its) {
      jwt = its;
    },
    hello() {
      const { epoch, cursor } = state.thread;
      fresh = !epoch || cursor === 0;
      return {
        t: "hello",
        key: options.key(),
        ...(jwt ? { jwt } : {}), // with both, what the visitor wrote becomes the member's
        ...(token ? { token } : {}),
        lang: options.lang(),
        ...(fresh ? {} : { epoch, after_seq: cursor, conversation: uid }),
      };
    },
    frame: (frame) => heard[frame.t]?.(frame),
    state: connected,
    eager: options.reading,
    refused() {
      if (jwt) {
        // The first refusal is answered by trying again at once, in silence; the shop is asked once.
        if (expired !== jwt) options.identityExpired();
        expired = jwt;
      } else if (token) {
        token = null;
        options.tokenChanged(null);
      }
    },
    faulty() {
      const sent = state.thread.outgoing.find((o) => o.state === "sending");
      if (sent) notStored(sent.clientId, "", false);
    },
  });

  function connected(connection: ChatState["connection"]): void {
    clearTimeout(lateTimer);
    if (connection === "live") {
      set({ connection, late: false });
      return;
    }
    caughtUp = false;
    clearTimeout(ackTimer);
    clearTimeout(gapTimer);
    if (connection !== "idle") lateTimer = window.setTimeout(() => set({ late: true }), LATE_MS);
    set({ connection, typing: null, thread: reduce(state.thread, { t: "disconnected" }) });
  }

  const heard: Readonly<Record<string, (frame: Frame) => void>> = {
    welcome(frame) {
      const shop = frame["shop"] as { name?: string } | undefined;
      const conversation = frame["conversation"] as { id?: string; read_seq?: number } | null;
      const changed = uid !== "" && uid !== (conversation?.id ?? "");
      greeting = frame;
      line.proven();
      if (typeof frame["visitor_token"] === "string") {
        token = frame["visitor_token"];
        options.tokenChanged(token);
      }
      set({
        shopName: shop?.name ?? state.shopName,
        seen: conversation?.read_seq ?? 0,
      });
      uid = conversation?.id ?? "";
      if (changed) apply({ t: "welcome", epoch: "" }); // another conversation: nothing shown before counts
      if (changed && conversation) return line.reopen();
      apply({ t: "welcome", epoch: String(frame["epoch"] ?? "") });
      if (!conversation) ready(); // nothing to catch up with
    },
    messages(frame) {
      const messages = (frame["messages"] ?? []) as Message[];
      const id = String(frame["conversation"] ?? uid);
      if (uid !== "" && id !== uid) fresh = true;
      uid = id;
      set({ busy: true });
      apply({ t: "messages", messages, reset: frame["reset"] === true || fresh });
      fresh = false;
      setTimeout(() => set({ busy: false }), 60);
      watchGap();
      ready();
    },
    older(frame) {
      askedBefore = 0;
      set({ busy: true });
      apply({ t: "older", messages: frame["messages"] as Message[] });
      setTimeout(() => set({ busy: false }), 60);
    },
    message(frame) {
      const message = frame["message"] as Message;
      if (uid !== "" && message.conversation && message.conversation !== uid) return; // its page comes first
      const known = message.seq <= state.thread.cursor;
      apply({ t: "message", message });
      watchGap();
      if (known || message.from === "shopper") return;
      set({ typing: null });
      options.arrived(message);
    },
    ack(frame) {
      const { client_id, id, seq, at } = frame as unknown as { client_id: string; id: string; seq: number; at: string };
      answered(client_id);
      forget(store, client_id);
      if (seq === 1) options.started();
      apply({ t: "ack", client_id, id, seq, at });
      watchGap();
      flush();
    },
    nack(frame) {
      const wait = Number(frame["retry_in_ms"] ?? 0);
      answered(String(frame["client_id"]));
      notStored(String(frame["client_id"]), String(frame["text"] ?? ""), wait > 0);
      if (wait === 0) options.refused(String(frame["code"] ?? ""));
      clearTimeout(holdTimer);
      holdTimer = window.setTimeout(flush, wait);
    },
    typing(frame) {
      if (frame["from"] === "shopper") return;
      clearTimeout(typingTimer);
      set({ typing: frame["on"] ? String(frame["name"] ?? "") : null });
      typingTimer = window.setTimeout(() => set({ typing: null }), TYPING_SHOWN_MS);
    },
    read(frame) {
      const seq = Number(frame["seq"]);
      if (frame["from"] === "shopper") set({ seen: Math.max(state.seen, seq) });
      else apply({ t: "read", seq });
    },
    withdrawn: (frame) => apply({ t: "withdrawn", seq: Number(frame["seq"]) }),
    ping: (frame) => watchGap(Number(frame["head_seq"] ?? 0)),
  };

  // Other tabs' answers come over the same line.
  function answered(clientId: string): void {
    if (state.thread.outgoing.some((o) => o.clientId === clientId && o.state === "sending")) clearTimeout(ackTimer);
  }
  function notStored(clientId: string, reason: string, again: boolean): void {
    apply({ t: "nack", client_id: clientId, reason, again });
    const item = state.thread.outgoing.find((o) => o.clientId === clientId);
    if (item) keep(store, item);
  }
  // A lost frame shows itself by a later one; if the server does not fill the hole soon, we ask by
  // reading anew from the last message shown.
  function watchGap(head = 0): void {
    clearTimeout(gapTimer);
    if (hasGap(state.thread, head)) gapTimer = window.setTimeout(() => hasGap(state.thread, head) && line.reopen(), GAP_MS);
  }
  function ready(): void {
    caughtUp = true;
    flush();
  }
  function flush(): void {
    const next = caughtUp ? nextToSend(state.thread) : undefined;
    if (!next) return;
    const files = next.files?.map((file) => file.id);
    if (!line.send({ t: "send", client_id: next.clientId, text: next.text, files })) return;
    apply({ t: "sending", client_id: next.clientId });
    clearTimeout(ackTimer);
    ackTimer = window.setTimeout(line.reopen, ACK_MS); // it is sent again under the same id
  }

  for (const item of loadOutbox(store, Date.now())) apply({ t: "compose", item });

  return {
    start: line.start,
    /** Somebody who may have a conversation already. */
    known: () => Boolean(token || jwt || state.thread.outgoing.length > 0),
    identity(itsToken: string | null, itsJwt: string | null): void {
      token = itsToken;
      jwt = itsJwt;
    },
    identify(its: string): void {
      const same = member(its) === member(jwt);
      jwt = its;
      if (same) line.renew(its);
      else line.stop(); // this tab leaves those of the visitor
      line.start();
    },
    logout(): void {
      line.stop();
      token = jwt = greeting = null;
      uid = "";
      wipe(store);
      set(quietChat);
    },
    write(text: string, files?: Outgoing["files"]): void {
      const last = state.thread.outgoing.at(-1)?.at ?? 0;
      const item = { clientId: uuid(), text, at: Math.max(Date.now(), last + 1), state: "queued", ...(files && { files }) } as const;
      keep(store, item);
      apply({ t: "compose", item });
      line.start();
      flush();
    },
    retry(clientId: string): void {
      apply({ t: "retry", client_id: clientId });
      flush();
    },
    discard(clientId: string): void {
      forget(store, clientId);
      apply({ t: "discard", client_id: clientId });
    },
    /** Somebody writes; where the shop wants it, its agents see what, and that is stored nowhere. */
    typing(text: string): void {
      if (Date.now() - typedAt < TYPING_SENT_MS) return;
      typedAt = Date.now();
      if (caughtUp) line.send({ t: "typing", on: true, text: text.slice(0, PREVIEW_MOST) });
    },
    /** The shopper has everything up to the last message in view. */
    seen(): void {
      const seq = state.thread.shown.findLast((m) => m.from !== "shopper")?.seq ?? 0;
      if (seq > state.seen && caughtUp && line.send({ t: "read", seq })) set({ seen: seq });
    },
    /** Asks for the page of messages before the first one shown. */
    older(): void {
      const before = state.thread.shown[0]?.seq ?? 0;
      if (before > 1 && before !== askedBefore && line.send({ t: "older", before })) askedBefore = before;
    },
  };
}

/** Who the shop says it is, by its token; only a name to tell tabs apart, the server verifies it. */
function member(jwt: string | null): string {
  try {
    return jwt ? JSON.parse(atob((jwt.split(".")[1] ?? "").replace(/-/g, "+").replace(/_/g, "/"))).sub : "";
  } catch {
    return String(jwt);
  }
}

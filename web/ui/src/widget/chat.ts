import type { Lang } from "../shared/i18n.ts";
import type { Message } from "../shared/types.ts";
import { forget, frameStorage, keep, loadOutbox, wipe } from "./outbox.ts";
import { type ChatState, quietChat } from "./quiet.ts";
import { type Frame, liveSocket } from "./socket.ts";
import { type Action, hasGap, nextToSend, reduce } from "./thread.ts";

// The live conversation: binds the pure thread to the socket and to the outbox. One text is on its
// way at a time; it is kept until the server said that it is stored.

const ACK_MS = 10_000;
const GAP_MS = 2_000;
const LATE_MS = 1_500;
const TYPING_SHOWN_MS = 6_000;
const TYPING_SENT_MS = 3_000;

export interface ChatOptions {
  readonly key: () => string;
  readonly lang: () => Lang;
  readonly changed: (state: ChatState) => void;
  readonly tokenChanged: (token: string | null) => void;
  readonly arrived: (message: Message) => void;
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
  const socket = liveSocket({
    url: `${location.origin.replace("http", "ws")}/ws/widget`,
    hello() {
      const { epoch, cursor } = state.thread;
      fresh = !epoch || cursor === 0;
      return {
        t: "hello",
        key: options.key(),
        ...(jwt ? { jwt } : {}), // with both, what the visitor wrote becomes the member's
        ...(token ? { token } : {}),
        lang: options.lang(),
        ...(fresh ? {} : { epoch, after_seq: cursor }),
      };
    },
    frame: (frame) => heard[frame.t]?.(frame),
    state: connected,
    refused() {
      if (jwt) options.identityExpired();
      else if (token) {
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
      const staff = frame["staff"] as { online?: unknown } | undefined;
      const shop = frame["shop"] as { name?: string } | undefined;
      const conversation = frame["conversation"] as { id?: string; read_seq?: number } | null;
      const changed = uid !== "" && uid !== (conversation?.id ?? "");
      socket.proven();
      if (typeof frame["visitor_token"] === "string") {
        token = frame["visitor_token"];
        options.tokenChanged(token);
      }
      set({ staffOnline: Boolean(staff?.online), shopName: shop?.name ?? state.shopName, seen: conversation?.read_seq ?? 0 });
      uid = conversation?.id ?? "";
      if (changed) apply({ t: "welcome", epoch: "" }); // another conversation: nothing shown before counts
      if (changed && conversation) return socket.reopen();
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
      clearTimeout(ackTimer);
      forget(store, client_id);
      apply({ t: "ack", client_id, id, seq, at });
      watchGap();
      flush();
    },
    nack(frame) {
      const wait = Number(frame["retry_in_ms"] ?? 0);
      clearTimeout(ackTimer);
      notStored(String(frame["client_id"]), String(frame["text"] ?? ""), wait > 0);
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
    ping: (frame) => watchGap(Number(frame["head_seq"] ?? 0)),
  };

  function notStored(clientId: string, reason: string, again: boolean): void {
    apply({ t: "nack", client_id: clientId, reason, again });
    const item = state.thread.outgoing.find((o) => o.clientId === clientId);
    if (item) keep(store, item);
  }
  // A lost frame shows itself by a later one; if the server does not fill the hole soon, we ask by
  // reading anew from the last message shown.
  function watchGap(head = 0): void {
    clearTimeout(gapTimer);
    if (hasGap(state.thread, head)) gapTimer = window.setTimeout(() => hasGap(state.thread, head) && socket.reopen(), GAP_MS);
  }
  function ready(): void {
    caughtUp = true;
    flush();
  }
  function flush(): void {
    const next = caughtUp ? nextToSend(state.thread) : undefined;
    if (!next || !socket.send({ t: "send", client_id: next.clientId, text: next.text })) return;
    apply({ t: "sending", client_id: next.clientId });
    clearTimeout(ackTimer);
    ackTimer = window.setTimeout(socket.reopen, ACK_MS); // it is sent again under the same id
  }

  for (const item of loadOutbox(store, Date.now())) apply({ t: "compose", item });

  return {
    start: socket.start,
    /** Somebody who may have a conversation already. */
    known: () => Boolean(token || jwt || state.thread.outgoing.length > 0),
    identity(itsToken: string | null, itsJwt: string | null): void {
      token = itsToken;
      jwt = itsJwt;
    },
    identify(itsJwt: string): void {
      jwt = itsJwt;
      socket.reopen();
    },
    logout(): void {
      socket.stop();
      token = jwt = null;
      uid = "";
      wipe(store);
      set(quietChat);
    },
    write(text: string): void {
      const last = state.thread.outgoing.at(-1)?.at ?? 0;
      const item = { clientId: uuid(), text, at: Math.max(Date.now(), last + 1), state: "queued" } as const;
      keep(store, item);
      apply({ t: "compose", item });
      socket.start();
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
    typing(): void {
      if (Date.now() - typedAt < TYPING_SENT_MS) return;
      typedAt = Date.now();
      if (caughtUp) socket.send({ t: "typing", on: true });
    },
    /** The shopper has everything up to the last message in view. */
    seen(): void {
      const seq = state.thread.shown.findLast((m) => m.from !== "shopper")?.seq ?? 0;
      if (seq > state.seen && caughtUp && socket.send({ t: "read", seq })) set({ seen: seq });
    },
    /** Asks for the page of messages before the first one shown. */
    older(): void {
      const before = state.thread.shown[0]?.seq ?? 0;
      if (before > 1 && before !== askedBefore && socket.send({ t: "older", before })) askedBefore = before;
    },
  };
}

/** crypto.randomUUID exists in secure contexts only; a shop under development may be plain http. */
function uuid(): string {
  const b = crypto.getRandomValues(new Uint8Array(16));
  b[6] = ((b[6] ?? 0) & 0x0f) | 0x40;
  b[8] = ((b[8] ?? 0) & 0x3f) | 0x80;
  return [...b].map((v, i) => ([4, 6, 8, 10].includes(i) ? "-" : "") + v.toString(16).padStart(2, "0")).join("");
}

import type { Lang } from "../shared/i18n.ts";
import type { Message } from "../shared/types.ts";
import { forget, frameStorage, keep, loadOutbox, type Store, wipe } from "./outbox.ts";
import { type Connection, type Frame, LiveSocket } from "./socket.ts";
import { type Action, emptyThread, hasGap, nextToSend, reduce, type Thread } from "./thread.ts";

// The live conversation: binds the pure thread to the socket and to the outbox. One text is on its
// way at a time; it is kept until the server said that it is stored.

const ACK_MS = 10_000;
const GAP_MS = 2_000;
const TYPING_SHOWN_MS = 6_000;
const TYPING_SENT_MS = 3_000;

export interface ChatState {
  readonly thread: Thread;
  readonly connection: Connection;
  readonly staffOnline: boolean | null;
  readonly shopName: string;
  /** Who is writing; empty while nobody is known by name. */
  readonly typing: string | null;
  /** A page of history is being put in, which no screen reader should read aloud. */
  readonly busy: boolean;
}

export interface ChatOptions {
  readonly key: () => string;
  readonly lang: () => Lang;
  readonly changed: (state: ChatState) => void;
  readonly tokenChanged: (token: string | null) => void;
  readonly arrived: (message: Message) => void;
  readonly identityExpired: () => void;
}

export class Chat {
  state: ChatState = { thread: emptyThread, connection: "idle", staffOnline: null, shopName: "", typing: null, busy: false };
  private readonly options: ChatOptions;
  private readonly store: Store | null = frameStorage();
  private readonly socket: LiveSocket;
  private token: string | null = null;
  private jwt: string | null = null;
  private fresh = true; // the next page of messages is the whole truth
  private caughtUp = false;
  private ackTimer = 0;
  private gapTimer = 0;
  private holdTimer = 0;
  private typingTimer = 0;
  private typedAt = 0;
  private readSent = 0;

  constructor(options: ChatOptions) {
    this.options = options;
    const scheme = location.protocol === "https:" ? "wss" : "ws";
    this.socket = new LiveSocket({
      url: `${scheme}://${location.host}/ws/widget`,
      hello: () => this.hello(),
      onFrame: (frame) => this.receive(frame),
      onState: (connection) => this.connected(connection),
      onRefused: () => this.refused(),
    });
    for (const item of loadOutbox(this.store, Date.now())) this.apply({ t: "compose", item });
  }

  identity(token: string | null, jwt: string | null): void {
    this.token = token;
    this.jwt = jwt;
  }

  get known(): boolean {
    return this.token !== null || this.jwt !== null || this.state.thread.outgoing.length > 0;
  }

  start(): void {
    this.socket.start();
  }

  identify(jwt: string): void {
    this.jwt = jwt;
    this.apply({ t: "welcome", epoch: "" }); // another person's history may follow
    this.socket.reopen();
  }

  logout(): void {
    this.socket.stop();
    this.identity(null, null);
    wipe(this.store);
    this.readSent = 0;
    this.apply({ t: "wipe" });
  }

  write(text: string): void {
    const last = this.state.thread.outgoing.at(-1)?.at ?? 0;
    const item = { clientId: uuid(), text, at: Math.max(Date.now(), last + 1), state: "queued" } as const;
    keep(this.store, item);
    this.apply({ t: "compose", item });
    this.socket.start();
    this.flush();
  }

  retry(clientId: string): void {
    this.apply({ t: "retry", client_id: clientId });
    this.flush();
  }

  discard(clientId: string): void {
    forget(this.store, clientId);
    this.apply({ t: "discard", client_id: clientId });
  }

  typing(): void {
    const now = Date.now();
    if (!this.caughtUp || now - this.typedAt < TYPING_SENT_MS) return;
    this.typedAt = now;
    this.socket.send({ t: "typing", on: true });
  }

  /** The shopper has everything up to the last message in view. */
  seen(): void {
    const seq = this.state.thread.shown.findLast((m) => m.from !== "shopper")?.seq ?? 0;
    if (seq > this.readSent && this.caughtUp && this.socket.send({ t: "read", seq })) this.readSent = seq;
  }

  private hello(): object {
    const { epoch, cursor } = this.state.thread;
    this.fresh = !epoch || cursor === 0;
    const who = this.jwt ? { jwt: this.jwt } : this.token ? { token: this.token } : {};
    return { t: "hello", key: this.options.key(), ...who, lang: this.options.lang(), ...(this.fresh ? {} : { epoch, after_seq: cursor }) };
  }

  private connected(connection: Connection): void {
    if (connection !== "live") {
      this.caughtUp = false;
      clearTimeout(this.ackTimer);
      clearTimeout(this.gapTimer);
      this.apply({ t: "disconnected" });
    }
    this.set({ connection, ...(connection === "live" ? {} : { typing: null }) });
  }

  private refused(): void {
    if (this.jwt) this.options.identityExpired();
    else {
      this.token = null;
      this.options.tokenChanged(null);
    }
    this.jwt = null;
  }

  private receive(frame: Frame): void {
    switch (frame.t) {
      case "welcome":
        return this.welcome(frame);
      case "messages":
        return this.page(frame);
      case "message": {
        const message = frame["message"] as Message;
        const known = this.state.thread.cursor;
        this.apply({ t: "message", message });
        if (message.from === "agent") this.set({ typing: null });
        if (message.seq > known && message.from !== "shopper") this.options.arrived(message);
        return this.watchGap();
      }
      case "ack":
        return this.acknowledged(frame);
      case "nack":
        return this.notAcknowledged(frame);
      case "typing":
        if (frame["from"] !== "shopper") this.typed(frame["on"] === true, frame["name"]);
        return;
      case "read":
        if (typeof frame["seq"] === "number") this.apply({ t: "read", seq: frame["seq"] });
        return;
      case "ping":
        return this.watchGap(typeof frame["head_seq"] === "number" ? frame["head_seq"] : 0);
    }
  }

  private welcome(frame: Frame): void {
    this.socket.proven();
    const token = frame["visitor_token"];
    if (typeof token === "string" && token !== "") {
      this.token = token;
      this.options.tokenChanged(token);
    }
    const staff = frame["staff"] as { online?: unknown } | undefined;
    const shop = frame["shop"] as { name?: unknown } | undefined;
    this.set({
      ...(staff ? { staffOnline: Boolean(staff.online) } : {}),
      ...(typeof shop?.name === "string" ? { shopName: shop.name } : {}),
    });
    this.apply({ t: "welcome", epoch: String(frame["epoch"] ?? "") });
    if (!frame["conversation"]) this.ready(); // nothing to catch up with
  }

  private page(frame: Frame): void {
    const messages = (frame["messages"] ?? []) as Message[];
    this.set({ busy: true });
    this.apply({ t: "messages", messages, reset: frame["reset"] === true || this.fresh });
    this.fresh = false;
    setTimeout(() => this.set({ busy: false }), 60);
    this.ready();
    this.watchGap();
  }

  private ready(): void {
    this.caughtUp = true;
    this.flush();
  }

  private flush(): void {
    const next = this.caughtUp ? nextToSend(this.state.thread) : undefined;
    if (!next || !this.socket.send({ t: "send", client_id: next.clientId, text: next.text })) return;
    this.apply({ t: "sending", client_id: next.clientId });
    clearTimeout(this.ackTimer);
    this.ackTimer = window.setTimeout(() => this.socket.reopen(), ACK_MS); // sent again under the same id
  }

  private acknowledged(frame: Frame): void {
    const { client_id, id, seq, at } = frame as unknown as { client_id: string; id: string; seq: number; at: string };
    clearTimeout(this.ackTimer);
    forget(this.store, client_id);
    this.apply({ t: "ack", client_id, id, seq, at });
    this.watchGap();
    this.flush();
  }

  private notAcknowledged(frame: Frame): void {
    const clientId = String(frame["client_id"]);
    const wait = frame["retry_in_ms"];
    const again = typeof wait === "number";
    clearTimeout(this.ackTimer);
    this.apply({ t: "nack", client_id: clientId, reason: typeof frame["text"] === "string" ? frame["text"] : "", again });
    const item = this.state.thread.outgoing.find((o) => o.clientId === clientId);
    if (item) keep(this.store, item);
    clearTimeout(this.holdTimer);
    this.holdTimer = window.setTimeout(() => this.flush(), again ? wait : 0);
  }

  private typed(on: boolean, name: unknown): void {
    clearTimeout(this.typingTimer);
    this.set({ typing: on ? (typeof name === "string" ? name : "") : null });
    if (on) this.typingTimer = window.setTimeout(() => this.set({ typing: null }), TYPING_SHOWN_MS);
  }

  // A lost frame shows itself by a later one; if the server does not fill the hole soon, we ask by
  // reading anew from the last message shown.
  private watchGap(head = 0): void {
    clearTimeout(this.gapTimer);
    if (!hasGap(this.state.thread, head)) return;
    this.gapTimer = window.setTimeout(() => hasGap(this.state.thread, head) && this.socket.reopen(), GAP_MS);
  }

  private apply(action: Action): void {
    this.set({ thread: reduce(this.state.thread, action) });
  }

  private set(change: Partial<ChatState>): void {
    this.state = { ...this.state, ...change };
    this.options.changed(this.state);
  }
}

/** crypto.randomUUID exists in secure contexts only; a shop under development may be plain http. */
function uuid(): string {
  const b = crypto.getRandomValues(new Uint8Array(16));
  b[6] = ((b[6] ?? 0) & 0x0f) | 0x40;
  b[8] = ((b[8] ?? 0) & 0x3f) | 0x80;
  return [...b].map((v, i) => ([4, 6, 8, 10].includes(i) ? "-" : "") + v.toString(16).padStart(2, "0")).join("");
}

import type { Message } from "../shared/types.ts";
import type { Way } from "./socket.ts";

// What stands in for a websocket where none can be opened: the same frames, carried by requests. A
// question waits at the server until there is something to say. Typing and marks are let go.

const WAIT_S = 25;

type Hello = Readonly<Record<"key" | "lang" | "epoch" | "token" | "jwt" | "conversation", string | undefined>> & {
  readonly after_seq?: number;
};

interface Page {
  readonly messages: readonly Message[];
  readonly last_seq: number;
  readonly epoch: string;
  readonly withdrawn?: readonly number[];
}

export function pollingWay(): Way {
  const ended = new AbortController();
  let hello = {} as Hello;
  let token: string | undefined;
  let after = 0;
  let greeted = false;

  const say = (frame: object) => way.onmessage?.call(null as never, { data: JSON.stringify(frame) } as MessageEvent);

  function close(code = 1000): void {
    if (ended.signal.aborted) return;
    ended.abort();
    Object.assign(way, { readyState: WebSocket.CLOSED });
    way.onclose?.call(null as never, { code, reason: "" } as CloseEvent);
  }
  async function call(query: string, body?: object): Promise<Response> {
    const headers: Record<string, string> = { "Accept-Language": hello.lang ?? "" };
    if (token) headers["X-Dari-Visitor"] = token;
    if (hello.jwt) headers["X-Dari-Member"] = hello.jwt;
    if (body) headers["Content-Type"] = "application/json";
    const url = `/api/v1/widget/messages?key=${encodeURIComponent(hello.key ?? "")}${query}`;
    return fetch(
      url,
      body ? { method: "POST", headers, body: JSON.stringify(body), signal: ended.signal } : { headers, signal: ended.signal },
    );
  }
  function welcome(conversation: string | undefined, epoch: string, given?: string): void {
    greeted = true;
    say({ t: "welcome", epoch, conversation: conversation ? { id: conversation } : null, visitor_token: given });
  }
  async function listen(): Promise<void> {
    while (!ended.signal.aborted) {
      if (!token && !hello.jwt) {
        if (!greeted) welcome(undefined, ""); // nobody yet: the first text makes one
        return;
      }
      const answer = await call(`&after=${after}${greeted ? `&wait=${WAIT_S}` : ""}`);
      if (answer.status === 401) return close(4401);
      if (!answer.ok) return close(1006);
      take(await answer.json());
    }
  }
  function take({ messages, last_seq, epoch, withdrawn = [] }: Page): void {
    const other = after > 0 && hello.epoch && epoch !== hello.epoch;
    hello = { ...hello, epoch };
    if (other || last_seq < after) {
      greeted = false; // another history: read from its beginning
      after = 0;
      return;
    }
    const conversation = messages[0]?.conversation ?? hello.conversation;
    const reset = !greeted && after === 0;
    if (!greeted) welcome(conversation, epoch);
    if (messages.length > 0) say({ t: "messages", conversation, messages, reset });
    else say({ t: "pong" }); // it lives
    for (const seq of withdrawn) say({ t: "withdrawn", seq });
    after = messages.at(-1)?.seq ?? after;
  }
  async function write(frame: { client_id: string; text: string; files?: string[] }): Promise<void> {
    const { client_id, text, files } = frame;
    const answer = await call("", { client_id, text, files, lang: hello.lang });
    const its = await answer.json().catch(() => ({}));
    if (answer.ok) {
      const first = !token && its.visitor_token;
      if (first) {
        token = its.visitor_token;
        welcome(its.conversation, "", token);
      }
      say({ t: "ack", ...its });
      if (first) run();
    } else if (answer.status === 401) close(4401);
    else {
      // Who is away or busy takes it later; what the server broke on is sent again by the shopper's hand.
      const { status } = answer;
      const later = status === 429 || status > 500;
      const wait = Number(answer.headers.get("Retry-After") ?? 2) * 1000;
      const text = status < 500 ? (its.detail ?? its.title) : "";
      say({ t: "nack", client_id, code: its.code, text, ...(later ? { retry_in_ms: wait } : {}) });
    }
  }
  const run = () => listen().catch(() => close(1006));

  const way: Way = {
    readyState: WebSocket.OPEN,
    onopen: null,
    onmessage: null,
    onclose: null,
    close,
    send(data) {
      const frame = JSON.parse(String(data));
      if (frame.t === "hello") {
        hello = frame;
        token = hello.token;
        after = hello.after_seq ?? 0;
        run();
      } else if (frame.t === "send") write(frame).catch(() => close(1006));
    },
  };
  queueMicrotask(() => way.onopen?.call(null as never, new Event("open")));
  return way;
}

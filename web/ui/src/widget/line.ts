import { type Connection, type Frame, type LiveSocket, liveSocket, type SocketOptions } from "./socket.ts";

// One socket for all tabs of a browser: the tab that holds the lock has it (the leader) and tells the
// others what it hears; they send through it. When its tab closes, the browser gives the lock to the next
// one at once. A leader that does not answer (a phone puts tabs to sleep) loses the lock to who asks.

const ANSWER_MS = 1_000;

export interface LineOptions extends SocketOptions {
  /** Tabs of one name share a socket: the same person on pages of the same origin. */
  readonly name: () => string;
  /** What the leader knows, as the frames that a newcomer needs. */
  readonly known: () => readonly Frame[];
  /** This tab has the socket from now on. */
  readonly leads: () => void;
  /** Another tab of this member has a newer token. */
  readonly renewed: (jwt: string) => void;
}

type Said =
  | { readonly join: string } // who are you? (a tab that came, or that misses something)
  | { readonly to: string; readonly state: Connection; readonly frames: readonly Frame[] }
  | { readonly state: Connection }
  | { readonly frame: Frame }
  | { readonly send: object & { readonly t?: string; readonly seq?: number } }
  | { readonly again: string }; // the member's newer token

export interface Line extends LiveSocket {
  readonly renew: (jwt: string) => void;
}

export function sharedLine(options: LineOptions): Line {
  const me = `${Math.random()}`;
  let channel: BroadcastChannel | null = null;
  let leave: AbortController | null = null;
  let leading = false;
  let release = () => {};
  let state: Connection = "idle";
  let timer = 0;

  const tell = (said: Said) => channel?.postMessage(said);
  const socket = liveSocket({
    ...options,
    frame(frame) {
      options.frame(frame);
      tell({ frame });
    },
    state(now) {
      if (!leading) return;
      changed(now);
      tell({ state: now });
    },
  });

  function changed(now: Connection): void {
    state = now;
    options.state(now);
  }
  function lead(): void {
    clearTimeout(timer);
    leading = true;
    options.leads();
    if (state !== "idle") changed("connecting"); // what was on its way to the leader before is sent again
    socket.start();
  }
  function follow(): void {
    if (!leading) return;
    leading = false;
    socket.stop();
  }
  function request(steal: boolean): void {
    const own = leave;
    navigator.locks
      .request(options.name(), steal ? { steal } : { signal: own?.signal }, () => {
        if (own !== leave) return null; // left meanwhile
        lead();
        return new Promise<void>((resolve) => {
          release = resolve;
        });
      })
      .catch((error: DOMException) => {
        if (own !== leave) return;
        follow();
        if (error.name !== "AbortError") return lead(); // locks are refused here: everybody for themselves
        request(false); // somebody took it over
        join();
      });
  }
  function join(): void {
    if (leading) return;
    tell({ join: me });
    clearTimeout(timer);
    timer = window.setTimeout(() => !leading && document.visibilityState === "visible" && request(true), ANSWER_MS);
  }
  function heard(said: Said): void {
    if (leading) {
      if ("join" in said) tell({ to: said.join, state, frames: state === "live" ? options.known() : [] });
      else if ("send" in said) socket.send(said.send);
      else if ("again" in said) {
        options.renewed(said.again);
        socket.reopen();
      }
    } else if ("to" in said) {
      if (said.to !== me) return;
      clearTimeout(timer);
      changed(said.state);
      said.frames.forEach(options.frame);
    } else if ("frame" in said) options.frame(said.frame);
    else if ("state" in said) changed(said.state);
  }
  function start(): void {
    if (leave) return;
    leave = new AbortController();
    changed("connecting");
    if (navigator.locks) {
      channel = new BroadcastChannel(options.name());
      channel.onmessage = ({ data }) => heard(data);
      request(false);
      join();
    } else lead(); // a page without https has no locks: a socket for each tab
  }
  function stop(): void {
    clearTimeout(timer);
    leave?.abort();
    leave = null;
    follow();
    release();
    channel?.close();
    channel = null;
    changed("idle");
  }
  for (const name of ["pageshow", "focus"]) addEventListener(name, () => leave && join());

  return {
    start,
    stop,
    reopen() {
      if (leading) socket.reopen();
      else join();
    },
    renew(jwt) {
      if (leading) socket.reopen();
      else tell({ again: jwt });
    },
    proven() {
      if (leading) socket.proven();
      else changed("live");
    },
    send(frame: object & { t?: string; seq?: number }) {
      // What one tab has read, the others have read too; the server tells it to other sockets only.
      if (frame.t === "read") tell({ frame: { t: "read", from: "shopper", seq: frame.seq } });
      if (leading) return socket.send(frame);
      if (state === "live") tell({ send: frame });
      return state === "live";
    },
  };
}

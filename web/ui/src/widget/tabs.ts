import type { LineOptions } from "./line.ts";
import type { Connection, Frame, LiveSocket } from "./socket.ts";

// How the tabs of a browser share one socket. The leader, which holds the lock, tells the others what it
// hears, and they send through it. When its tab closes, the browser gives the lock to the next one at
// once. A leader that does not answer (a phone puts tabs to sleep) loses the lock to who asks.

const ANSWER_MS = 1_000;

type Said =
  | { readonly join: string } // a tab that came, or that misses something
  | { readonly to: string; readonly state: Connection; readonly frames: readonly Frame[] }
  | { readonly state: Connection }
  | { readonly frame: Frame }
  | { readonly send: object }
  | { readonly again: string }; // the member's newer token

export type Tabs = ReturnType<typeof share>;

export function share(options: LineOptions, socket: LiveSocket, channel: BroadcastChannel, leads: boolean, now: Connection) {
  const me = `${Math.random()}`;
  const left = new AbortController();
  let leading = leads;
  let state = now;
  let release = () => {};
  let timer = 0;

  const tell = (said: Said) => channel.postMessage(said);

  function changed(now: Connection): void {
    state = now;
    options.state(now);
    if (leading) tell({ state: now });
  }
  function lead(): void {
    clearTimeout(timer);
    leading = true;
    options.leads();
    changed("connecting"); // what was on its way to the leader before is sent again
    socket.start();
  }
  // Another tab has taken the lock: this one follows it.
  function lost(): void {
    if (left.signal.aborted) return;
    leading = false;
    socket.stop();
    changed("connecting");
    request(false);
    join();
  }
  function request(steal: boolean): void {
    navigator.locks
      .request(options.name(), steal ? { steal } : { signal: left.signal }, () => {
        if (left.signal.aborted) return null;
        lead();
        return new Promise<void>((resolve) => {
          release = resolve;
        });
      })
      .catch(lost);
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

  channel.onmessage = ({ data }) => heard(data);
  for (const name of ["pageshow", "focus"]) addEventListener(name, join, { signal: left.signal });
  if (!leads) {
    request(false);
    join();
  }

  return {
    tell,
    heard,
    changed,
    lost,
    leave() {
      clearTimeout(timer);
      left.abort();
      leading = false;
      release();
    },
    reopen() {
      if (leading) socket.reopen();
      else join();
    },
    renew(jwt: string) {
      if (leading) socket.reopen();
      else tell({ again: jwt });
    },
    proven() {
      if (leading) socket.proven();
      else changed("live");
    },
    send(frame: object): boolean {
      // What one tab has read, the others have read too; the server tells it to other sockets only.
      const { t, seq } = frame as { t?: string; seq?: number };
      if (t === "read") tell({ frame: { t: "read", from: "shopper", seq } });
      if (leading) return socket.send(frame);
      if (state === "live") tell({ send: frame });
      return state === "live";
    },
  };
}

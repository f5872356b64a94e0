import { type Connection, type Frame, type LiveSocket, liveSocket, type SocketOptions } from "./socket.ts";
import type { Tabs } from "./tabs.ts";

// One socket for all tabs of a browser: the tab that holds the lock has it. Most shoppers have one tab,
// and find the lock free; how tabs share the socket (tabs.ts) is loaded when there is a second one.

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

export interface Line extends LiveSocket {
  readonly renew: (jwt: string) => void;
}

export function sharedLine(options: LineOptions): Line {
  let tabs: Tabs | null = null;
  let run = 0; // counts the starts
  let state: Connection = "idle";
  let release = () => {};
  let channel: BroadcastChannel | null = null;

  const socket = liveSocket({
    ...options,
    frame(frame) {
      options.frame(frame);
      tabs?.tell({ frame });
    },
    state: changed,
  });
  function changed(now: Connection): void {
    state = now;
    if (tabs) tabs.changed(now);
    else options.state(now);
  }
  function lead(): void {
    options.leads();
    socket.start();
  }
  // There are other tabs: one asks, or one has the lock.
  function crowd(leads: boolean): Promise<void> {
    const mine = run;
    return import("./tabs.ts").then(
      (its) => {
        if (mine === run && !tabs && channel) tabs = its.share(options, socket, channel, leads, state);
      },
      () => {
        if (mine === run && !leads) lead(); // it cannot be loaded: everybody for themselves
      },
    );
  }
  function start(): void {
    if (state !== "idle") return;
    const mine = ++run;
    changed("connecting");
    if (!navigator.locks) {
      lead(); // a page without https has no locks: a socket for each tab
      return;
    }
    channel = new BroadcastChannel(options.name());
    channel.onmessage = ({ data }) => crowd(true).then(() => tabs?.heard(data));
    navigator.locks
      .request(options.name(), { ifAvailable: true }, (lock) => {
        if (mine !== run) return null;
        if (!lock) return void crowd(false);
        lead();
        return new Promise<void>((resolve) => {
          release = resolve;
        });
      })
      .catch(({ name }: DOMException) => {
        if (mine !== run) return;
        if (name === "AbortError")
          crowd(true).then(() => tabs?.lost()); // another tab took it over
        else lead(); // locks are refused here
      });
  }
  return {
    start,
    stop() {
      run++;
      tabs?.leave();
      tabs = null;
      release();
      channel?.close();
      socket.stop();
      changed("idle");
    },
    reopen: () => (tabs ? tabs.reopen() : socket.reopen()),
    renew(jwt) {
      if (tabs) tabs.renew(jwt);
      else socket.reopen();
    },
    proven: () => (tabs ? tabs.proven() : socket.proven()),
    send: (frame) => (tabs ? tabs.send(frame) : socket.send(frame)),
  };
}

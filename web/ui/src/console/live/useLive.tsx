import { useQueryClient } from "@tanstack/react-query";
import { createContext, type ReactNode, useContext, useEffect, useMemo, useRef, useState } from "react";
import { usePrefs } from "../texts.ts";
import { ConsoleSocket, type Frame, type LiveState, type Presence } from "./socket.ts";

interface Live {
  readonly socket: ConsoleSocket;
  readonly state: LiveState;
  /** When the connection was lost; null while it stands. */
  readonly lostAt: Date | null;
  /** Whether new chats may come to who sits here. */
  readonly presence: Presence;
  /** How often the machine has woken from a sleep: what is shown is old then. */
  readonly slept: number;
  readonly listen: (hear: (frame: Frame) => void) => () => void;
}

const TICK_MS = 5000;
const SLEEP_MS = 150_000;
const WAKES = ["online", "pageshow", "focus"] as const;
const LiveContext = createContext<Live | null>(null);

/** Keeps the socket for everything inside. */
export function LiveProvider({ children }: { children: ReactNode }) {
  const listeners = useRef(new Set<(frame: Frame) => void>());
  const [state, setState] = useState<LiveState>("connecting");
  const client = useQueryClient();
  const [presence, setPresence] = useState<Presence>("online");
  const myId = useRef(0);
  const [lostAt, setLostAt] = useState<Date | null>(null);
  const [slept, setSlept] = useState(0);
  const socket = useMemo(
    () =>
      new ConsoleSocket({
        url: `${location.protocol === "https:" ? "wss" : "ws"}://${location.host}/ws/console`,
        onFrame: (frame) => {
          if (frame.t === "welcome") myId.current = frame.staff?.id ?? 0;
          const said =
            frame.t === "welcome"
              ? frame.staff?.state
              : frame.t === "presence" && frame.staff_id === myId.current
                ? frame.state
                : undefined;
          if (said === "online" || said === "away" || said === "offline") setPresence(said);
          for (const hear of listeners.current) hear(frame);
        },
        onSignedOut: () => void client.invalidateQueries({ queryKey: ["session"] }),
        onState: (next) => {
          setState(next);
          setLostAt((was) => (next === "open" ? null : next === "lost" ? (was ?? new Date()) : was));
        },
      }),
    [client],
  );
  const { typed } = usePrefs();
  useEffect(() => socket.preview(typed), [socket, typed]);
  useEffect(() => {
    // A clock that has jumped means that the machine slept, also where no event tells of it. A page in the
    // background ticks once a minute only.
    let ticked = Date.now();
    let sleeping = false;
    const look = () => {
      const now = Date.now();
      sleeping ||= now - ticked > SLEEP_MS;
      ticked = now;
      return document.visibilityState === "visible";
    };
    const wake = () => {
      if (!look()) return;
      socket.wake(sleeping);
      if (sleeping) setSlept((n) => n + 1);
      sleeping = false;
    };
    const timer = setInterval(() => {
      if (look() && sleeping) wake();
    }, TICK_MS);
    socket.start();
    document.addEventListener("visibilitychange", wake);
    for (const name of WAKES) addEventListener(name, wake);
    return () => {
      document.removeEventListener("visibilitychange", wake);
      for (const name of WAKES) removeEventListener(name, wake);
      clearInterval(timer);
      socket.stop();
    };
  }, [socket]);
  const live = useMemo<Live>(
    () => ({
      socket,
      state,
      lostAt,
      presence,
      slept,
      listen: (hear) => {
        listeners.current.add(hear);
        return () => listeners.current.delete(hear);
      },
    }),
    [socket, state, lostAt, presence, slept],
  );
  return <LiveContext value={live}>{children}</LiveContext>;
}

export function useLive(): Live {
  const live = useContext(LiveContext);
  if (!live) throw new Error("useLive needs a LiveProvider");
  return live;
}

/** Calls back for every frame; the callback may change between renders. */
export function useFrames(hear: (frame: Frame) => void): void {
  const { listen } = useLive();
  const latest = useRef(hear);
  useEffect(() => {
    latest.current = hear;
  });
  useEffect(() => listen((frame) => latest.current(frame)), [listen]);
}

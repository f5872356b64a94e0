import { createContext, type ReactNode, useContext, useEffect, useMemo, useRef, useState } from "react";
import { ConsoleSocket, type Frame, type LiveState } from "./socket.ts";

interface Live {
  readonly socket: ConsoleSocket;
  readonly state: LiveState;
  /** When the connection was lost; null while it stands. */
  readonly lostAt: Date | null;
  readonly listen: (hear: (frame: Frame) => void) => () => void;
}

const LiveContext = createContext<Live | null>(null);

/** Keeps the socket for everything inside. */
export function LiveProvider({ children }: { children: ReactNode }) {
  const listeners = useRef(new Set<(frame: Frame) => void>());
  const [state, setState] = useState<LiveState>("connecting");
  const [lostAt, setLostAt] = useState<Date | null>(null);
  const socket = useMemo(
    () =>
      new ConsoleSocket({
        url: `${location.protocol === "https:" ? "wss" : "ws"}://${location.host}/ws/console`,
        onFrame: (frame) => {
          for (const hear of listeners.current) hear(frame);
        },
        onState: (next) => {
          setState(next);
          setLostAt((was) => (next === "open" ? null : next === "lost" ? (was ?? new Date()) : was));
        },
      }),
    [],
  );
  useEffect(() => {
    const wake = () => {
      if (document.visibilityState === "visible") socket.wake();
    };
    socket.start();
    document.addEventListener("visibilitychange", wake);
    for (const name of ["online", "pageshow"]) addEventListener(name, wake);
    return () => {
      document.removeEventListener("visibilitychange", wake);
      for (const name of ["online", "pageshow"]) removeEventListener(name, wake);
      socket.stop();
    };
  }, [socket]);
  const live = useMemo<Live>(
    () => ({
      socket,
      state,
      lostAt,
      listen: (hear) => {
        listeners.current.add(hear);
        return () => listeners.current.delete(hear);
      },
    }),
    [socket, state, lostAt],
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

import { useEffect, useRef } from "react";
import type { WritingKind } from "../../live/socket.ts";

const EVERY_MS = 700;
const IDLE_MS = 4000;

/** Says what is being written: at once, then every so often while it goes on, and that it is over. */
export function useWriting(onWriting: (kind: WritingKind, text: string) => void) {
  const tell = useRef(onWriting);
  tell.current = onWriting;
  const said = useRef(0);
  const soon = useRef<ReturnType<typeof setTimeout>>(undefined);
  const idle = useRef<ReturnType<typeof setTimeout>>(undefined);
  const on = useRef<WritingKind | null>(null);
  const stop = (kind: WritingKind) => {
    clearTimeout(soon.current);
    clearTimeout(idle.current);
    if (on.current === null) return;
    on.current = null;
    said.current = 0;
    tell.current(kind, "");
  };
  const touch = (kind: WritingKind, text: string) => {
    if (text.trim() === "") return stop(kind);
    const say = () => {
      said.current = Date.now();
      on.current = kind;
      tell.current(kind, text);
    };
    clearTimeout(soon.current);
    const left = said.current + EVERY_MS - Date.now();
    if (left <= 0) say();
    else soon.current = setTimeout(say, left);
    clearTimeout(idle.current);
    idle.current = setTimeout(() => stop(kind), IDLE_MS);
  };
  const last = useRef(stop);
  last.current = stop;
  useEffect(() => () => last.current(on.current ?? "answer"), []);
  return { touch, stop };
}

import { useCallback, useEffect, useReducer, useRef, useState } from "react";
import { threads } from "../api.ts";
import { useFrames, useLive } from "../live/useLive.tsx";
import { emptyThread, threadReducer } from "./thread.ts";

const PAGE = 50;
const TYPING_MS = 6000;

export interface Typist {
  readonly from: string;
  readonly name: string;
  /** What a shopper has written so far; it is not sent. */
  readonly text: string;
}

/** One conversation, live: its messages, notes and what is being sent; and who types. */
export function useThread(uid: string, myName: string) {
  const { socket, state: live } = useLive();
  const [thread, dispatch] = useReducer(threadReducer, emptyThread);
  const [error, setError] = useState<unknown>(null);
  const [typist, setTypist] = useState<Typist | null>(null);
  const [readSeq, setReadSeq] = useState(0);
  const current = useRef(thread);
  current.current = thread;
  const typingTimer = useRef<ReturnType<typeof setTimeout>>(undefined);

  const load = useCallback(
    async (signal?: AbortSignal) => {
      setError(null);
      try {
        const page = await threads.read(uid, { limit: PAGE }, signal);
        dispatch({ type: "loaded", messages: page.messages ?? [], notes: page.notes ?? [], reset: true });
        socket.open(uid, () => current.current.lastSeq, page.epoch);
      } catch (problem) {
        if (!signal?.aborted) setError(problem);
      }
    },
    [uid, socket],
  );

  const catchUp = useCallback(async () => {
    const after = current.current.gapAfter ?? current.current.lastSeq;
    const page = await threads.read(uid, { after, limit: PAGE });
    dispatch({ type: "loaded", messages: page.messages ?? [], notes: page.notes ?? [], reset: false });
    return page.messages ?? [];
  }, [uid]);

  const older = useCallback(async () => {
    const first = current.current.messages[0]?.seq;
    if (!first) return;
    const page = await threads.read(uid, { before: first, limit: PAGE });
    dispatch({ type: "older", messages: page.messages ?? [] });
  }, [uid]);

  useEffect(() => {
    const abort = new AbortController();
    void load(abort.signal);
    return () => {
      abort.abort();
      socket.close(uid);
      clearTimeout(typingTimer.current);
    };
  }, [uid, load, socket]);

  useEffect(() => {
    if (thread.gapAfter !== null) void catchUp().catch(() => {});
  }, [thread.gapAfter, catchUp]);

  // Without a socket the notes and messages of others are read again once it is back.
  const wasLost = useRef(false);
  useEffect(() => {
    if (live === "lost") wasLost.current = true;
    if (live !== "open" || !wasLost.current || !current.current.loaded) return;
    wasLost.current = false;
    void catchUp().catch(() => {});
  }, [live, catchUp]);

  useFrames((frame) => {
    if (frame.t === "messages" && frame.conversation === uid) {
      dispatch({ type: "loaded", messages: frame.messages, notes: frame.notes ?? [], reset: frame.reset === true });
    } else if (frame.t === "message" && (frame.conversation ?? frame.message.conversation) === uid) {
      dispatch({ type: "arrived", message: frame.message });
      if (frame.message.from === "shopper") setTypist(null);
    } else if (frame.t === "note" && (frame.conversation === uid || Reflect.get(frame.note, "conversation") === uid)) {
      dispatch({ type: "noted", note: frame.note });
    } else if (frame.t === "withdrawn" && frame.conversation === uid) {
      dispatch({ type: "withdrawn", seq: frame.seq });
    } else if (frame.t === "out" && frame.conversation === uid) {
      dispatch({ type: "out", seq: frame.seq, out: frame.out });
    } else if (frame.t === "read" && frame.conversation === uid && frame.from === "shopper") {
      setReadSeq((was) => Math.max(was, frame.seq));
    } else if (frame.t === "typing" && frame.conversation === uid && frame.name !== myName) {
      clearTimeout(typingTimer.current);
      setTypist(frame.on ? { from: frame.from, name: frame.name ?? "", text: frame.text ?? "" } : null);
      if (frame.on) typingTimer.current = setTimeout(() => setTypist(null), TYPING_MS);
    }
  });

  // What is on the screen counts as read.
  const last = thread.lastSeq;
  useEffect(() => {
    if (last > 0 && live === "open" && document.visibilityState === "visible") socket.read(uid, last);
  }, [last, live, socket, uid]);

  return { thread, dispatch, error, load, catchUp, older, typist, readSeq };
}

import { type QueryClient, queryOptions, useQueryClient } from "@tanstack/react-query";
import { useCallback, useEffect, useReducer, useRef, useState } from "react";
import { useFrames, useLive } from "../live/useLive.tsx";
import { emptyThread, type ThreadState, threadReducer } from "./thread.ts";
import { type Thread, threads } from "./ticketApi.ts";

const PAGE = 50;
const TYPING_MS = 6000;

export interface Typist {
  readonly from: string;
  readonly name: string;
  /** What a shopper has written so far; it is not sent. */
  readonly text: string;
}

/** The end of a conversation: read when it is opened, or a moment before. It is shown until it was read again. */
export const threadQuery = (uid: string) =>
  queryOptions({ queryKey: ["thread", uid], queryFn: ({ signal }) => threads.read(uid, { limit: PAGE }, signal) });

function known(client: QueryClient, uid: string): ThreadState {
  const page = client.getQueryData<Thread>(threadQuery(uid).queryKey);
  if (!page) return emptyThread;
  return threadReducer(emptyThread, { type: "loaded", messages: page.messages ?? [], notes: page.notes ?? [], reset: true });
}

/** One conversation, live: its messages, notes and what is being sent; and who types. */
export function useThread(uid: string, myName: string) {
  const { socket, state: live } = useLive();
  const client = useQueryClient();
  const [thread, dispatch] = useReducer(threadReducer, uid, () => known(client, uid));
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
        const was = client.getQueryData<Thread>(threadQuery(uid).queryKey);
        client.setQueryData(threadQuery(uid).queryKey, page);
        const [first, last] = [page.messages?.[0]?.seq ?? 0, page.messages?.at(-1)?.seq ?? 0];
        // What was read before, and goes on in this page, stays: somebody may be reading far above already.
        const joined = was?.epoch === page.epoch && current.current.lastSeq > 0 && first <= current.current.lastSeq + 1;
        dispatch({ type: "loaded", messages: page.messages ?? [], notes: page.notes ?? [], reset: !joined });
        // The page is not drawn yet: what it holds need not come once more.
        socket.open(uid, () => Math.max(last, current.current.lastSeq), page.epoch);
      } catch (problem) {
        if (!signal?.aborted) setError(problem);
      }
    },
    [uid, socket, client],
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
      // Whoever comes back sees what was seen last, at once.
      const { messages, notes, loaded } = current.current;
      if (loaded)
        client.setQueryData<Thread>(threadQuery(uid).queryKey, (was) => was && { ...was, messages: messages.slice(-PAGE), notes });
      socket.close(uid);
      clearTimeout(typingTimer.current);
    };
  }, [uid, load, socket, client]);

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

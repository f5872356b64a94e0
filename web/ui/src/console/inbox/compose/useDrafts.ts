import { Problem } from "@shared/problem.ts";
import { useCallback, useEffect, useRef, useState } from "react";
import type { WritingKind } from "../../live/socket.ts";
import { useFrames, useLive } from "../../live/useLive.tsx";
import { readLocal, writeLocal } from "../drafts.ts";
import { type DraftTo, drafts, type KeptDraft } from "../talkApi.ts";
import { chooseDraft, type LocalDraft } from "./sync.ts";

const SAVE_MS = 2000;
const KINDS = ["answer", "note"] as const;
type Each<T> = Readonly<Record<WritingKind, T>>;

/** What is begun to be written: in this browser at once, on the server every two seconds, and in every other
 * window of the same person. */
export function useDrafts(conversation: string, onKept: (kind: WritingKind, text: string) => void) {
  const { state: live } = useLive();
  const kept = useRef<Record<WritingKind, LocalDraft> | null>(null);
  kept.current ??= { answer: readLocal(conversation, "answer"), note: readLocal(conversation, "note") };
  const now = kept.current;
  const [texts, setTexts] = useState<Each<string>>(() => ({ answer: now.answer.text, note: now.note.text }));
  const [saved, setSaved] = useState<Each<boolean>>({ answer: false, note: false });
  const [to, setTo] = useState<DraftTo | null>(null);
  const latestTo = useRef(to);
  latestTo.current = to;
  const timers = useRef<Partial<Record<WritingKind, ReturnType<typeof setTimeout>>>>({});
  const line = useRef<Promise<unknown>>(Promise.resolve()); // one request after the other
  const tell = useRef(onKept);
  tell.current = onKept;
  const gone = useRef(false);

  const put = useCallback(
    (kind: WritingKind, draft: LocalDraft) => {
      now[kind] = draft;
      writeLocal(conversation, kind, draft);
    },
    [conversation, now],
  );
  const take = useCallback(
    (list: readonly KeptDraft[], only?: WritingKind) => {
      for (const kind of KINDS) {
        if (only && kind !== only) continue;
        const server = list.find((one) => one.kind === kind);
        const chosen = chooseDraft(now[kind], server);
        if (!chosen.save && chosen.text === now[kind].text && chosen.version === now[kind].version) {
          setSaved((was) => ({ ...was, [kind]: chosen.version > 0 }));
          continue;
        }
        put(kind, { text: chosen.text, at: chosen.save ? now[kind].at : 0, version: chosen.version, dirty: chosen.save });
        setTexts((was) => (was[kind] === chosen.text ? was : { ...was, [kind]: chosen.text }));
        setSaved((was) => ({ ...was, [kind]: !chosen.save }));
        if (kind === "answer" && server?.to && !chosen.save) setTo(server.to);
        if (chosen.save) later.current(kind);
      }
    },
    [now, put],
  );

  const save = useCallback(
    (kind: WritingKind) => {
      const { text, version, dirty } = now[kind];
      if (!dirty || (text === "" && version === 0)) return Promise.resolve();
      const where = kind === "answer" && latestTo.current ? { to: latestTo.current } : {};
      return drafts.save(conversation, { kind, text, version, ...where }).then(
        (answer) => {
          const still = now[kind].text === text;
          put(kind, { ...now[kind], version: answer.version, dirty: !still });
          if (gone.current) return;
          setSaved((was) => ({ ...was, [kind]: still }));
          tell.current(kind, text);
        },
        async (problem: unknown) => {
          if (problem instanceof Problem && problem.status === 409) take(await drafts.of(conversation), kind);
        },
      );
    },
    [conversation, now, put, take],
  );
  const later = useRef((_kind: WritingKind) => {});
  later.current = (kind) => {
    timers.current[kind] ??= setTimeout(() => {
      delete timers.current[kind];
      line.current = line.current.then(() => save(kind)).catch(() => {});
    }, SAVE_MS);
  };

  const write = useCallback(
    (kind: WritingKind, text: string) => {
      put(kind, { ...now[kind], text, at: Date.now(), dirty: true });
      setTexts((was) => ({ ...was, [kind]: text }));
      setSaved((was) => (was[kind] ? { ...was, [kind]: false } : was));
      later.current(kind);
    },
    [now, put],
  );

  /** It was sent, or is not wanted: it is gone everywhere. */
  const clear = useCallback(
    (kind: WritingKind) => {
      clearTimeout(timers.current[kind]);
      delete timers.current[kind];
      const { version } = now[kind];
      put(kind, { text: "", at: Date.now(), version: 0, dirty: false });
      setTexts((was) => ({ ...was, [kind]: "" }));
      line.current = line.current
        .then(async () => {
          if (version === 0 && now[kind].version === 0) return;
          await drafts.drop(conversation, kind);
          if (now[kind].text === "") put(kind, { text: "", at: 0, version: 0, dirty: false });
          if (!gone.current) tell.current(kind, "");
        })
        .catch(() => {});
    },
    [conversation, now, put],
  );

  const read = useCallback(
    (signal?: AbortSignal) => {
      line.current = line.current.then(async () => take(await drafts.of(conversation, signal))).catch(() => {});
    },
    [conversation, take],
  );
  useEffect(() => {
    if (live !== "open") return; // and again when the connection is back
    const abort = new AbortController();
    read(abort.signal);
    return () => abort.abort();
  }, [live, read]);
  useFrames((frame) => {
    if (frame.t !== "draft" || frame.conversation !== conversation) return;
    line.current = line.current.then(
      async () => {
        if (frame.version > now[frame.kind].version) take(await drafts.of(conversation), frame.kind);
      },
      () => {},
    );
  });
  // Who leaves the conversation within the two seconds loses nothing.
  const leave = useRef(() => {});
  leave.current = () => {
    for (const kind of KINDS) {
      if (!timers.current[kind]) continue;
      clearTimeout(timers.current[kind]);
      void save(kind).catch(() => {});
    }
  };
  useEffect(() => {
    gone.current = false;
    return () => {
      gone.current = true;
      leave.current();
    };
  }, []);
  return { texts, saved, write, clear, to, setTo };
}

import { backoff } from "@shared/backoff.ts";
import { uuid } from "@shared/uuid.ts";
import { useCallback, useEffect, useRef, useState } from "react";
import { sayProblem } from "../../problems.ts";
import { useTexts } from "../../texts.ts";
import { conversationFiles } from "./api.ts";
import type { SentFile } from "./fileOf.ts";
import { passes, type Ready, type UploadDoor, upload } from "./upload.ts";

export const MOST_FILES = 5;
export const ACCEPT = "image/jpeg,image/png,image/webp,image/gif,application/pdf";

export interface Attached {
  readonly key: string;
  readonly name: string;
  readonly size: number;
  readonly sent: number;
  /** Refused is for good, failed may go through another time. */
  readonly state: "uploading" | "failed" | "refused" | "ready";
  readonly reason: string;
  readonly file: CarriedFile | null;
}

/** One that was uploaded before has no address any more. */
export type CarriedFile = SentFile & Partial<Pick<Ready, "url" | "thumb_url">>;

interface Running {
  readonly source: File;
  stop: AbortController;
  id: string;
}

/** The files that are being attached to the next answer. */
export function useUploads(conversation: string) {
  const { t } = useTexts();
  const [list, setList] = useState<readonly Attached[]>([]);
  const [tooMany, setTooMany] = useState(false);
  const running = useRef(new Map<string, Running>());
  const count = useRef(0);
  count.current = list.length;

  const change = useCallback((key: string, to: Partial<Attached>) => {
    setList((all) => all.map((one) => (one.key === key ? { ...one, ...to } : one)));
  }, []);
  const run = useCallback(
    (key: string) => {
      const its = running.current.get(key);
      if (!its) return;
      its.stop = new AbortController();
      const { signal } = its.stop;
      upload(doorOf(conversation), its.source, key, signal, (id, sent) => {
        its.id = id;
        change(key, { sent });
      }).then(
        (file) => change(key, { state: "ready", sent: file.size, size: file.size, name: file.name, file }),
        (error: unknown) => {
          if (!signal.aborted) change(key, { state: passes(error) ? "failed" : "refused", reason: sayProblem(error, t) });
        },
      );
    },
    [conversation, change, t],
  );
  const add = useCallback(
    (files: readonly File[]) => {
      const room = MOST_FILES - count.current;
      setTooMany(files.length > room);
      for (const source of files.slice(0, Math.max(0, room))) {
        const key = uuid();
        running.current.set(key, { source, stop: new AbortController(), id: "" });
        setList((all) => [...all, { key, name: source.name, size: source.size, sent: 0, state: "uploading", reason: "", file: null }]);
        run(key);
      }
    },
    [run],
  );
  const remove = useCallback(
    (key: string) => {
      const its = running.current.get(key);
      its?.stop.abort();
      const id = its?.id || list.find((one) => one.key === key)?.file?.id;
      if (id) conversationFiles.drop(conversation, id).catch(() => {}); // or it is swept after a day
      running.current.delete(key);
      setTooMany(false);
      setList((all) => all.filter((one) => one.key !== key));
    },
    [conversation, list],
  );
  const retry = (key: string) => {
    change(key, { state: "uploading", reason: "" });
    run(key);
  };
  /** Takes the files of a message back that was not sent. */
  const restore = (files: readonly SentFile[]) => {
    for (const file of files) {
      const key = uuid();
      const one: Attached = { key, name: file.name, size: file.size, sent: file.size, state: "ready", reason: "", file };
      setList((all) => (all.some((other) => other.file?.id === file.id) ? all : [...all, one]));
    }
  };
  /** Hands the files over to a message that is being sent. */
  const take = (): readonly CarriedFile[] => {
    const ready = list.flatMap((one) => one.file ?? []);
    running.current.clear();
    setList([]);
    setTooMany(false);
    return ready;
  };
  useEffect(() => {
    const all = running.current;
    return () => {
      for (const its of all.values()) its.stop.abort();
    };
  }, []);
  return { list, tooMany, add, remove, retry, restore, take, waiting: waitsFor(list) };
}

// What keeps the answer from being sent with its files.
function waitsFor(list: readonly Attached[]): "" | "upload" | "stuck" {
  if (list.some((one) => one.state === "failed" || one.state === "refused")) return "stuck";
  return list.some((one) => one.state === "uploading") ? "upload" : "";
}

export type Uploads = ReturnType<typeof useUploads>;

function doorOf(conversation: string): UploadDoor {
  return {
    begin: (body) => conversationFiles.begin(conversation, body),
    place: (id) => conversationFiles.place(conversation, id),
    put: (id, offset, piece, signal) => conversationFiles.put(conversation, id, offset, piece, signal),
    wait: (attempt) => new Promise((done) => setTimeout(done, backoff(attempt, Math.random, 500, 8000))),
  };
}

import { useEffect, useRef, useState } from "preact/hooks";
import { FILES_MOST, type Running, startUpload, type Upload } from "./upload.ts";

/** The files of a form: each goes on its way as soon as it is chosen. */
export function useUploads() {
  const [list, setList] = useState<readonly Upload[]>([]);
  const running = useRef(new Map<string, Running>());
  const changed = (its: Upload) =>
    setList((all) => (all.some((u) => u.id === its.id) ? all.map((u) => (u.id === its.id ? its : u)) : [...all, its]));
  const add = (files: Iterable<File>) => {
    for (const file of [...files].slice(0, FILES_MOST - list.length)) {
      let id = "";
      const run = startUpload(file, (its) => {
        id = its.id;
        changed(its);
      });
      running.current.set(id, run);
    }
  };
  const remove = (id: string) => {
    running.current.get(id)?.cancel();
    running.current.delete(id);
    setList((all) => all.filter((u) => u.id !== id));
  };
  useEffect(() => {
    const mine = running.current;
    return () => {
      for (const run of mine.values()) run.cancel();
    };
  }, []);
  return { list, add, remove, resume: (id: string) => running.current.get(id)?.resume() };
}

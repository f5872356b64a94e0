import { Problem } from "@shared/problem.ts";
import { describe, expect, test } from "vitest";
import { filesOf, shownSize, sized } from "./fileOf.ts";
import { type Place, type UploadDoor, upload } from "./upload.ts";

const BYTES = 600 * 1024;
const ready = { id: "f", name: "a.png", type: "image/png", size: 5, url: "/files/f/x" };

// A server that keeps what arrives and fails as it is told: one entry for each piece that is sent.
function server(failures: (Problem | "lost" | null)[]) {
  let has = 0;
  const asked: number[] = [];
  let waited = 0;
  const place = (): Place => ({ id: "f", offset: has, done: has === BYTES, chunk_bytes: 256 * 1024, file: has === BYTES ? ready : null });
  const door: UploadDoor = {
    begin: async () => place(),
    place: async () => place(),
    put: async (_id, offset, piece) => {
      asked.push(offset);
      const fails = failures.shift() ?? null;
      if (fails === "lost") {
        has += piece.size; // it arrived; its answer did not
        throw new Problem({ status: 0, title: "offline" });
      }
      if (fails) throw fails;
      if (offset !== has) throw new Problem({ status: 409, title: "", code: "files.offset" });
      has += piece.size;
      return place();
    },
    wait: async () => {
      waited++;
    },
  };
  return { door, asked, waits: () => waited };
}

const file = new File([new Uint8Array(BYTES)], "a.png", { type: "image/png" });
const offline = () => new Problem({ status: 0, title: "offline" });
const send = (door: UploadDoor, signal = new AbortController().signal) => upload(door, file, "c", signal, () => {});

describe("an upload", () => {
  test("goes piece by piece", async () => {
    const s = server([]);
    expect(await send(s.door)).toEqual(ready);
    expect(s.asked).toEqual([0, 256 * 1024, 512 * 1024]);
  });
  test("goes on after a cut, and after an answer that was lost", async () => {
    const s = server([null, offline(), "lost", new Problem({ status: 503, title: "", code: "files.storage_full" })]);
    expect(await send(s.door)).toEqual(ready);
    expect(s.asked).toEqual([0, 256 * 1024, 256 * 1024, 512 * 1024, 512 * 1024]);
    expect(s.waits()).toBe(3);
  });
  test("does not try a refusal again", async () => {
    const s = server([new Problem({ status: 422, title: "", detail: "no", code: "files.type" })]);
    await expect(send(s.door)).rejects.toThrow("no");
    expect(s.waits()).toBe(0);
  });
  test("asks a person when nothing gets through", async () => {
    const s = server(Array.from({ length: 20 }, offline));
    await expect(send(s.door)).rejects.toThrow();
    expect(s.waits()).toBe(5);
  });
  test("stops when it is cancelled", async () => {
    const stop = new AbortController();
    stop.abort();
    await expect(send(server([]).door, stop.signal)).rejects.toThrow();
  });
});

test("the files of a message are read out of whatever stands there", () => {
  expect(filesOf({ files: [{ id: "1", name: "a", type: "image/png", size: 3, width: 4, height: 5 }, { id: 2 }, null, "x"] })).toEqual([
    { id: "1", name: "a", type: "image/png", size: 3, width: 4, height: 5 },
  ]);
  for (const data of [undefined, null, "x", { files: "x" }, [], { card: "csat" }]) expect(filesOf(data)).toEqual([]);
});

test("a picture is shown whole and small", () => {
  const file = { id: "1", name: "a", type: "image/png", size: 3 };
  expect(shownSize({ ...file, width: 2048, height: 1024 })).toEqual({ width: 240, height: 120 });
  expect(shownSize({ ...file, width: 600, height: 2000 })).toEqual({ width: 60, height: 200 });
  expect(shownSize({ ...file, width: 100, height: 50 })).toEqual({ width: 100, height: 50 });
  expect(shownSize({ ...file, width: 2048, height: 1 })).toEqual({ width: 240, height: 40 });
});

test("sizes are told as the server does", () => {
  expect([1, 1024, 1536 * 1024, 48 * 1024 * 1024].map(sized)).toEqual(["1KB", "1KB", "1.5MB", "48MB"]);
});

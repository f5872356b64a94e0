// @vitest-environment happy-dom
import { afterEach, expect, it, vi } from "vitest";
import { pollingWay } from "./poll.ts";

afterEach(() => vi.unstubAllGlobals());

const message = (seq: number) => ({ seq, id: `m${seq}`, client_id: `c${seq}`, from: "agent", conversation: "u", text: "글", at: "" });

/** What the panel hears while these answers come, and which numbers it asked after. */
async function heard(answers: readonly object[], hello: object) {
  const frames: { t: string; reset?: boolean; epoch?: string; messages?: { seq: number }[] }[] = [];
  const after: number[] = [];
  let end = () => {};
  const ended = new Promise<void>((resolve) => {
    end = resolve;
  });
  const waiting = [...answers];
  vi.stubGlobal("fetch", (url: string, { signal }: { signal: AbortSignal }) => {
    after.push(Number(/after=(\d+)/.exec(url)?.[1]));
    const next = waiting.shift();
    if (next) return Promise.resolve(new Response(JSON.stringify(next)));
    end();
    return new Promise((_, lost) => signal.addEventListener("abort", () => lost(new Error("over"))));
  });
  const way = pollingWay();
  way.onmessage = ({ data }) => frames.push(JSON.parse(data));
  way.send(JSON.stringify({ t: "hello", key: "k", token: "t", ...hello }));
  await ended;
  way.close();
  return { frames, after };
}

it("another history is read from its beginning, also when it is as long as what is shown", async () => {
  const { frames, after } = await heard(
    [
      { messages: [], last_seq: 4, epoch: "new" },
      { messages: [message(1), message(2), message(3), message(4)], last_seq: 4, epoch: "new" },
    ],
    { epoch: "old", after_seq: 3, conversation: "u" },
  );
  expect(after).toEqual([3, 0, 4]);
  expect(frames.map((f) => [f.t, f.epoch ?? f.messages?.length])).toEqual([
    ["welcome", "new"],
    ["messages", 4],
  ]);
  expect(frames[1]?.reset).toBe(true);
});

it("the same history is read on", async () => {
  const { frames, after } = await heard([{ messages: [message(4)], last_seq: 4, epoch: "same" }], {
    epoch: "same",
    after_seq: 3,
    conversation: "u",
  });
  expect(after).toEqual([3, 4]);
  expect(frames.map((f) => f.t)).toEqual(["welcome", "messages"]);
});

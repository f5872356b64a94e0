import { expect, test } from "vitest";
import { followedOf } from "./followed.ts";

const event = (seq: number, channel: string, reason: string, kind = "followed") => ({
  seq,
  kind,
  actor: { kind: "system", name: "" },
  data: { channel, reason },
  at: `2026-11-23T05:0${seq}:00Z`,
});

test("what became of a message stands on its line", () => {
  const lines = followedOf([
    event(1, "sms", "sent"),
    event(2, "sms", "opened"),
    event(3, "", "solved", "solved"),
    event(4, "email", "failed"),
    event(5, "sms", "sent"),
    event(6, "sms", "stopped"),
  ]);
  expect(
    lines.map(({ channel, failed, openedAt, stoppedAt }) => [channel, failed, openedAt?.slice(14, 16), stoppedAt?.slice(14, 16)]),
  ).toEqual([
    ["sms", false, "02", undefined],
    ["email", true, undefined, undefined],
    ["sms", false, undefined, "06"],
  ]);
});

test("an opening without its sending is left out", () => {
  expect(followedOf([event(1, "sms", "opened")])).toEqual([]);
});

import { describe, expect, it } from "vitest";
import { textsOf } from "../texts.ts";
import { actsOf, firstReplyOf, withActivity } from "./activity.ts";
import type { Say } from "./events.ts";
import type { Line } from "./thread.ts";
import type { TicketEvent } from "./ticket.ts";

const at = (minute: number) => new Date(Date.UTC(2026, 10, 23, 5, minute)).toISOString();
const say: Say = { t: textsOf("ko"), lang: "ko", now: new Date(at(30)) };
const event = (seq: number, kind: string, minute: number, data: Record<string, unknown> = {}, actor = "agent"): TicketEvent => ({
  seq,
  kind,
  actor: { kind: actor, name: actor === "agent" ? "이하은" : "" },
  data,
  at: at(minute),
});
const message = (seq: number, minute: number, from = "shopper") => ({ seq, from, at: at(minute) });
const line = (seq: number, minute: number): Line => ({
  kind: "message",
  key: `m${seq}`,
  message: message(seq, minute) as never,
  last: true,
});
const kinds = (drawn: ReturnType<typeof withActivity>) =>
  drawn.map((one) => (one.kind === "acts" ? one.acts.map((a) => a.key).join("+") : one.key));

describe("what was done to a ticket", () => {
  it.each([
    [event(1, "tagged", 1, { added: ["파손", "VIP"] }), "이하은 님이 태그를 달았어요: 파손, VIP"],
    [event(1, "tagged", 1, { removed: ["파손"] }), "이하은 님이 태그를 뗐어요: 파손"],
    [event(1, "prioritised", 1, { priority: 3 }), "이하은 님이 우선순위를 아주 급함으로 바꿨어요"],
    [event(1, "snoozed", 1, { until: "2026-11-24T01:00:00Z" }), "이하은 님이 11월 24일 (화) 오전 10:00까지 보류했어요"],
    [event(1, "snoozed", 1, { reply: true }), "이하은 님이 답장이 올 때까지 보류했어요"],
    [event(1, "absorbed", 1, { other: { id: 7, number: 1042 } }), "이하은 님이 1042번 문의를 여기로 합쳤어요"],
    [event(1, "assigned", 1, { owner_name: "이하은" }), "이하은 님이 맡았어요"],
    [event(1, "noted", 1), ""],
    [event(1, "opened", 1), ""],
  ])("%#: in words", (one, text) => {
    expect(actsOf([one], say).map((act) => act.text)).toEqual(text ? [text] : []);
  });

  it("stands at its time, and what came in a row is one line", () => {
    const events = [event(1, "assigned", 2, {}, "agent"), event(2, "tagged", 3, { added: ["a"] }), event(3, "solved", 9)];
    const drawn = withActivity([line(1, 1), line(2, 5)], actsOf(events, say), events, true);
    expect(kinds(drawn)).toEqual(["m1", "e1+e2", "m2", "e3"]);
  });

  it("waits for its place while older messages are not read", () => {
    const events = [event(1, "assigned", 2), event(2, "solved", 9)];
    expect(kinds(withActivity([line(5, 4)], actsOf(events, say), events, false))).toEqual(["m5", "e2"]);
  });

  it("comes before the heading of the day that follows", () => {
    const events = [event(1, "solved", 2)];
    const drawn = withActivity([line(1, 1), { kind: "day", key: "d", day: at(5) }, line(2, 5)], actsOf(events, say), events, true);
    expect(kinds(drawn)).toEqual(["m1", "e1", "d", "m2"]);
  });
});

describe("the time to the first answer", () => {
  const opened = event(1, "opened", 0, { seq: 3 });
  it("counts from what opened the ticket", () => {
    expect(firstReplyOf([opened], [message(1, 0), message(2, 1, "agent"), message(3, 2), message(4, 4, "agent")])).toBe(120);
  });
  it("is not known before there is one, nor when its beginning is not read", () => {
    expect(firstReplyOf([opened], [message(3, 2)])).toBeNull();
    expect(firstReplyOf([opened], [message(4, 2), message(5, 3, "agent")])).toBeNull();
  });
});

import { describe, expect, it } from "vitest";
import { textsOf } from "../texts.ts";
import {
  belongs,
  deadlineChip,
  mergeTickets,
  neighbour,
  olderThan,
  ownFilter,
  queryOf,
  rowChips,
  type Shown,
  type Sort,
  type Tab,
  tabsOf,
  type View,
} from "./queue.ts";
import type { Ticket } from "./ticket.ts";

const ticket = (id: number, more: Partial<Ticket> = {}): Ticket => ({
  id,
  number: 1000 + id,
  state: "open",
  channel: "chat",
  subject: "",
  priority: 0,
  owner: null,
  shopper: { name: "김서연", kind: "customer" },
  preview: "",
  preview_from: "shopper",
  waiting_since: null,
  snoozed_until: null,
  last_message_at: "2026-11-23T05:00:00Z",
  version: 1,
  conversation_id: `u-${id}`,
  ...more,
});
const here = () => true;

describe("the list", () => {
  const shown = (view: View, tab: Tab = "all", sort: Sort = "deadline"): Shown => ({ filter: ownFilter(view), tab, sort });

  it("asks for what a view and a tab show", () => {
    expect(queryOf(shown("mine", "chat"))).toEqual({ state: "new,open,waiting", owner: "me", channel: "chat", sort: "deadline" });
    expect(queryOf(shown("inbox", "none", "recent"))).toEqual({ state: "new,open", owner: "none", sort: "recent" });
    expect(queryOf(shown("snoozed"))).toMatchObject({ snoozed: "only" });
  });

  const put = { snooze: { until: "2026-11-24T01:00:00Z", reply: false } };
  it.each([
    ["an open chat is in the inbox", ticket(1), "inbox", "all", true],
    ["a solved one is not", ticket(1, { state: "solved" }), "inbox", "all", false],
    ["nor one that was put aside", ticket(1, put), "inbox", "all", false],
    ["which is among the snoozed", ticket(1, put), "snoozed", "all", true],
    ["also in a tab", ticket(1, put), "snoozed", "chat", true],
    ["spam is nowhere", ticket(1, { spam: true }), "inbox", "all", false],
    ["nor what was merged", ticket(1, { merged_into: 1002 }), "all", "all", false],
    ["mine holds my own", ticket(1, { owner: { id: 7, name: "하은" } }), "mine", "all", true],
    ["and nobody else's", ticket(1, { owner: { id: 8, name: "민호" } }), "mine", "all", false],
    ["unassigned has no owner", ticket(1, { owner: { id: 7, name: "하은" } }), "inbox", "none", false],
    ["a mail is not among the chats", ticket(1, { channel: "mail" }), "inbox", "chat", false],
  ] as const)("%s", (_name, t, view, tab, want) => expect(belongs(t, shown(view, tab), 7)).toBe(want));

  it("offers no tab that would say something else", () => {
    expect(tabsOf({ state: ["open"] })).toEqual(["all", "chat", "mail", "none"]);
    expect(tabsOf({ channel: ["mail"] })).toEqual(["all", "none"]);
    expect(tabsOf({ state: ["open"], tag: ["파손"], any: true })).toEqual(["all"]);
  });

  it("asks only about older versions", () => {
    const hints = new Map([
      [1, 3],
      [2, 5],
      [9, 1],
    ]);
    expect(olderThan([ticket(1, { version: 3 }), ticket(2, { version: 4 })], hints)).toEqual([2, 9]);
  });

  it("puts news in their places and lets new tickets wait", () => {
    const rows = [ticket(1), ticket(2)];
    const merged = mergeTickets(rows, [], [ticket(2, { version: 2, preview: "네" }), ticket(3)], here);
    expect(merged.rows.map((r) => [r.id, r.preview])).toEqual([
      [1, ""],
      [2, "네"],
    ]);
    expect(merged.arrived).toEqual([1003]);
  });

  it("never puts an older version over a newer one", () => {
    const merged = mergeTickets([ticket(1, { version: 3, preview: "새" })], [], [ticket(1, { version: 2, preview: "옛" })], here);
    expect(merged.rows[0]?.preview).toBe("새");
  });

  it("forgets an arrival that left again", () => {
    expect(mergeTickets([], [1003], [ticket(3, { state: "solved" })], () => false).arrived).toEqual([]);
  });

  it("moves from row to row and stops at the ends", () => {
    const rows = [ticket(1), ticket(2)];
    expect(neighbour(rows, null, 1)?.id).toBe(1);
    expect(neighbour(rows, 1001, 1)?.id).toBe(2);
    expect(neighbour(rows, 1002, 1)).toBeUndefined();
  });
});

describe("the chips of a row", () => {
  const now = new Date("2026-11-23T05:40:00Z");
  const t = textsOf("ko");
  const first = (row: Ticket) => deadlineChip(row, now, t, "ko", (at) => at);
  const due = (due_at: string, warn_at = "2026-11-23T05:38:00Z", paused = false) =>
    ticket(1, { deadline: { kind: "first", due_at, warn_at, paused } });
  it.each([
    ["five minutes before", due("2026-11-23T05:45:00Z"), "warn", "답변까지 5분", "clock"],
    ["two minutes before", due("2026-11-23T05:42:00Z"), "warn", "답변까지 2분", "clock"],
    ["at the moment itself", due("2026-11-23T05:40:00Z"), "bad", "기한 1분 지남", "alert"],
    ["eight minutes after", due("2026-11-23T05:32:00Z"), "bad", "기한 8분 지남", "alert"],
    ["long before", due("2026-11-23T08:40:00Z", "2026-11-23T08:00:00Z"), "plain", "답변까지 3시간", "clock"],
    [
      "a promise",
      ticket(1, { deadline: { kind: "promise", due_at: "2026-11-25T05:40:00Z", warn_at: "2026-11-25T00:00:00Z", paused: false } }),
      "plain",
      "약속까지 2일",
      "clock",
    ],
    ["nobody waits after an answer", ticket(1, { preview_from: "agent" }), "ok", "답변함", "check"],
    ["the shopper's turn", ticket(1, { state: "waiting" }), "plain", "손님 답장 기다림", undefined],
    ["without a deadline, two minutes", ticket(1, { waiting_since: "2026-11-23T05:38:00Z" }), "plain", "2분째 기다림", "clock"],
    ["forty minutes are bad", ticket(1, { waiting_since: "2026-11-23T05:00:00Z" }), "bad", "40분째 기다림", "alert"],
  ] as const)("%s", (_name, row, tone, text, icon) => expect(first(row)).toEqual({ tone, text, ...(icon ? { icon } : {}) }));

  it("are three at most, and a flag stays", () => {
    const row = ticket(1, { flags: ["vip", "preorder", "late"], priority: 2, tags: ["환불 요청"], preview_from: "agent" });
    expect(rowChips(row, now, t, "ko", (at) => at).map((chip) => chip.text)).toEqual(["답변함", "급함", "VIP"]);
  });
});

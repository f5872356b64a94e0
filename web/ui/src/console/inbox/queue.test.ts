import { describe, expect, it } from "vitest";
import type { Ticket } from "../api.ts";
import { belongs, mergeTickets, neighbour, queryOf, waitChip } from "./queue.ts";

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
  it("asks for what a view and a tab show", () => {
    expect(queryOf("mine", "chat", "waiting")).toEqual({ state: "new,open,waiting", owner: "me", channel: "chat", sort: "waiting" });
    expect(queryOf("inbox", "none", "recent")).toEqual({ state: "new,open", owner: "none", channel: "", sort: "recent" });
  });

  it.each([
    ["an open chat is in the inbox", ticket(1), "inbox", "all", true],
    ["a solved one is not", ticket(1, { state: "solved" }), "inbox", "all", false],
    ["mine holds my own", ticket(1, { owner: { id: 7, name: "하은" } }), "mine", "all", true],
    ["and nobody else's", ticket(1, { owner: { id: 8, name: "민호" } }), "mine", "all", false],
    ["unassigned has no owner", ticket(1, { owner: { id: 7, name: "하은" } }), "inbox", "none", false],
    ["a mail is not among the chats", ticket(1, { channel: "mail" }), "inbox", "chat", false],
  ] as const)("%s", (_name, t, view, tab, want) => expect(belongs(t, view, tab, 7)).toBe(want));

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

describe("the waiting chip", () => {
  const now = new Date("2026-11-23T05:40:00Z");
  it.each([
    ["nobody waits after an answer", ticket(1), "ok", "console.chip.answered"],
    ["the shopper's turn", ticket(1, { state: "waiting" }), "plain", "console.chip.waiting_shopper"],
    ["two minutes", ticket(1, { waiting_since: "2026-11-23T05:38:00Z" }), "plain", "console.chip.waits"],
    ["six minutes warn", ticket(1, { waiting_since: "2026-11-23T05:34:00Z" }), "warn", "console.chip.waits"],
    ["forty minutes are bad", ticket(1, { waiting_since: "2026-11-23T05:00:00Z" }), "bad", "console.chip.waits"],
  ] as const)("%s", (_name, t, tone, key) => expect(waitChip(t, now)).toMatchObject({ tone, key }));
});

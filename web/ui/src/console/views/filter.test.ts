import { describe, expect, it } from "vitest";
import type { Ticket } from "../inbox/ticket.ts";
import { type Filter, fieldsOf, filterOf, fits, queryOfFilter, sameFilter } from "./filter.ts";

const now = new Date("2026-11-23T05:40:00Z");
const ticket: Ticket = {
  id: 1,
  number: 1001,
  state: "open",
  channel: "mail",
  subject: "",
  priority: 2,
  owner: null,
  shopper: { name: "김서연", kind: "customer" },
  preview: "",
  preview_from: "shopper",
  waiting_since: "2026-11-23T05:00:00Z",
  snoozed_until: null,
  last_message_at: "2026-11-23T05:00:00Z",
  version: 1,
  conversation_id: "u-1",
  tags: ["파손"],
  grade: "VIP",
  score: 2,
};

describe("a filter", () => {
  const whole: Filter = {
    state: ["new", "open"],
    priority: [2, 3],
    late_days: 3,
    tag: ["파손"],
    snoozed: "with",
    spam: true,
    any: true,
    q: "국그릇",
  };

  it("goes into an address and back", () => {
    expect(filterOf(new URLSearchParams(queryOfFilter(whole) as Record<string, string>))).toEqual(whole);
  });
  it("leaves out what is not set", () => {
    expect(queryOfFilter({ state: [], late_days: 0, spam: false })).toEqual({});
    expect(fieldsOf({ state: ["open"], any: true })).toEqual(["state"]);
  });
  it("reads nothing from words that are none of its values", () => {
    expect(filterOf(new URLSearchParams("late_days=soon&priority=a&spam=1&edit=1"))).toEqual({});
  });
  it("is the same in any order", () => {
    expect(sameFilter({ state: ["open"], owner: ["me"] }, { owner: ["me"], state: ["open"], spam: false })).toBe(true);
    expect(sameFilter({ state: ["open"] }, { state: ["open"], any: true })).toBe(false);
  });

  it.each<[string, Filter, boolean]>([
    ["all conditions hold", { channel: ["mail"], tag: ["파손"] }, true],
    ["one does not", { channel: ["mail"], tag: ["환불"] }, false],
    ["one is enough with any", { channel: ["chat"], tag: ["파손"], any: true }, true],
    ["none holds", { channel: ["chat"], tag: ["환불"], any: true }, false],
    ["nobody owns it", { owner: ["none"] }, true],
    ["a grade in other capitals", { grade: ["vip"] }, true],
    ["waits long enough", { waited: 40 }, true],
    ["waits too little", { waited: 41 }, false],
    ["only what was put aside", { snoozed: "only" }, false],
    ["a rating", { score: [1, 2] }, true],
    ["no condition", {}, true],
  ])("%s", (_name, filter, want) => expect(fits(ticket, filter, 7, now)).toBe(want));
});

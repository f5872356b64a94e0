import type { Message } from "@shared/types.ts";
import { describe, expect, it } from "vitest";
import { cardOf, mayWithdraw } from "./cards.ts";

const at = "2026-11-23T05:00:00Z";
const message: Message = { seq: 1, id: "1", client_id: "1", from: "agent", name: "하은", channel: "chat", kind: "text", text: "네", at };
const after = (minutes: number) => new Date(new Date(at).getTime() + minutes * 60_000);

describe("what can be taken back", () => {
  it.each([
    ["one's own, at once", message, "하은", "agent", 1, true],
    ["one's own, later", message, "하은", "agent", 11, false],
    ["a colleague's", message, "민호", "agent", 1, false],
    ["a colleague's, by a lead", message, "민호", "lead", 60, true],
    ["what is gone already", { ...message, withdrawn: true }, "하은", "agent", 1, false],
    ["what left by mail", { ...message, channel: "mail" }, "하은", "agent", 1, false],
    ["the shopper's", { ...message, from: "shopper" as const }, "하은", "admin", 1, false],
  ])("%s", (_name, m, me, role, minutes, want) => {
    expect(mayWithdraw(m, me, role, after(minutes))).toBe(want);
  });
});

describe("cards", () => {
  it("are known by their data", () => {
    expect(cardOf({ card: "csat", score: 4 })).toEqual({ kind: "csat", score: 4 });
    expect(cardOf({ card: "articles" })).toEqual({ kind: "articles", score: 0 });
    expect(cardOf({ event: "ended" })).toBeNull();
    expect(cardOf(undefined)).toBeNull();
  });
});

import { describe, expect, it } from "vitest";
import type { Message, Sender } from "../shared/types.ts";
import { rows } from "./rows.ts";

const NOW = new Date("2026-11-23T14:05:00+09:00");
const message = (seq: number, at: string, from: Sender = "agent", name = "하은"): Message => ({
  seq,
  id: String(seq),
  client_id: String(seq),
  from,
  name,
  channel: "chat",
  kind: "text",
  text: "",
  at: `2026-11-${at}:00+09:00`,
});
const layout = (...messages: Message[]) =>
  rows(messages, "ko", NOW, "오늘").map((r) => (r.kind === "day" ? r.label : `${r.message.seq}${r.last ? "." : ""}`));

describe("rows", () => {
  it("begin each day with its name", () => {
    expect(layout(message(1, "22T23:59"), message(2, "23T00:01"))).toEqual(["11월 22일 (일)", "1.", "오늘", "2."]);
  });
  it("keep neighbours of one writer together for five minutes", () => {
    expect(layout(message(1, "23T14:00"), message(2, "23T14:04"), message(3, "23T14:10"))).toEqual(["오늘", "1", "2.", "3."]);
  });
  it("part two agents, and the shopper from them", () => {
    const all = [message(1, "23T14:00"), message(2, "23T14:00", "agent", "도윤"), message(3, "23T14:01", "shopper", "")];
    expect(layout(...all)).toEqual(["오늘", "1.", "2.", "3."]);
  });
});

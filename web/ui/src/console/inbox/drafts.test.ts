// @vitest-environment happy-dom
import { beforeEach, describe, expect, it } from "vitest";
import { forgetUnsent, keepUnsent, readDraft, unsentOf, writeDraft } from "./drafts.ts";
import type { Pending } from "./thread.ts";

const pending = (clientId: string, at: string): Pending => ({ clientId, kind: "answer", text: `글 ${clientId}`, at, state: "sending" });

beforeEach(() => localStorage.clear());

describe("what was written", () => {
  it("is kept for each conversation and kind", () => {
    writeDraft("u-1", "answer", "안녕하세요");
    expect(readDraft("u-1", "answer")).toBe("안녕하세요");
    expect(readDraft("u-1", "note")).toBe("");
    expect(readDraft("u-2", "answer")).toBe("");
  });

  it("is forgotten after a week", () => {
    localStorage.setItem("dari.draft.u-1.answer", JSON.stringify({ text: "옛글", at: Date.now() - 8 * 86_400_000 }));
    expect(readDraft("u-1", "answer")).toBe("");
  });
});

describe("what was sent and not confirmed", () => {
  it("comes back as not sent, in the order it was written", () => {
    keepUnsent("u-1", pending("b", "2026-11-23T05:02:00Z"));
    keepUnsent("u-1", pending("a", "2026-11-23T05:01:00Z"));
    keepUnsent("u-2", pending("c", "2026-11-23T05:01:00Z"));
    expect(unsentOf("u-1").map((p) => [p.clientId, p.text, p.state])).toEqual([
      ["a", "글 a", "failed"],
      ["b", "글 b", "failed"],
    ]);
  });

  it("remembers that it was addressed by hand, and no address", () => {
    keepUnsent("u-1", { ...pending("a", "2026-11-23T05:01:00Z"), addressed: true, to: { to: ["kim@ondam.example"] } });
    expect(JSON.stringify({ ...localStorage })).not.toContain("ondam");
    expect(unsentOf("u-1")).toMatchObject([{ clientId: "a", addressed: true }]);
  });

  it("is forgotten once it is confirmed", () => {
    keepUnsent("u-1", pending("a", "2026-11-23T05:01:00Z"));
    forgetUnsent("u-1", "a");
    expect(unsentOf("u-1")).toEqual([]);
  });
});

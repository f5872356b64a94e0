// @vitest-environment happy-dom
import { beforeEach, describe, expect, it } from "vitest";
import { forget, keep, keepDraft, loadDraft, loadOutbox, OUTBOX_MOST, wipe } from "./outbox.ts";
import type { Outgoing } from "./quiet.ts";

const NOW = Date.parse("2026-11-23T05:05:00Z");
const DAY = 86_400_000;
const item = (clientId: string, at = NOW, more: Partial<Outgoing> = {}): Outgoing => ({
  clientId,
  text: `글 ${clientId}`,
  at,
  state: "queued",
  ...more,
});

describe("the outbox", () => {
  beforeEach(() => localStorage.clear());

  it("gives the texts back in the order they were written", () => {
    for (const o of [item("b", NOW + 2), item("a", NOW + 1)]) keep(localStorage, o);
    expect(loadOutbox(localStorage, NOW).map((o) => o.clientId)).toEqual(["a", "b"]);
  });
  it("remembers what failed, so that it is not sent by itself", () => {
    keep(localStorage, item("a", NOW, { state: "failed" }));
    expect(loadOutbox(localStorage, NOW)[0]?.state).toBe("failed");
  });
  it("forgets what was acknowledged", () => {
    keep(localStorage, item("a"));
    forget(localStorage, "a");
    expect(loadOutbox(localStorage, NOW)).toEqual([]);
  });
  it("drops what is older than a week, and what is not ours to read", () => {
    keep(localStorage, item("old", NOW - 8 * DAY));
    localStorage.setItem("dari.out.bad", "{");
    expect(loadOutbox(localStorage, NOW)).toEqual([]);
    expect(localStorage.length).toBe(0);
  });
  it("holds at most fifty", () => {
    for (let i = 0; i < OUTBOX_MOST + 5; i++) keep(localStorage, item(`n${i}`, NOW + i));
    expect(loadOutbox(localStorage, NOW)).toHaveLength(OUTBOX_MOST);
  });
  it("is empty after signing out, the draft too", () => {
    keep(localStorage, item("a"));
    keepDraft(localStorage, "쓰던 글", NOW);
    wipe(localStorage);
    expect(localStorage.length).toBe(0);
  });
  it("keeps a draft for a week", () => {
    keepDraft(localStorage, "쓰던 글", NOW);
    expect([loadDraft(localStorage, NOW + 6 * DAY), loadDraft(localStorage, NOW + 8 * DAY)]).toEqual(["쓰던 글", ""]);
  });
  it("does without storage where the browser refuses it", () => {
    keep(null, item("a"));
    expect([loadOutbox(null, NOW), loadDraft(null, NOW)]).toEqual([[], ""]);
  });
});

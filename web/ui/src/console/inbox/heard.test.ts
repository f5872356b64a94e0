import { describe, expect, it } from "vitest";
import { heard, isStale } from "./heard.ts";

describe("what was heard of a ticket", () => {
  it("makes an older reading stale, and no newer one", () => {
    heard(1, 4);
    expect([3, 4, 5].map((version) => isStale({ id: 1, version }))).toEqual([true, false, false]);
  });

  it("is the newest word, in whatever order words come", () => {
    heard(2, 7);
    heard(2, 5);
    expect(isStale({ id: 2, version: 6 })).toBe(true);
  });

  it("is nothing where nothing was said", () => {
    expect(isStale({ id: 3, version: 0 })).toBe(false);
  });

  it("is remembered of the last thousand only", () => {
    heard(10, 2);
    for (let id = 100; id < 1100; id++) heard(id, 2);
    expect([isStale({ id: 10, version: 1 }), isStale({ id: 1099, version: 1 })]).toEqual([false, true]);
  });
});

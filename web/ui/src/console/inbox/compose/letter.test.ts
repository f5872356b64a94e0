import { describe, expect, it } from "vitest";
import { letterOf, wishesOf } from "./letter.ts";

describe("whom an answer by mail goes to", () => {
  it("is not said where nothing was changed", () => {
    expect(letterOf(null)).toEqual({});
    expect(wishesOf(null)).toBeNull();
  });
  it("comes back from a later answer as it was given", () => {
    const to = { to: ["kim@ondam.example"], cc: [], subject: "다시", quote: false };
    expect(wishesOf(letterOf(to).mail)).toEqual(to);
  });
  it("keeps an emptied copy apart from one that was left alone", () => {
    expect(letterOf({ cc: [] }).mail).toEqual({ cc: [] });
    expect(letterOf({ subject: "x" }).mail).toEqual({ subject: "x" });
  });
});

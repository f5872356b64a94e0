import { describe, expect, it } from "vitest";
import { type Option, sectionsFor } from "./options.ts";

const option = (id: string, group: Option["group"], name: string, also: string[] = []): Option => ({
  id,
  group,
  icon: "find",
  name,
  also,
  act: () => {},
});
const all = [
  option("act:solve", "actions", "해결", ["resolve", "done", "gg"]),
  option("place:/inbox", "places", "받은 문의", ["inbox"]),
  option("place:/solved", "places", "해결", ["solved"]),
];
const ids = (typed: string, recent: string[] = []) => sectionsFor(all, typed, recent).map((s) => [s.group, ...s.options.map((o) => o.id)]);

describe("the palette", () => {
  it.each([["해결"], ["ㅎㄱ"]])("puts what can be done before where one can go: %s", (typed) =>
    expect(ids(typed)).toEqual([
      ["actions", "act:solve"],
      ["places", "place:/solved"],
    ]),
  );
  it.each([["gg"], ["resolve"]])("knows English words: %s", (typed) => expect(ids(typed)[0]).toEqual(["actions", "act:solve"]));
  it("shows recent ones first, and each once", () => {
    expect(ids("", ["place:/inbox"])).toEqual([
      ["recent", "place:/inbox"],
      ["actions", "act:solve"],
      ["places", "place:/solved"],
    ]);
  });
  it("finds nothing by other words", () => expect(ids("쿠폰")).toEqual([]));
});

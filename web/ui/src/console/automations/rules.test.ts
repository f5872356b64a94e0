import { expect, test } from "vitest";
import { changed, eventOf, onField, sentRule, stateOf, withState, wordsOf } from "./rules.ts";

test("what is empty is left out of the actions", () => {
  expect(changed({ priority: 2, add_tags: ["파손"] }, { priority: undefined, add_tags: [] })).toEqual({});
  expect(changed({}, { priority: 0, team_id: 0 })).toEqual({ priority: 0, team_id: 0 });
});

test("a state is one of three or none", () => {
  for (const state of ["", "solve", "quiet", "reopen"] as const)
    expect(stateOf(withState({ solve: true, reopen: true }, state))).toBe(state);
});

test("an event carries what its kind needs", () => {
  expect(eventOf("time", { kind: "opened" })).toEqual({ kind: "time", since: "waiting", minutes: 30, clock: "business" });
  expect(eventOf("tagged", { kind: "time", since: "opened", minutes: 5 })).toEqual({ kind: "tagged" });
  expect(eventOf("state", { kind: "state", state: "solved" })).toEqual({ kind: "state", state: "solved" });
});

test("a condition on another field begins with a comparison that fits", () => {
  expect(onField("tag")).toEqual({ field: "tag", op: "has", value: [] });
  expect(onField("state")).toEqual({ field: "state", op: "is", value: ["open"] });
});

test("words stand between commas", () => {
  expect(wordsOf(" 파손, 깨졌 ,,")).toEqual(["파손", "깨졌"]);
});

test("empty parts of a rule are not sent", () => {
  const draft = {
    name: "a",
    active: true,
    event: { kind: "opened" },
    all: [],
    any: [],
    note: " ",
    macro_id: "",
    alert: { to: "", text: "" },
    actions: {},
  };
  expect(sentRule(draft)).toEqual({ name: "a", active: true, event: { kind: "opened" }, actions: {} });
});

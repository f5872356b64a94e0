import { expect, test } from "vitest";
import type { Policy } from "./api.ts";
import { EMPTY, fromField, isRight, toField, toggled, unreached } from "./rules.ts";

const policy = (id: number, channels: string[]): Policy => ({ ...EMPTY, id, version: 1, open: 0, applies: { ...EMPTY.applies, channels } });

test("a time is typed in hours where they are whole", () => {
  expect(toField(240)).toEqual({ value: "4", unit: "hours" });
  expect(toField(90)).toEqual({ value: "90", unit: "minutes" });
  expect(toField(null)).toEqual({ value: "", unit: "minutes" });
  for (const minutes of [1, 30, 60, 90, 420]) {
    const field = toField(minutes);
    expect(fromField(field.value, field.unit)).toBe(minutes);
  }
});

test("an empty field or one that is no time means that nothing is owed", () => {
  for (const value of ["", " ", "0", "-3", "x"]) expect(fromField(value, "hours")).toBeNull();
  expect(fromField("1.5", "hours")).toBe(90);
});

test("a policy needs a name and something that is owed", () => {
  expect(isRight({ ...EMPTY, name: "기본" })).toBe(true);
  expect(isRight({ ...EMPTY, name: " " })).toBe(false);
  expect(isRight({ ...EMPTY, name: "기본", first_minutes: null, next_minutes: null, solve_minutes: null })).toBe(false);
});

test("nothing comes to a policy behind one that takes all", () => {
  expect([...unreached([policy(1, ["chat"]), policy(2, []), policy(3, ["mail"])])]).toEqual([3]);
  expect([...unreached([policy(1, ["chat"])])]).toEqual([]);
});

test("a choice is put in and taken out", () => {
  expect(toggled(["chat"], "mail")).toEqual(["chat", "mail"]);
  expect(toggled(["chat", "mail"], "chat")).toEqual(["mail"]);
});

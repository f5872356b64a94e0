import { expect, it } from "vitest";
import type { Ticket } from "../ticket.ts";
import { allOf, nothing, sizeOf, toggled, upTo } from "./selection.ts";

const rows = [1, 2, 3, 4, 5].map((id) => ({ id }) as Ticket);
const ids = (s: { ids: ReadonlySet<number> }) => [...s.ids].sort();

it("chooses and lets go", () => {
  const one = toggled(nothing, 2);
  expect(ids(one)).toEqual([2]);
  expect(ids(toggled(one, 2))).toEqual([]);
});
it("reaches from the last one to this one, both ways", () => {
  expect(ids(upTo(toggled(nothing, 2), rows, 4))).toEqual([2, 3, 4]);
  expect(ids(upTo(toggled(nothing, 4), rows, 2))).toEqual([2, 3, 4]);
});
it("without a first one it chooses this one", () => expect(ids(upTo(nothing, rows, 3))).toEqual([3]));
it("counts the whole view once it is chosen", () => {
  expect(sizeOf(allOf(rows))).toBe(5);
  expect(sizeOf({ ...allOf(rows), whole: 312 })).toBe(312);
  expect(sizeOf(toggled({ ...allOf(rows), whole: 312 }, 1))).toBe(4);
});

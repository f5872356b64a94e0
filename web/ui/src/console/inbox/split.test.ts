import { expect, it } from "vitest";
import { stretch } from "./split.ts";

it.each([
  ["the first one", { from: 0, to: 0 }, 5, { from: 5, to: 5 }],
  ["one behind: all in between as well", { from: 5, to: 5 }, 8, { from: 5, to: 8 }],
  ["one before", { from: 5, to: 8 }, 3, { from: 3, to: 8 }],
  ["the first left out again", { from: 3, to: 8 }, 3, { from: 4, to: 8 }],
  ["one in the middle: it and what follows is left out", { from: 3, to: 8 }, 6, { from: 3, to: 5 }],
  ["the only one left out", { from: 5, to: 5 }, 5, { from: 0, to: 0 }],
])("%s", (_what, was, seq, is) => {
  expect(stretch(was, seq)).toEqual(is);
});

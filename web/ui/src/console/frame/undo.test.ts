import { expect, it } from "vitest";
import { UndoStack } from "./undo.ts";

const act = (id: number, at = 0) => ({ id, text: String(id), at, undo: () => {} });

it("takes back the latest act first, and each once", () => {
  const stack = new UndoStack();
  for (const id of [1, 2, 3]) stack.push(act(id));
  expect([stack.take(1)?.id, stack.take(1, 1)?.id, stack.take(1)?.id, stack.take(1)?.id]).toEqual([3, 1, 2, undefined]);
});

it("leaves what is older than ten minutes", () => {
  const stack = new UndoStack();
  stack.push(act(1));
  expect(stack.take(10 * 60_000)).toBeUndefined();
});

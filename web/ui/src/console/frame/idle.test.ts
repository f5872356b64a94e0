import { expect, it } from "vitest";
import { warningLeft } from "./idle.ts";

it.each([
  ["nothing is said at first", 0, null],
  ["nor shortly before the last minute", 239_000, null],
  ["the last minute counts down", 240_000, 60],
  ["to the second", 270_500, 30],
  ["then it is time", 300_000, 0],
  ["and stays so", 900_000, 0],
])("%s", (_name, idle, left) => expect(warningLeft(idle)).toBe(left));

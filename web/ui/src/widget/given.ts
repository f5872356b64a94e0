import { set } from "./panel.ts";

// The files that the shopper chose, pasted or dropped, until the part that sends them takes them.

let waiting: File[] = [];
let ever = false;

/** Gives files away to be sent; true when there were any. */
export function give(files: ArrayLike<File> | null | undefined): boolean {
  if (!files?.length) return false;
  waiting.push(...Array.from(files));
  ever = true;
  set({});
  return true;
}

export function takeGiven(): File[] {
  const its = waiting;
  waiting = [];
  return its;
}

/** Whether the part that sends files is wanted. */
export const everGiven = () => ever;

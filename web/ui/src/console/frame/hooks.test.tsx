// @vitest-environment happy-dom

import { act, type ReactNode } from "react";
import { createRoot, type Root } from "react-dom/client";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { setPrefs } from "../prefs.ts";
import { Hint, useAriaKeys } from "./Hint.tsx";
import { useSeldom } from "./useSeldom.ts";
import { useStable } from "./useStable.ts";

Reflect.set(globalThis, "IS_REACT_ACT_ENVIRONMENT", true);

let box: HTMLElement;
let root: Root;

beforeEach(() => {
  vi.useFakeTimers();
  box = document.createElement("div");
  root = createRoot(box);
});
afterEach(async () => {
  await act(async () => root.unmount());
  vi.useRealTimers();
});

const draw = (what: ReactNode) => act(async () => root.render(what));
const wait = (ms: number) => act(async () => vi.advanceTimersByTime(ms));

function Typing({ on }: { on: boolean }) {
  return <p aria-live={useSeldom(on)} />;
}

it("what comes and goes is told at once, and then not again for ten seconds", async () => {
  const live = () => box.querySelector("p")?.getAttribute("aria-live");
  await draw(<Typing on={false} />);
  expect(live()).toBe("polite");
  await draw(<Typing on />);
  expect(live()).toBe("polite");
  await wait(1000);
  expect(live()).toBe("off");
  for (const on of [false, true, false]) await draw(<Typing on={on} />);
  await wait(8000);
  expect(live()).toBe("off");
  await wait(1000);
  expect(live()).toBe("polite");
});

const heard: string[] = [];
const seen = new Set<unknown>();

function Said({ word }: { word: string }) {
  const calls = useStable({ say: (more: string) => heard.push(word + more) });
  seen.add(calls.say);
  return (
    <button type="button" onClick={() => calls.say("!")}>
      {word}
    </button>
  );
}

it("a function stays the same one and does what the last drawing says", async () => {
  await draw(<Said word="하나" />);
  await draw(<Said word="둘" />);
  await act(async () => box.querySelector("button")?.click());
  expect(heard).toEqual(["둘!"]);
  expect(seen.size).toBe(1);
});

function Solve() {
  const keys = useAriaKeys();
  return (
    <button type="button" {...keys("solve")}>
      <Hint id="solve" />
    </button>
  );
}

it("a key is shown as long as it does something", async () => {
  await draw(<Solve />);
  const button = () => [box.querySelector("kbd")?.textContent, box.querySelector("button")?.getAttribute("aria-keyshortcuts")];
  expect(button()).toEqual(["E", "E"]);
  await act(async () => setPrefs({ letterKeys: false }));
  expect(button()).toEqual([undefined, null]);
  await act(async () => setPrefs({ letterKeys: true }));
});

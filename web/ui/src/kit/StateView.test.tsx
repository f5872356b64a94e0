// @vitest-environment happy-dom

import { act } from "react";
import { createRoot, type Root } from "react-dom/client";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { StateView } from "./StateView.tsx";
import { Kit } from "./theme.tsx";

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

const draw = (waiting: boolean) =>
  act(async () =>
    root.render(
      <Kit scheme="light">
        <StateView waiting={waiting} skeleton={<i className="bones" />} loadingLabel="읽고 있어요">
          <p>목록</p>
        </StateView>
      </Kit>,
    ),
  );
const wait = (ms: number) => act(async () => vi.advanceTimersByTime(ms));
const shown = () => (box.querySelector(".bones") ? "skeleton" : box.querySelector("p") ? "data" : "nothing");

describe("G-11: a view that waits", () => {
  it("shows no skeleton for an answer after 200 ms", async () => {
    await draw(true);
    await wait(200);
    expect(shown()).toBe("nothing");
    await draw(false);
    expect(shown()).toBe("data");
    await wait(2000);
    expect(shown()).toBe("data");
  });

  it("shows one from 300 ms on until an answer after 900 ms", async () => {
    await draw(true);
    await wait(299);
    expect(shown()).toBe("nothing");
    await wait(1);
    expect(shown()).toBe("skeleton");
    await wait(600);
    await draw(false);
    await wait(0);
    expect(shown()).toBe("data");
  });

  it("shows one for 500 ms at least, so that nothing flashes", async () => {
    await draw(true);
    await wait(400);
    await draw(false);
    expect(shown()).toBe("skeleton");
    await wait(399);
    expect(shown()).toBe("skeleton");
    await wait(1);
    expect(shown()).toBe("data");
  });
});

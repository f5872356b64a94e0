// @vitest-environment happy-dom

import { act } from "react";
import { createRoot, type Root } from "react-dom/client";
import { afterEach, beforeEach, expect, it } from "vitest";
import { aroundLeave, leaving, useLeaveAsk, useLeaving, watchBack } from "./leave.ts";

Reflect.set(globalThis, "IS_REACT_ACT_ENVIRONMENT", true);
let root: Root;
let release: () => void;
let ask: ReturnType<typeof useLeaving>;

function Page({ dirty }: { dirty: boolean }) {
  release = useLeaveAsk(dirty);
  ask = useLeaving();
  return null;
}

const draw = (dirty: boolean) => act(async () => root.render(<Page dirty={dirty} />));
const went: string[] = [];
const to = (path: string, options?: { replace: boolean }) => act(async () => aroundLeave((place) => void went.push(place), path, options));

beforeEach(async () => {
  went.length = 0;
  root = createRoot(document.createElement("div"));
  await draw(false);
});
afterEach(() => act(async () => root.unmount()));

it("a page with nothing unsaved is left at once", async () => {
  await to("/app/inbox");
  expect(went).toEqual(["/app/inbox"]);
  expect(ask.asking).toBe(false);
});

it("with something unsaved it is asked first, once, and both answers hold", async () => {
  await draw(true);
  await to("/app/inbox");
  await to("/app/faq");
  expect(went).toEqual([]);
  await act(async () => ask.stay());
  expect(ask.asking).toBe(false);
  await to("/app/faq");
  await act(async () => ask.leave());
  expect(went).toEqual(["/app/faq"]);
  let closed = 0;
  leaving(() => closed++);
  expect(closed).toBe(1); // nothing is held any more
});

it("what was saved, another choice on the page and an address of its own ask nothing", async () => {
  await draw(true);
  await to(`${location.pathname}?days=7`);
  await to("/app/faq/12", { replace: true });
  release();
  await to("/app/faq");
  expect(went).toEqual([`${location.pathname}?days=7`, "/app/faq/12", "/app/faq"]);
});

it("the browser's way back asks as well, before others hear of it", async () => {
  watchBack();
  let heard = 0;
  const other = () => heard++;
  addEventListener("popstate", other);
  await draw(true);
  await act(async () => void dispatchEvent(new PopStateEvent("popstate")));
  expect([heard, ask.asking]).toEqual([0, true]);
  await act(async () => ask.stay());
  await draw(false);
  dispatchEvent(new PopStateEvent("popstate"));
  expect(heard).toBe(1);
  removeEventListener("popstate", other);
});

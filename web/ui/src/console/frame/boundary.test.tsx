// @vitest-environment happy-dom

import { Kit } from "@kit";
import { act } from "react";
import { createRoot } from "react-dom/client";
import { afterEach, expect, it, vi } from "vitest";
import { Router } from "wouter";
import { memoryLocation } from "wouter/memory-location";
import { Boundary } from "./Boundary.tsx";

Reflect.set(globalThis, "IS_REACT_ACT_ENVIRONMENT", true);
afterEach(() => vi.restoreAllMocks());

function Page({ fails }: { fails: boolean }) {
  if (fails) throw new Error("a part did not load");
  return <p>여기예요</p>;
}

it("a page that fails says so in its place, and another place is shown again", async () => {
  vi.spyOn(console, "error").mockImplementation(() => {}); // React tells of it as well
  const { hook, navigate } = memoryLocation({ path: "/rules" });
  const box = document.createElement("div");
  const root = createRoot(box);
  const draw = (fails: boolean) =>
    act(async () =>
      root.render(
        <Kit scheme="light">
          <Router hook={hook}>
            <nav>메뉴</nav>
            <Boundary>
              <Page fails={fails} />
            </Boundary>
          </Router>
        </Kit>,
      ),
    );
  await draw(true);
  expect(box.textContent).toContain("메뉴");
  expect(box.querySelector("[role=alert] button")).not.toBeNull();
  await draw(false);
  expect(box.textContent).not.toContain("여기예요");
  await act(async () => navigate("/faq"));
  expect(box.textContent).toContain("여기예요");
  await act(async () => root.unmount());
});

import { expect, it } from "vitest";
import { css } from "./style.ts";

it("sets every variable it uses, so that none is inherited from the shop's page", () => {
  const style = css({ side: "right", x: 1, y: 2, m: 3, z: 4 }, "");
  const box = /div\{(--h[^}]*)\}/.exec(style)?.[1] ?? "";
  const set = [...box.matchAll(/(--\w+):/g)].map((m) => m[1]);
  for (const [, used] of style.matchAll(/var\((--\w+)/g)) expect(set).toContain(used);
});

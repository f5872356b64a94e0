import { expect, it } from "vitest";
import { css } from "./style.ts";

// Set on the box by build(): offsets and depth.
const SET_IN_CODE = ["--x", "--y", "--m", "--z"];

it("sets every variable it uses, so that none is inherited from the shop's page", () => {
  const box = /^div\{([^}]*)\}/m.exec(css)?.[1] ?? "";
  const set = [...box.matchAll(/(--\w+):/g)].map((m) => m[1]);
  for (const [, used] of css.matchAll(/var\((--\w+)/g)) expect([...set, ...SET_IN_CODE]).toContain(used);
});

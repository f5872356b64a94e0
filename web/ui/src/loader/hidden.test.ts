import { describe, expect, it } from "vitest";
import { hiddenOn } from "./hidden.ts";

describe("data-hide-on", () => {
  it.each([
    ["/checkout/*", "/checkout/pay", true],
    ["/checkout/*", "/checkouts", false],
    ["/cart /checkout/*", "/cart", true],
    ["/장바구니", "/장바구니", true],
    ["/a.b", "/aXb", false],
    ["", "/", false],
    [undefined, "/", false],
  ])("%s on %s: %s", (globs, path, want) => expect(hiddenOn(globs, path)).toBe(want));
});

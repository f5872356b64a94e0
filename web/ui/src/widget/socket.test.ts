import { describe, expect, it } from "vitest";
import { afterClose } from "./socket.ts";

describe("coming back after a close", () => {
  it.each([
    ["a lost line waits with jitter", 1006, "", null, 0, 250],
    ["longer after each loss", 1006, "", null, 3, 2000],
    ["and never over 30 s", 1006, "", null, 20, 15_000],
    ["a restart says when", 1012, "", 7300, 0, 7300],
    ["a slow reader reads anew at once", 4008, "", null, 0, 0],
    ["but not again and again", 4008, "", null, 3, 2000],
    ["and when the server says, if it does", 4008, "", 900, 0, 900],
    ["too many messages: as its reason says", 4429, '{"retry_in_ms":4200}', null, 0, 4200],
    ["or as its reason says in other words", 4429, "retry_in_ms=4300", null, 0, 4300],
    ["or a long time", 4429, "", null, 0, 30_000],
  ])("%s", (_name, code, reason, asked, attempt, wait) => {
    expect(afterClose(code, reason, asked, attempt, false, () => 0.5)).toEqual({ wait, dropIdentity: false });
  });
  it("is eager for half a minute where somebody looks", () => {
    expect([0, 5, 29, 30].map((attempt) => afterClose(1006, "", null, attempt, true, () => 1).wait)).toEqual([500, 2000, 2000, 30_000]);
  });
  it("drops an identity that was refused and comes back at once, the first time", () => {
    expect(afterClose(4401, "", null, 0, false, () => 1)).toEqual({ wait: 0, dropIdentity: true });
    expect(afterClose(4401, "", null, 4, false, () => 1)).toEqual({ wait: 8000, dropIdentity: true });
  });
});

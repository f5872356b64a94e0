import { expect, test } from "vitest";
import { kindsFor, wonOf } from "./allowed.ts";

test("what has not left is cancelled, what has is returned", () => {
  expect(kindsFor("placed")).toEqual(["cancel", "address"]);
  expect(kindsFor("preparing")).toEqual(["cancel", "refund", "address"]);
  expect(kindsFor("delivered")).toEqual(["return", "exchange", "refund"]);
  expect(kindsFor("cancelled")).toEqual([]);
});

test("an amount is read as people write it", () => {
  expect(wonOf("38,000원")).toBe(38000);
  expect(wonOf(" ₩1,234 ")).toBe(1234);
  for (const wrong of ["", "-5", "1.5", "만원"]) expect(wonOf(wrong)).toBeNull();
});

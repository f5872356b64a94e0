import { expect, test } from "vitest";
import { countOf, countsOf, draftOf, limitsOf } from "./rules.ts";

const returns = {
  limits: { agent: 100_000, lead: 500_000, night: 7 },
  url: "",
  return_to: "",
  has_secret: false,
  old_secret_until: null,
  version: 1,
};
const shop = { by_hand: { agent_coupons: 1, lead_coupons: 5, coupon_days: 30, arrival_days: 14 }, version: 1 };

test("a role without a limit approves any amount, and roles that are not shown keep theirs", () => {
  const draft = draftOf(returns, shop, String);
  expect(draft.limits).toEqual({ agent: "100000", lead: "500000", admin: null });
  expect(limitsOf(draft.limits, returns.limits)).toEqual(returns.limits);
  expect(limitsOf({ agent: "30,000원", lead: null, admin: "0" }, returns.limits)).toEqual({ agent: 30_000, admin: 0, night: 7 });
});

test("what is no amount is not stored", () => {
  for (const wrong of ["", "-1", "만 원", "1.5"]) expect(limitsOf({ agent: wrong, lead: null, admin: null }, null)).toBeNull();
});

test("counts stay within their bounds, and a lead gives no fewer than an agent", () => {
  expect(countOf("coupon_days", "0")).toBeNull();
  expect(countOf("coupon_days", "365")).toBe(365);
  expect(countOf("agent_coupons", "1.5")).toBeNull();
  const typed = draftOf(returns, shop, String).by_hand;
  expect(countsOf(typed)).toEqual(shop.by_hand);
  expect(countsOf({ ...typed, agent_coupons: "6" })).toBeNull();
});

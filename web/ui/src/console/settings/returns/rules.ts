import { wonOf } from "../../inbox/actions/allowed.ts";
import { type ByHand, type Limits, type ReturnSettings, ROLES, type Role, type ShopSettings } from "./api.ts";

/** What is typed for a role: null is any amount. */
export type TypedLimits = Readonly<Record<Role, string | null>>;

export interface Draft {
  readonly limits: TypedLimits;
  readonly url: string;
  readonly return_to: string;
  readonly by_hand: Readonly<Record<keyof ByHand, string>>;
}

/** The bounds of what is counted, as the server has them. */
export const BOUNDS: Readonly<Record<keyof ByHand, readonly [number, number]>> = {
  agent_coupons: [0, 100],
  lead_coupons: [0, 100],
  coupon_days: [1, 365],
  arrival_days: [0, 365],
};
export const COUNTS = ["agent_coupons", "lead_coupons", "coupon_days", "arrival_days"] as const;

export function draftOf(returns: ReturnSettings, shop: ShopSettings, grouped: (n: number) => string): Draft {
  const typed = (role: Role) => {
    const most = returns.limits?.[role];
    return most === undefined ? null : grouped(most);
  };
  const { agent_coupons, lead_coupons, coupon_days, arrival_days } = shop.by_hand;
  return {
    limits: { agent: typed("agent"), lead: typed("lead"), admin: typed("admin") },
    url: returns.url,
    return_to: returns.return_to,
    by_hand: {
      agent_coupons: String(agent_coupons),
      lead_coupons: String(lead_coupons),
      coupon_days: String(coupon_days),
      arrival_days: String(arrival_days),
    },
  };
}

/** The limits as they are stored, those of roles that the page does not show among them; null: one is no amount. */
export function limitsOf(typed: TypedLimits, before: Limits | null): Limits | null {
  const limits: Record<string, number> = {};
  for (const [role, most] of Object.entries(before ?? {})) if (most !== undefined) limits[role] = most;
  for (const role of ROLES) {
    const text = typed[role];
    delete limits[role];
    if (text === null) continue;
    const most = wonOf(text);
    if (most === null) return null;
    limits[role] = most;
  }
  return limits;
}

/** A whole number within its bounds; null when it is none. */
export function countOf(name: keyof ByHand, text: string): number | null {
  const [low, top] = BOUNDS[name];
  const n = /^\d{1,3}$/.test(text.trim()) ? Number(text) : Number.NaN;
  return n >= low && n <= top ? n : null;
}

/** The counts of a draft; null while one is wrong. */
export function countsOf(typed: Draft["by_hand"]): ByHand | null {
  const [agent_coupons, lead_coupons, coupon_days, arrival_days] = COUNTS.map((name) => countOf(name, typed[name]));
  if (agent_coupons == null || lead_coupons == null || coupon_days == null || arrival_days == null) return null;
  return lead_coupons < agent_coupons ? null : { agent_coupons, lead_coupons, coupon_days, arrival_days };
}

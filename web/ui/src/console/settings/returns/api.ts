import { call, post } from "../../api.ts";

// What staff may decide alone, and where the shop hears of what was approved.

export const ROLES = ["agent", "lead", "admin"] as const;
export type Role = (typeof ROLES)[number];

/** Won that a role approves alone; a role that is not named: any amount. */
export type Limits = Readonly<Partial<Record<string, number>>>;

export interface ReturnSettings {
  readonly limits: Limits | null;
  readonly url: string;
  readonly return_to: string;
  readonly has_secret: boolean;
  readonly old_secret_until: string | null;
  readonly version: number;
}

export interface ByHand {
  readonly agent_coupons: number;
  readonly lead_coupons: number;
  readonly coupon_days: number;
  readonly arrival_days: number;
}

/** The shop's settings: what this page does not show goes back as it came. */
export interface ShopSettings {
  readonly by_hand: ByHand;
  readonly version: number;
}

export interface Trial {
  readonly ok: boolean;
  readonly status: number;
  readonly problem: string;
  readonly took_ms: number;
}

export const settings = {
  returns: (signal?: AbortSignal) => call<ReturnSettings>("/settings/returns", { signal }),
  putReturns: (body: Pick<ReturnSettings, "url" | "return_to" | "version"> & { readonly limits: Limits }) =>
    call<ReturnSettings & { readonly new_secret?: string }>("/settings/returns", { method: "PUT", body }),
  secret: () => post<{ readonly secret: string }>("/settings/returns/secret"),
  test: () => post<Trial>("/settings/returns/test"),
  shop: (signal?: AbortSignal) => call<ShopSettings>("/settings/shop", { signal }),
  putShop: (body: ShopSettings) => call<ShopSettings>("/settings/shop", { method: "PUT", body }),
};

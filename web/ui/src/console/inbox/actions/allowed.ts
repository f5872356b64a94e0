import type { Order } from "@shared/types.ts";
import { KINDS, type Kind } from "./api.ts";

const WHEN: Readonly<Record<Kind, readonly Order["status"][]>> = {
  cancel: ["placed", "paid", "preparing"],
  address: ["placed", "paid", "preparing"],
  return: ["shipped", "delivered"],
  exchange: ["shipped", "delivered"],
  refund: ["paid", "preparing", "shipped", "delivered"],
};

/** What can be done with an order as it stands; the server decides. */
export function kindsFor(status: Order["status"]): Kind[] {
  return KINDS.filter((kind) => WHEN[kind].includes(status));
}

/** It has arrived or was cancelled. */
export const isOver = (status: Order["status"]): boolean => status === "delivered" || status === "cancelled";

export const hasItems = (kind: Kind) => kind === "cancel" || kind === "return" || kind === "exchange";
export const hasAmount = (kind: Kind) => kind === "cancel" || kind === "return" || kind === "refund";

/** Whole won out of what was typed; null when it is no number. */
export function wonOf(typed: string): number | null {
  const digits = typed.replace(/[,\s원₩]/g, "");
  return /^\d{1,12}$/.test(digits) ? Number(digits) : null;
}

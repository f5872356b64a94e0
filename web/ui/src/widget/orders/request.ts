import { isMobile } from "../kit/PhoneInput.tsx";
import { t } from "./store.ts";
import type { Kind, Order } from "./types.ts";

export interface Address {
  readonly name: string;
  readonly phone: string;
  readonly zip: string;
  readonly line1: string;
  readonly line2: string;
}

/** What a request holds while it is being filled in. */
export interface Draft {
  readonly kind: Kind;
  readonly quantities: Readonly<Record<number, number>>;
  readonly reason: string;
  readonly text: string;
  readonly address: Address;
}

/** The draft to start from: the only item of an order is chosen already. */
export function ready(order: Order, kind: Kind): Draft {
  const items = order.items ?? [];
  const only = items.length === 1 ? items[0] : undefined;
  return {
    kind,
    quantities: only ? { [only.id]: only.quantity } : {},
    reason: "",
    text: "",
    address: { name: "", phone: "", zip: "", line1: "", line2: "" },
  };
}

/** What is still missing at a step, by field. */
export function wrongIn(
  draft: Draft,
  step: number,
  hasReasons: boolean,
  photoNeeded: boolean,
  photos: readonly { readonly state: string }[],
): Readonly<Record<string, string>> {
  const wrong: Record<string, string> = {};
  const { address, kind } = draft;
  if (step === 1 && kind === "address") {
    if (!address.name.trim()) wrong["name"] = t("widget_orders.name_missing");
    if (!isMobile(address.phone)) wrong["phone"] = t(address.phone ? "widget_orders.phone_wrong" : "widget_orders.phone_missing");
    if (!/^\d{5}$/.test(address.zip.trim())) wrong["zip"] = t("widget_orders.zip_wrong");
    if (!address.line1.trim()) wrong["line1"] = t("widget_orders.address_missing");
  } else if (step === 1 && !Object.values(draft.quantities).some((n) => n > 0)) {
    wrong["items"] = t("widget_orders.which_missing");
  }
  if (step === 2) {
    if (hasReasons && !draft.reason) wrong["reason"] = t("widget_orders.why_missing");
    if (kind === "change" && !draft.text.trim()) wrong["text"] = t("widget_orders.what_missing");
    if (photos.some((p) => p.state === "uploading" || p.state === "preparing")) wrong["photo"] = t("widget_orders.photo_busy");
    else if (photoNeeded && !photos.some((p) => p.state === "done")) wrong["photo"] = t("widget_orders.photo_missing");
  }
  return wrong;
}

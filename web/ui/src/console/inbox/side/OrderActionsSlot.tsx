import type { Order } from "@shared/types.ts";
import { type ComponentType, lazy, Suspense } from "react";
import type { TicketDetail } from "../../api.ts";

/** What `../actions/OrderActions.tsx` is given: the order of a card, and the ticket it is shown beside. */
export interface OrderActionsProps {
  readonly order: Order;
  readonly ticket: TicketDetail;
}

const rooms = import.meta.glob<{ default: ComponentType<OrderActionsProps> }>("../actions/OrderActions.tsx");
const load = rooms["../actions/OrderActions.tsx"];
const Loaded = load ? lazy(load) : null;

/** Cancel, return, refund and address of one order: fetched with the first card that is shown. */
export function OrderActions(props: OrderActionsProps) {
  return Loaded ? (
    <Suspense fallback={null}>
      <Loaded {...props} />
    </Suspense>
  ) : null;
}

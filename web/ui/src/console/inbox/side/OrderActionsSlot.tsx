import type { Order } from "@shared/types.ts";
import { lazy, Suspense } from "react";
import type { TicketDetail } from "../ticket.ts";

/** The order of a card, and the ticket it is shown beside. */
export interface OrderActionsProps {
  readonly order: Order;
  readonly ticket: TicketDetail;
}

const Loaded = lazy(() => import("../actions/OrderActions.tsx"));

/** Cancel, return, refund and address of one order: fetched with the first card that is shown. */
export function OrderActions(props: OrderActionsProps) {
  return (
    <Suspense fallback={null}>
      <Loaded {...props} />
    </Suspense>
  );
}

import type { Order } from "@shared/types.ts";
import { useSession } from "../../session.tsx";
import type { TicketDetail } from "../ticket.ts";
import { isOver } from "./allowed.ts";
import { useOrderActs } from "./OrderActions.tsx";

/** What the palette offers about the orders of a ticket where the customer is not beside it. */
export default function OrderCommands({ ticket }: { ticket: TicketDetail }) {
  const { can } = useSession();
  if (!can("tickets:write")) return null;
  const running = (ticket.customer?.orders ?? []).filter((order) => !isOver(order.status));
  const own = ticket.order && !running.some((order) => order.number === ticket.order?.number) ? [ticket.order] : [];
  return [...own, ...running].map((order) => <Commands key={order.number} order={order} ticket={ticket} />);
}

function Commands(props: { order: Order; ticket: TicketDetail }) {
  return useOrderActs(props.order, props.ticket).sheet;
}

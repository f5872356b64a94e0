import { Button } from "@kit";
import type { Order } from "@shared/types.ts";
import { lazy, Suspense, useState } from "react";
import { useCommands } from "../../frame/commands.ts";
import type { TicketDetail } from "../ticket.ts";
import { kindsFor } from "./allowed.ts";
import type { Kind } from "./api.ts";
import { useReturnsTexts } from "./texts.ts";

const ReturnSheet = lazy(() => import("./ReturnSheet.tsx"));

/** What can be done with an order beside the conversation: each opens a sheet in place. */
export default function OrderActions({ order, ticket }: { order: Order; ticket: TicketDetail }) {
  const t = useReturnsTexts();
  const [kind, setKind] = useState<Kind | null>(null);
  const kinds = ticket.merged_into ? [] : kindsFor(order.status);
  useCommands(
    kinds.map((one) => ({
      id: `return:${order.number}:${one}`,
      icon: "box",
      name: t("console_returns.command", { act: t(`console_returns.act.${one}`), number: order.number }),
      also: `${one} ${order.number}`,
      act: () => setKind(one),
    })),
  );
  return (
    <>
      {kinds.map((one) => (
        <Button key={one} size="xs" onClick={() => setKind(one)}>
          {t(`console_returns.act.${one}`)}
        </Button>
      ))}
      {kind ? (
        <Suspense fallback={null}>
          <ReturnSheet kind={kind} order={order} ticket={ticket} onClose={() => setKind(null)} />
        </Suspense>
      ) : null}
    </>
  );
}

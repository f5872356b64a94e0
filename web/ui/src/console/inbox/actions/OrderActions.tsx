import { Button } from "@kit";
import type { Order } from "@shared/types.ts";
import { lazy, type ReactNode, Suspense, useState } from "react";
import { useCommands } from "../../frame/commands.ts";
import { useOffline } from "../../live/useOffline.ts";
import type { TicketDetail } from "../ticket.ts";
import { kindsFor } from "./allowed.ts";
import type { Kind } from "./api.ts";
import { useReturnsTexts } from "./texts.ts";

const ReturnSheet = lazy(() => import("./ReturnSheet.tsx"));

interface Acts {
  readonly kinds: readonly Kind[];
  readonly open: (kind: Kind) => void;
  /** The sheet of what was opened. */
  readonly sheet: ReactNode;
}

/** What can be done with an order, offered by the palette as well: each opens a sheet in place. */
export function useOrderActs(order: Order, ticket: TicketDetail): Acts {
  const t = useReturnsTexts();
  const [kind, open] = useState<Kind | null>(null);
  const kinds = ticket.merged_into ? [] : kindsFor(order.status);
  useCommands(
    kinds.map((one) => ({
      id: `return:${order.number}:${one}`,
      icon: "box",
      name: t("console_returns.command", { act: t(`console_returns.act.${one}`), number: order.number }),
      also: `${one} ${order.number}`,
      act: () => open(one),
    })),
  );
  const sheet = kind ? (
    <Suspense fallback={null}>
      <ReturnSheet kind={kind} order={order} ticket={ticket} onClose={() => open(null)} />
    </Suspense>
  ) : null;
  return { kinds, open, sheet };
}

/** The same as buttons under the order, beside the conversation. */
export default function OrderActions({ order, ticket }: { order: Order; ticket: TicketDetail }) {
  const t = useReturnsTexts();
  const { kinds, open, sheet } = useOrderActs(order, ticket);
  const off = useOffline();
  return (
    <>
      {kinds.map((one) => (
        <Button key={one} size="xs" onClick={() => open(one)} {...off}>
          {t(`console_returns.act.${one}`)}
        </Button>
      ))}
      {sheet}
    </>
  );
}

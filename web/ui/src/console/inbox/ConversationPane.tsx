import "./conversation.css";
import { Drawer, Skeleton, StateView } from "@kit";
import { useQuery } from "@tanstack/react-query";
import { lazy, memo, Suspense, useCallback, useEffect, useRef, useState } from "react";
import { useShortcuts } from "../frame/shortcuts.ts";
import { errorState } from "../problems.ts";
import { useTexts } from "../texts.ts";
import { useWide } from "../useWide.ts";
import { Conversation } from "./Conversation.tsx";
import { isStale } from "./heard.ts";
import { useLookersFeed } from "./lookers.ts";
import { markSeen } from "./seen.ts";
import type { Ticket } from "./ticket.ts";
import { ticketQuery } from "./ticketQuery.ts";

const CustomerPanel = lazy(() => import("./side/CustomerPanel.tsx"));
const OrderCommands = lazy(() => import("./actions/OrderCommands.tsx"));

const PANEL_WIDTH_PX = 1364;

export interface ConversationPaneProps {
  readonly number: number;
  readonly back: string;
  readonly onChanged: (ticket: Ticket) => void;
  readonly onReload: () => void;
  readonly onReturn: (to: number) => void;
  readonly next: (from: number) => void;
}

/** One ticket: what is said, and beside it the customer. It is not drawn again for what happens in the list. */
export const ConversationPane = memo(function ConversationPane(props: ConversationPaneProps) {
  const { t } = useTexts();
  const wide = useWide(PANEL_WIDTH_PX);
  const [drawer, setDrawer] = useState(false);
  const openDrawer = useCallback(() => setDrawer(true), []);
  // Where there is no room for the customer beside, the key opens the drawer.
  useShortcuts(wide ? {} : { panel: openDrawer }, true);
  const detail = useQuery(ticketQuery(props.number));
  const ticket = detail.data;
  useReread(ticket, detail.refetch);
  const lastAt = ticket?.last_message_at;
  const id = ticket?.id;
  useEffect(() => {
    if (id && lastAt) markSeen(id, lastAt);
  }, [id, lastAt]);
  useLookersFeed();
  const panel = (
    <Suspense fallback={null}>
      <CustomerPanel
        ticket={ticket}
        waiting={detail.isPending}
        readAt={detail.dataUpdatedAt}
        failed={detail.isError}
        onReload={() => void detail.refetch()}
      />
    </Suspense>
  );
  return (
    <>
      <main className="conversation" aria-label={t("console.conversation.label")}>
        <StateView
          waiting={detail.isPending}
          loadingLabel={t("console.loading")}
          skeleton={<ConversationSkeleton />}
          error={!ticket ? errorState(detail.error, t, () => void detail.refetch()) : null}
        >
          {ticket ? <Conversation {...props} ticket={ticket} onCustomer={wide ? undefined : openDrawer} /> : null}
        </StateView>
      </main>
      <aside className="side" aria-label={t("console.side.label")}>
        {wide ? panel : null}
      </aside>
      <Drawer
        opened={drawer && !wide}
        onClose={() => setDrawer(false)}
        title={t("console.side.label")}
        size={360}
        closeButtonProps={{ "aria-label": t("common.close") }}
      >
        {panel}
      </Drawer>
      {ticket && !wide && !drawer ? (
        <Suspense fallback={null}>
          <OrderCommands ticket={ticket} />
        </Suspense>
      ) : null}
    </>
  );
});

function ConversationSkeleton() {
  return (
    <>
      <div className="conversation-head">
        <div className="conversation-title">
          <Skeleton height={18} width="40%" mb={8} />
          <Skeleton height={12} width="25%" />
        </div>
      </div>
      <div className="log">
        <ol>
          <li className="message">
            <Skeleton height={40} width={320} radius={14} />
          </li>
          <li className="message message-mine">
            <Skeleton height={62} width={380} radius={14} />
          </li>
          <li className="message">
            <Skeleton height={40} width={240} radius={14} />
          </li>
        </ol>
      </div>
    </>
  );
}

/** Reads a ticket once more when a change of it was told while it was on its way. */
function useReread(ticket: Ticket | undefined, read: () => Promise<unknown>): void {
  const asked = useRef("");
  useEffect(() => {
    if (!ticket || !isStale(ticket)) return;
    const reading = `${ticket.id}:${ticket.version}`;
    if (asked.current === reading) return; // it came back as it was: the next word of it asks again
    asked.current = reading;
    void read();
  }, [ticket, read]);
}

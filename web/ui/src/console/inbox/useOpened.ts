import { useQueryClient } from "@tanstack/react-query";
import { useEffect, useRef } from "react";
import type { Ticket } from "./ticket.ts";
import { tickets } from "./ticketApi.ts";
import { ticketQuery } from "./ticketQuery.ts";
import { threadQuery } from "./useThread.ts";

const REST_MS = 120;

/** What is opened counts as read for this person, in every browser. */
export function useRead(opened: Ticket | undefined, wanted: boolean): void {
  const number = opened?.number;
  const freshAt = opened?.unread ? opened.last_message_at : null;
  const read = useRef("");
  useEffect(() => {
    const what = `${number} ${freshAt}`;
    if (!number || freshAt === null || !wanted || read.current === what) return; // U made it unread again
    read.current = what;
    void tickets.seen(number).catch(() => {}); // the dot then comes back with the next reading
  }, [number, freshAt, wanted]);
}

/** Whoever rests on one ticket goes on to the next: it is there already then. */
export function useNextFetched(next: Ticket | undefined): void {
  const client = useQueryClient();
  const [number, thread] = [next?.number, next?.conversation_id];
  useEffect(() => {
    if (!number || !thread) return;
    const timer = setTimeout(() => {
      void client.prefetchQuery(ticketQuery(number));
      void client.prefetchQuery(threadQuery(thread));
    }, REST_MS);
    return () => clearTimeout(timer);
  }, [number, thread, client]);
}

import type { Page } from "@shared/types.ts";
import { type InfiniteData, useInfiniteQuery, useQueryClient } from "@tanstack/react-query";
import { useCallback, useEffect, useMemo, useRef, useState } from "react";
import { useFrames, useLive } from "../live/useLive.tsx";
import { useSession } from "../session.tsx";
import { heard, isStale } from "./heard.ts";
import { belongs, mergeTickets, olderThan, queryOf, type Shown } from "./queue.ts";
import type { Ticket } from "./ticket.ts";
import { tickets } from "./ticketApi.ts";

const GATHER_MS = 150;
const MOST_AT_ONCE = 100;

type Pages = InfiniteData<Page<Ticket>, string>;

const rowsOf = (data: Pages | undefined) => data?.pages.flatMap((page) => page.items ?? []) ?? [];

/** The list of a view: its pages, and what arrived since without moving them. */
export function useTickets(shown: Shown) {
  const client = useQueryClient();
  const { me } = useSession();
  const { state, slept } = useLive();
  const asked = JSON.stringify(queryOf(shown));
  const key = useMemo(() => ["tickets", asked], [asked]);
  const latest = useRef(shown);
  latest.current = shown;
  const [arrived, setArrived] = useState<readonly number[]>([]);
  const query = useInfiniteQuery<Page<Ticket>, Error, Pages, readonly string[], string>({
    queryKey: key,
    initialPageParam: "",
    queryFn: ({ pageParam, signal }) => tickets.list({ ...queryOf(latest.current), cursor: pageParam }, signal),
    getNextPageParam: (page) => page.next || undefined,
  });
  const rows = useMemo(() => unique(rowsOf(query.data)), [query.data]);

  // The first page is read again in place; the others come back as the reader scrolls.
  const refresh = useCallback(async () => {
    setArrived([]);
    client.setQueryData<Pages>(key, (data) => (data ? { pages: data.pages.slice(0, 1), pageParams: data.pageParams.slice(0, 1) } : data));
    await client.invalidateQueries({ queryKey: key });
  }, [client, key]);

  const take = useCallback(
    (fresh: readonly Ticket[], drop = false) => {
      const here = (t: Ticket) => belongs(t, latest.current, me.id);
      const now = rowsOf(client.getQueryData<Pages>(key));
      if (mergeTickets(now, [], fresh, here).arrived.length > 0 && nobodyReads()) {
        void refresh();
        return;
      }
      setArrived((was) => mergeTickets(rowsOf(client.getQueryData<Pages>(key)), was, fresh, here).arrived);
      client.setQueryData<Pages>(key, (data) => {
        if (!data) return data;
        const pages = data.pages.map((page) => {
          const items = mergeTickets(page.items ?? [], [], fresh, here).rows;
          return { ...page, items: drop ? items.filter((row) => here(row) || !fresh.some((f) => f.id === row.id)) : items };
        });
        return { ...data, pages };
      });
    },
    [client, key, me.id, refresh],
  );

  // biome-ignore lint/correctness/useExhaustiveDependencies: another list has other arrivals
  useEffect(() => setArrived([]), [key]);
  useHints(key, take);

  // After a gap nobody knows what was missed: the pages that are shown are read again, and so is what was
  // read before the socket first stood. After a sleep that is done at once, without waiting for the socket.
  const lost = useRef(state !== "open");
  useEffect(() => {
    if (state === "lost") lost.current = true;
    if (state !== "open" || !lost.current) return;
    lost.current = false;
    void client.invalidateQueries({ queryKey: ["ticket"] });
    void refresh();
  }, [state, client, refresh]);
  const woken = useRef(slept);
  useEffect(() => {
    if (woken.current === slept) return;
    woken.current = slept;
    void refresh();
  }, [slept, refresh]);

  return { query, rows, arrived, take, reload: refresh };
}

export type TicketsOf = ReturnType<typeof useTickets>;

/** At its top and with no pointer over it, the list may take new rows in by itself: none moves under a cursor. */
export function nobodyReads(): boolean {
  const list = document.querySelector(".list .rows");
  return !list || (list.scrollTop === 0 && !list.matches(":hover"));
}

// A page read a moment later than the one before may hold a row again.
function unique(rows: readonly Ticket[]): Ticket[] {
  return [...new Map(rows.map((row) => [row.id, row])).values()];
}

/** Gathers hints for a moment and reads what is older here with one call. */
function useHints(key: readonly string[], take: (fresh: readonly Ticket[]) => void): void {
  const client = useQueryClient();
  const hints = useRef(new Map<number, number>());
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const latest = useRef({ key, take });
  latest.current = { key, take };
  useFrames((frame) => {
    if (frame.t !== "ticket") return;
    heard(frame.id, frame.version);
    hints.current.set(frame.id, Math.max(frame.version, hints.current.get(frame.id) ?? 0));
    clearTimeout(timer.current);
    timer.current = setTimeout(async () => {
      // A larger burst is caught up with by the next reading.
      const wanted = olderThan(rowsOf(client.getQueryData<Pages>(latest.current.key)), hints.current).slice(-MOST_AT_ONCE);
      hints.current.clear();
      for (const [queryKey, ticket] of client.getQueriesData<Ticket>({ queryKey: ["ticket"] }))
        if (ticket && isStale(ticket)) void client.invalidateQueries({ queryKey, exact: true });
      void client.invalidateQueries({ queryKey: ["counts"] });
      void client.invalidateQueries({ queryKey: ["views"] });
      if (wanted.length === 0) return;
      try {
        const page = await tickets.list({ ids: wanted.join(",") });
        const fresh = page.items ?? [];
        latest.current.take(fresh);
      } catch {
        // the next hint or the next look reads them
      }
    }, GATHER_MS);
  });
  useEffect(() => () => clearTimeout(timer.current), []);
}

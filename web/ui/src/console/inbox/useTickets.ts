import type { Page } from "@shared/types.ts";
import { type InfiniteData, useInfiniteQuery, useQueryClient } from "@tanstack/react-query";
import { useCallback, useEffect, useMemo, useRef, useState } from "react";
import { type Ticket, tickets } from "../api.ts";
import { useFrames, useLive } from "../live/useLive.tsx";
import { useSession } from "../session.tsx";
import { belongs, mergeTickets, queryOf, type Sort, type Tab, type View } from "./queue.ts";

const GATHER_MS = 150;
const MOST_AT_ONCE = 100;

type Pages = InfiniteData<Page<Ticket>, string>;

/** The list of a view: its pages, and what arrived since without moving them. */
export function useTickets(view: View, tab: Tab, sort: Sort) {
  const client = useQueryClient();
  const { me } = useSession();
  const { state } = useLive();
  const key = useMemo(() => ["tickets", view, tab, sort], [view, tab, sort]);
  const [arrived, setArrived] = useState<readonly number[]>([]);
  const query = useInfiniteQuery<Page<Ticket>, Error, Pages, readonly string[], string>({
    queryKey: key,
    initialPageParam: "",
    queryFn: ({ pageParam, signal }) => tickets.list({ ...queryOf(view, tab, sort), cursor: pageParam }, signal),
    getNextPageParam: (page) => page.next || undefined,
  });
  const rows = useMemo(() => unique(query.data?.pages.flatMap((page) => page.items ?? []) ?? []), [query.data]);

  const take = useCallback(
    (fresh: readonly Ticket[], drop = false) => {
      const here = (t: Ticket) => belongs(t, view, tab, me.id);
      const now = client.getQueryData<Pages>(key)?.pages.flatMap((page) => page.items ?? []) ?? [];
      if (mergeTickets(now, [], fresh, here).arrived.length > 0 && nobodyReads()) {
        setArrived([]);
        void client.invalidateQueries({ queryKey: key });
        return;
      }
      setArrived((was) => {
        const now = client.getQueryData<Pages>(key)?.pages.flatMap((page) => page.items ?? []) ?? [];
        return mergeTickets(now, was, fresh, here).arrived;
      });
      client.setQueryData<Pages>(key, (data) => {
        if (!data) return data;
        const pages = data.pages.map((page) => {
          const items = mergeTickets(page.items ?? [], [], fresh, here).rows;
          return { ...page, items: drop ? items.filter((row) => here(row) || !fresh.some((f) => f.id === row.id)) : items };
        });
        return { ...data, pages };
      });
    },
    [client, key, view, tab, me.id],
  );

  const reload = useCallback(async () => {
    setArrived([]);
    await client.resetQueries({ queryKey: key });
  }, [client, key]);

  // biome-ignore lint/correctness/useExhaustiveDependencies: another list has other arrivals
  useEffect(() => setArrived([]), [key]);
  useHints(take);

  // After a gap nobody knows what was missed: the pages that are shown are read again.
  const lost = useRef(false);
  useEffect(() => {
    if (state === "lost") lost.current = true;
    if (state !== "open" || !lost.current) return;
    lost.current = false;
    setArrived([]);
    void client.invalidateQueries({ queryKey: key });
  }, [state, client, key]);

  return { query, rows, arrived, take, reload };
}

// At its top and with no pointer over it, the list may take new rows in by itself: none moves under a cursor.
function nobodyReads(): boolean {
  const list = document.querySelector(".list .rows");
  return !list || (list.scrollTop === 0 && !list.matches(":hover"));
}

// A page read a moment later than the one before may hold a row again.
function unique(rows: readonly Ticket[]): Ticket[] {
  return [...new Map(rows.map((row) => [row.id, row])).values()];
}

/** Gathers hints for a moment and reads all of them with one call. */
function useHints(take: (fresh: readonly Ticket[]) => void): void {
  const client = useQueryClient();
  const ids = useRef(new Set<number>());
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  useFrames((frame) => {
    if (frame.t !== "ticket") return;
    ids.current.add(frame.id);
    clearTimeout(timer.current);
    timer.current = setTimeout(async () => {
      const wanted = [...ids.current].slice(-MOST_AT_ONCE); // a larger burst is caught up with by the next reading
      ids.current.clear();
      void client.invalidateQueries({ queryKey: ["counts"] });
      try {
        const page = await tickets.list({ ids: wanted.join(",") });
        const fresh = page.items ?? [];
        for (const ticket of fresh) void client.invalidateQueries({ queryKey: ["ticket", ticket.number] });
        take(fresh);
      } catch {
        // the next hint or the next look reads them
      }
    }, GATHER_MS);
  });
  useEffect(() => () => clearTimeout(timer.current), []);
}

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
const COUNT_MS = 2000;
const FIRST_MS = 1500;

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
  const [came, setCame] = useState(0);
  const counted = useRef(new Set<number>());
  const query = useInfiniteQuery<Page<Ticket>, Error, Pages, readonly string[], string>({
    queryKey: key,
    initialPageParam: "",
    queryFn: ({ pageParam, signal }) => tickets.list({ ...queryOf(latest.current), cursor: pageParam }, signal),
    getNextPageParam: (page) => page.next || undefined,
  });
  const rows = useMemo(() => unique(rowsOf(query.data)), [query.data]);

  // The first page is read again in place; the others come back as the reader scrolls.
  const refresh = useCallback(async () => {
    setArrived((was) => same(was, []));
    client.setQueryData<Pages>(key, (data) => (data ? { pages: data.pages.slice(0, 1), pageParams: data.pageParams.slice(0, 1) } : data));
    await client.invalidateQueries({ queryKey: key });
  }, [client, key]);

  const take = useCallback(
    (fresh: readonly Ticket[], drop = false) => {
      const here = (t: Ticket) => belongs(t, latest.current, me.id);
      const now = rowsOf(client.getQueryData<Pages>(key));
      const unknown = mergeTickets(now, [], fresh, here).arrived;
      const uncounted = unknown.filter((number) => !counted.current.has(number));
      for (const number of uncounted) counted.current.add(number);
      if (uncounted.length > 0) setCame((n) => n + uncounted.length);
      if (unknown.length > 0 && nobodyReads()) {
        void refresh();
        return;
      }
      setArrived((was) => same(was, mergeTickets(rowsOf(client.getQueryData<Pages>(key)), was, fresh, here).arrived));
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
  useEffect(() => {
    setArrived([]);
    setCame(0);
    counted.current.clear();
  }, [key]);
  useHints(key, take);

  // After a gap nobody knows what was missed: the pages that are shown are read again, and so is what was
  // read before the socket first stood, once the page has had time to show it. After a sleep that is done at once,
  // without waiting for the socket.
  const again = useRef((_whole: boolean) => {});
  again.current = (whole) => {
    void client.invalidateQueries({ queryKey: ["ticket"] });
    void (whole ? client.invalidateQueries({ queryKey: key }) : refresh());
  };
  const missed = useRef<"nothing" | "beginning" | "gap">(state === "open" ? "nothing" : "beginning");
  useEffect(() => {
    if (state === "lost") missed.current = "gap";
    if (state !== "open" || missed.current === "nothing") return;
    if (missed.current === "gap") again.current(false);
    else setTimeout(() => again.current(true), FIRST_MS); // nobody's place in it is lost
    missed.current = "nothing";
  }, [state]);
  const woken = useRef(slept);
  useEffect(() => {
    if (woken.current === slept) return;
    woken.current = slept;
    void refresh();
  }, [slept, refresh]);

  return { query, rows, arrived, came, take, reload: refresh };
}

// What did not change is not drawn again.
const same = (was: readonly number[], is: readonly number[]) =>
  was.length === is.length && was.every((number, i) => number === is[i]) ? was : is;

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
  const counting = useRef<ReturnType<typeof setTimeout>>(undefined);
  const counted = useRef(Number.NEGATIVE_INFINITY);
  // However fast hints come, the numbers of the menu are asked for every two seconds at most.
  const count = () => {
    counting.current ??= setTimeout(
      () => {
        counting.current = undefined;
        counted.current = performance.now();
        for (const name of ["counts", "views"]) void client.invalidateQueries({ queryKey: [name] });
      },
      Math.max(0, counted.current + COUNT_MS - performance.now()),
    );
  };
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
      count();
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
  useEffect(
    () => () => {
      clearTimeout(timer.current);
      clearTimeout(counting.current);
      counting.current = undefined;
    },
    [],
  );
}

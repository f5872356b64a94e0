import { ActionIcon, Button, Icon, Menu, Skeleton, StateView } from "@kit";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useVirtualizer } from "@tanstack/react-virtual";
import { lazy, memo, type ReactNode, Suspense, useEffect, useMemo, useRef, useState } from "react";
import { Link } from "wouter";
import { useAriaKeys } from "../frame/Hint.tsx";
import { press } from "../frame/shortcuts.ts";
import { errorState } from "../problems.ts";
import { useSession } from "../session.tsx";
import { type TextKey, useTexts } from "../texts.ts";
import { useNow } from "../useNow.ts";
import type { Selection } from "./acts/selection.ts";
import { SORTS, type Sort, type Tab, type tabsOf, type View } from "./queue.ts";
import { isUnread, useSeen } from "./seen.ts";
import { type RowHandlers, TicketRow } from "./TicketRow.tsx";
import { tickets } from "./ticketApi.ts";
import { ticketQuery } from "./ticketQuery.ts";
import { useLookers } from "./useLookers.ts";
import { threadQuery } from "./useThread.ts";
import { nobodyReads, type TicketsOf } from "./useTickets.ts";

const ApprovalsBar = lazy(() => import("./actions/ApprovalsBar.tsx"));
const ROW_PX = 86;
const OVERSCAN = 8;
const TICK_MS = 15_000;
const SKELETONS = ["a", "b", "c", "d", "e", "f"];

export interface TicketListProps {
  readonly list: TicketsOf;
  readonly title: string;
  readonly view: View | "saved";
  readonly tabs: ReturnType<typeof tabsOf>;
  readonly tab: Tab;
  readonly sort: Sort;
  readonly number: number | null;
  readonly tabCount: (tab: Tab) => number | undefined;
  readonly hrefOf: (number: number) => string;
  readonly onTab: (tab: Tab) => void;
  readonly onSort: (sort: Sort) => void;
  readonly onFilter: () => void;
  /** Leaves out all conditions; nothing where there are none of one's own. */
  readonly onClear: (() => void) | undefined;
  /** How many the view holds without the filter that hides all of them. */
  readonly unfiltered: number;
  readonly selection: Selection;
  readonly on: Omit<RowHandlers, "onIntent">;
  /** Above the rows: the filter that is being built. */
  readonly above?: ReactNode;
  /** Below the rows: what is done to the chosen ones. */
  readonly below?: ReactNode;
  /** The edges that can be moved: they lie over the page, and belong to a landmark. */
  readonly edges?: ReactNode;
  /** Only those that a job failed on. */
  readonly only: ReadonlySet<number> | null;
}

const TAB_TEXT: Record<Tab, TextKey> = {
  all: "console.tab.all",
  chat: "console.channel.chat",
  mail: "console.channel.mail",
  none: "console.tab.none",
};

export function TicketList(props: TicketListProps) {
  const { list, title, view, tabs, tab, sort, onTab, onSort, onFilter, tabCount } = props;
  const { t } = useTexts();
  const { can } = useSession();
  const { query, rows, arrived, came, reload } = list;
  const Heading = props.number === null ? "h1" : "h2";
  return (
    <section className="list" role={props.number === null ? "main" : undefined} aria-label={t("console.list.label")}>
      {can("tickets:write") ? (
        <Suspense fallback={null}>
          <ApprovalsBar />
        </Suspense>
      ) : null}
      <div className="list-head">
        <Heading>{title}</Heading>
        <Tools sort={sort} mayWrite={can("tickets:write")} onFilter={onFilter} onSort={onSort} />
      </div>
      {tabs.length > 1 ? (
        <fieldset className="tabs" aria-label={t("console.tabs.label")}>
          {tabs.map((name) => (
            <button key={name} type="button" className="tab" aria-pressed={tab === name} onClick={() => onTab(name)}>
              {t(TAB_TEXT[name])} {tabCount(name) ? <span className="num">{tabCount(name)}</span> : null}
            </button>
          ))}
        </fieldset>
      ) : null}
      {props.above}
      <div className="rows-wrap">
        <Arrivals n={arrived.length} came={came} onShow={() => void reload()} />
        <StateView
          waiting={query.isPending}
          loadingLabel={t("console.loading")}
          skeleton={SKELETONS.map((name) => (
            <div key={name} className="row-skeleton">
              <Skeleton height={14} width="55%" />
              <Skeleton height={12} />
              <Skeleton height={18} width="30%" />
            </div>
          ))}
          error={query.isError && rows.length === 0 ? errorState(query.error, t, () => void query.refetch()) : null}
          empty={rows.length > 0 ? null : emptiness(props, view, t)}
        >
          <Rows {...props} />
        </StateView>
      </div>
      {props.below}
      {props.edges}
    </section>
  );
}

function emptiness({ tab, onTab, unfiltered, onClear }: TicketListProps, view: View | "saved", t: ReturnType<typeof useTexts>["t"]) {
  if (tab === "all" && onClear) return { icon: "inbox" as const, title: t("console.empty.all"), action: <Cleared onClear={onClear} /> };
  if (tab === "all") return { icon: "inbox" as const, title: t(view === "saved" ? "console.empty.all" : `console.empty.${view}`) };
  const action = (
    <Button size="xs" onClick={() => onTab("all")}>
      {t("console.empty.clear")}
    </Button>
  );
  const title = unfiltered > 0 ? t("console.empty.filtered_n", { n: unfiltered }) : t("console.empty.filtered");
  return { icon: "inbox" as const, title, action };
}

const SAY_MS = 15_000;
const INTENT_MS = 60;

/** The way out of conditions that nothing meets, and how many there are without them. */
function Cleared({ onClear }: { onClear: () => void }) {
  const { t } = useTexts();
  const all = useQuery({ queryKey: ["whole", "{}"], queryFn: ({ signal }) => tickets.ids({}, signal), staleTime: 10_000, retry: false });
  return (
    <>
      {all.data && all.data.ids.length > 0 ? (
        <p className="meta">{t(all.data.more ? "console.empty.cleared_more" : "console.empty.cleared_n", { n: all.data.ids.length })}</p>
      ) : null}
      <Button size="xs" onClick={onClear}>
        {t("console.empty.clear")}
      </Button>
    </>
  );
}

/** How many wait above. How many came, also those that went into the list by themselves, is said aloud once in a while at most. */
function Arrivals({ n, came, onShow }: { n: number; came: number; onShow: () => void }) {
  const { t } = useTexts();
  const keys = useAriaKeys();
  const told = useRef({ came: 0, at: Number.NEGATIVE_INFINITY });
  const [said, say] = useState({ n: 0, at: 0 });
  useEffect(() => {
    if (came < told.current.came) told.current.came = 0; // another list
    if (came === told.current.came) return;
    const tell = () => {
      say({ n: came - told.current.came, at: performance.now() });
      told.current = { came, at: performance.now() };
    };
    const timer = setTimeout(tell, Math.max(0, told.current.at + SAY_MS - performance.now()));
    return () => clearTimeout(timer);
  }, [came]);
  return (
    <>
      <span className="sr" role="status">
        {said.n > 0 ? <span key={said.at}>{t("console.list.arrived", { n: said.n })}</span> : null}
      </span>
      {n > 0 ? (
        <button type="button" className="arrivals" onClick={onShow} {...keys("arrivals")}>
          {t("console.list.arrived", { n })} ↑
        </button>
      ) : null}
    </>
  );
}

interface ToolsProps {
  readonly sort: Sort;
  readonly mayWrite: boolean;
  readonly onFilter: () => void;
  readonly onSort: (sort: Sort) => void;
}

/** What stands beside the heading; news in the list do not draw it again. */
const Tools = memo(function Tools({ sort, mayWrite, onFilter, onSort }: ToolsProps) {
  const { t } = useTexts();
  const keys = useAriaKeys();
  return (
    <div className="list-tools">
      <ActionIcon component={Link} href="/search" aria-label={t("console.list.find")} title={t("console.list.find")} {...keys("search")}>
        <Icon name="find" />
      </ActionIcon>
      {mayWrite ? (
        <ActionIcon
          aria-label={t("console.key.new_ticket")}
          title={t("console.key.new_ticket")}
          {...keys("new_ticket")}
          onClick={() => press("new_ticket")}
        >
          <Icon name="plus" />
        </ActionIcon>
      ) : null}
      <ActionIcon aria-label={t("console.list.filter")} title={t("console.list.filter")} onClick={onFilter}>
        <Icon name="filter" />
      </ActionIcon>
      <SortMenu sort={sort} onSort={onSort} />
    </div>
  );
});

function SortMenu({ sort, onSort }: { sort: Sort; onSort: (sort: Sort) => void }) {
  const { t } = useTexts();
  const label = t("console.sort.label", { sort: t(`console.sort.${sort}`) });
  return (
    <Menu>
      <Menu.Target>
        <ActionIcon aria-label={label} title={label}>
          <Icon name="sort" />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        {SORTS.map((value) => (
          <Menu.Item
            key={value}
            role="menuitemradio"
            aria-checked={value === sort}
            onClick={() => onSort(value)}
            rightSection={value === sort ? <Icon name="check" size={16} /> : null}
          >
            {t(`console.sort.${value}`)}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}

function Rows({ list, number, hrefOf, selection, on, only }: TicketListProps) {
  const { t } = useTexts();
  const { can } = useSession();
  const now = useNow(TICK_MS);
  const client = useQueryClient();
  const box = useRef<HTMLDivElement>(null);
  const { query, arrived, reload } = list;
  const rows = only ? list.rows.filter((row) => only.has(row.id)) : list.rows;
  const lookers = useLookers();
  useSeen();
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => box.current,
    estimateSize: () => ROW_PX,
    overscan: OVERSCAN,
    getItemKey: (i) => rows[i]?.id ?? i,
  });
  const items = virtual.getVirtualItems();
  const lastShown = items[items.length - 1]?.index ?? 0;
  useEffect(() => {
    if (lastShown >= rows.length - 5 && query.hasNextPage && !query.isFetchingNextPage) void query.fetchNextPage();
  }, [lastShown, rows.length, query]);
  const at = rows.findIndex((row) => row.number === number);
  useEffect(() => {
    if (at >= 0) virtual.scrollToIndex(at, { align: "auto" });
  }, [at, virtual]);
  // Tab finds the open row, or where that is scrolled away the first one that is drawn.
  const tabStop = items.some((item) => item.index === at) ? at : (items.find((item) => item.end > (virtual.scrollOffset ?? 0))?.index ?? 0);
  // What waited comes in as soon as the list is back at its top and nobody points at it.
  const settle = () => {
    if (arrived.length > 0 && nobodyReads()) void reload();
  };
  const latest = useRef(on);
  latest.current = on;
  const intent = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => () => clearTimeout(intent.current), []);
  const handlers = useMemo<RowHandlers>(
    () => ({
      // Rows that are only passed over are not wanted.
      onIntent: (ticket) => {
        clearTimeout(intent.current);
        intent.current = setTimeout(() => {
          void client.prefetchQuery(ticketQuery(ticket.number));
          void client.prefetchQuery(threadQuery(ticket.conversation_id));
        }, INTENT_MS);
      },
      onSelect: (...args) => latest.current.onSelect(...args),
      onSolve: (...args) => latest.current.onSolve(...args),
      onSnooze: (...args) => latest.current.onSnooze(...args),
      onMenu: (...args) => latest.current.onMenu(...args),
    }),
    [client],
  );
  const minute = Math.floor(now.getTime() / TICK_MS) * TICK_MS;
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: leaving the list only lets in what waited
    <div className="rows" ref={box} onScroll={settle} onMouseLeave={settle}>
      <ul style={{ height: virtual.getTotalSize() }} aria-label={t("console.list.label")}>
        {items.map((item) => {
          const ticket = rows[item.index];
          return ticket ? (
            <li
              key={item.key}
              ref={virtual.measureElement}
              data-index={item.index}
              aria-setsize={query.hasNextPage ? -1 : rows.length}
              aria-posinset={item.index + 1}
              style={{ position: "absolute", insetInline: 0, top: 0, transform: `translateY(${item.start}px)` }}
            >
              <TicketRow
                ticket={ticket}
                href={hrefOf(ticket.number)}
                current={ticket.number === number}
                selected={selection.whole !== null || selection.ids.has(ticket.id)}
                unread={isUnread(ticket)}
                minute={minute}
                tabbable={item.index === tabStop}
                lookers={lookers(ticket.conversation_id)}
                mayWrite={can("tickets:write")}
                on={handlers}
              />
            </li>
          ) : null;
        })}
      </ul>
    </div>
  );
}

import { ActionIcon, Icon, Menu, Skeleton, StateView } from "@kit";
import { useQueryClient } from "@tanstack/react-query";
import { useVirtualizer } from "@tanstack/react-virtual";
import { useEffect, useRef } from "react";
import type { Counts } from "../api.ts";
import { errorState } from "../problems.ts";
import { type TextKey, useTexts } from "../texts.ts";
import { useNow } from "../useNow.ts";
import { type Sort, TABS, type Tab, type View } from "./queue.ts";
import { TicketRow } from "./TicketRow.tsx";
import { ticketQuery } from "./ticketQuery.ts";
import type { useTickets } from "./useTickets.ts";

const ROW_PX = 90;
const SKELETONS = ["a", "b", "c", "d", "e", "f"];

export interface TicketListProps {
  readonly list: ReturnType<typeof useTickets>;
  readonly view: View;
  readonly tab: Tab;
  readonly sort: Sort;
  readonly number: number | null;
  readonly counts: Counts | undefined;
  readonly hrefOf: (number: number) => string;
  readonly onTab: (tab: Tab) => void;
  readonly onSort: (sort: Sort) => void;
}

const TAB_TEXT: Record<Tab, TextKey> = {
  all: "console.tab.all",
  chat: "console.channel.chat",
  mail: "console.channel.mail",
  none: "console.tab.none",
};

export function TicketList(props: TicketListProps) {
  const { list, view, tab, sort, onTab, onSort } = props;
  const { t } = useTexts();
  const { query, rows, arrived, reload } = list;
  const tabCount = (name: Tab) =>
    view !== "inbox" ? undefined : name === "all" ? props.counts?.inbox : name === "none" ? props.counts?.unassigned : undefined;
  const empty =
    rows.length > 0
      ? null
      : tab === "all"
        ? { icon: "inbox" as const, title: t(`console.empty.${view}`) }
        : {
            icon: "inbox" as const,
            title: t("console.empty.filtered"),
            action: (
              <button type="button" className="link-button" onClick={() => onTab("all")}>
                {t("console.empty.clear")}
              </button>
            ),
          };
  return (
    <section className="list" role={props.number === null ? "main" : undefined} aria-label={t("console.list.label")}>
      <div className="list-head">
        {props.number === null ? <h1>{t(`console.nav.${view}`)}</h1> : <h2>{t(`console.nav.${view}`)}</h2>}
        {view === "solved" ? null : (
          <div className="list-tools">
            <SortMenu sort={sort} onSort={onSort} />
          </div>
        )}
      </div>
      <fieldset className="tabs" aria-label={t("console.tabs.label")}>
        {TABS.filter((name) => view === "inbox" || name !== "none").map((name) => (
          <button key={name} type="button" className="tab" aria-pressed={tab === name} onClick={() => onTab(name)}>
            {t(TAB_TEXT[name])} {tabCount(name) ? <span className="num">{tabCount(name)}</span> : null}
          </button>
        ))}
      </fieldset>
      <div className="rows-wrap">
        <span className="sr" role="status">
          {arrived.length > 0 ? t("console.list.arrived", { n: arrived.length }) : ""}
        </span>
        {arrived.length > 0 ? (
          <button type="button" className="arrivals" onClick={() => void reload()} aria-keyshortcuts=".">
            {t("console.list.arrived", { n: arrived.length })} ↑
          </button>
        ) : null}
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
          empty={empty}
        >
          <Rows {...props} />
        </StateView>
      </div>
    </section>
  );
}

function SortMenu({ sort, onSort }: { sort: Sort; onSort: (sort: Sort) => void }) {
  const { t } = useTexts();
  return (
    <Menu>
      <Menu.Target>
        <ActionIcon aria-label={t("console.sort.label", { sort: t(`console.sort.${sort}`) })}>
          <Icon name="sort" />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        {(["waiting", "recent"] as const).map((value) => (
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

function Rows({ list, number, hrefOf }: TicketListProps) {
  const { t } = useTexts();
  const now = useNow();
  const client = useQueryClient();
  const box = useRef<HTMLDivElement>(null);
  const { rows, query } = list;
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => box.current,
    estimateSize: () => ROW_PX,
    overscan: 8,
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
  const tabStop = Math.max(at, 0);
  return (
    <div className="rows" ref={box}>
      <ul style={{ height: virtual.getTotalSize() }} aria-label={t("console.list.label")}>
        {items.map((item) => {
          const ticket = rows[item.index];
          return ticket ? (
            <li
              key={item.key}
              ref={virtual.measureElement}
              data-index={item.index}
              aria-setsize={rows.length}
              aria-posinset={item.index + 1}
              style={{ position: "absolute", insetInline: 0, top: 0, transform: `translateY(${item.start}px)` }}
            >
              <TicketRow
                ticket={ticket}
                href={hrefOf(ticket.number)}
                current={ticket.number === number}
                now={now}
                tabbable={item.index === tabStop}
                onIntent={() => void client.prefetchQuery(ticketQuery(ticket.number))}
              />
            </li>
          ) : null;
        })}
      </ul>
    </div>
  );
}

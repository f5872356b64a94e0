import "./list.css";
import { StateView } from "@kit";
import { useQuery } from "@tanstack/react-query";
import { lazy, Suspense, useCallback, useEffect, useState } from "react";
import { useLocation } from "wouter";
import { useCommands } from "../frame/commands.ts";
import { Splitter } from "../frame/Splitter.tsx";
import { useShortcuts } from "../frame/shortcuts.ts";
import { useToasts } from "../frame/toasts.tsx";
import { useStable } from "../frame/useStable.ts";
import { currentPrefs, setPrefs, WIDTHS } from "../prefs.ts";
import { useSession } from "../session.tsx";
import { usePrefs, useTexts } from "../texts.ts";
import type { Act } from "./acts/act.ts";
import { BulkBar } from "./acts/BulkBar.tsx";
import type { PickKind } from "./acts/Picker.tsx";
import { RowMenu } from "./acts/RowMenu.tsx";
import { allOf, nothing, type Selection, sizeOf, toggled, upTo } from "./acts/selection.ts";
import { useListActs } from "./acts/useListActs.ts";
import { useWholeCount } from "./acts/useWholeCount.ts";
import { ConversationPane } from "./ConversationPane.tsx";
import { Passing } from "./Passing.tsx";
import { neighbour, type Sort, type Tab, tabsOf } from "./queue.ts";
import { focusedNumber, focusRow, leaveOr, rowElement } from "./rowFocus.ts";
import { TicketList } from "./TicketList.tsx";
import { shopperName } from "./TicketRow.tsx";
import type { Ticket } from "./ticket.ts";
import { tickets } from "./ticketApi.ts";
import { useNextFetched, useRead } from "./useOpened.ts";
import { usePlace } from "./usePlace.ts";
import { useTickets } from "./useTickets.ts";

const loadPanel = () => import("./side/CustomerPanel.tsx");
const Picker = lazy(() => import("./acts/Picker.tsx"));
const FilterPanel = lazy(() => import("../views/FilterPanel.tsx"));

const PASS_MS = 150;
const PANEL_MS = 1000;
const BULK_ICONS = { merge: "merge", macro: "bolt", team: "people" } as const;

interface Picking {
  readonly kind: PickKind;
  readonly rows: readonly Ticket[];
  readonly many: boolean;
}

/** The queue: list, conversation and customer side by side. */
export default function InboxPage() {
  const { t } = useTexts();
  const { can, shopName } = useSession();
  const { panel, listWidth, sideWidth } = usePrefs();
  const place = usePlace();
  const { view, saved, number, shown, suffix, base } = place;
  const [, navigate] = useLocation();
  const list = useTickets(shown);
  const counts = useQuery({ queryKey: ["counts"], queryFn: ({ signal }) => tickets.counts(signal) });
  const [selection, choose] = useState<Selection>(nothing);
  const [picking, setPicking] = useState<Picking | null>(null);
  const [menu, setMenu] = useState<{ readonly ticket: Ticket; readonly at: DOMRect } | null>(null);
  const [only, setOnly] = useState<ReadonlySet<number> | null>(null);
  const acts = useListActs({ list, shown, selection, choose });
  const { say } = useToasts();
  const mayWrite = can("tickets:write");
  const rows = only ? list.rows.filter((row) => only.has(row.id)) : list.rows;

  const key = JSON.stringify(shown);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another list has other rows
  useEffect(() => {
    choose(nothing);
    setOnly(null);
  }, [key]);

  const hrefOf = useCallback((to: number) => `${base}/${to}${suffix}`, [base, suffix]);
  // While J or K is held down tickets pass by: the one that is rested on is opened.
  const [passing, pass] = useState(false);
  useEffect(() => {
    if (!passing || number === null) return;
    const timer = setTimeout(() => pass(false), PASS_MS);
    return () => clearTimeout(timer);
  }, [passing, number]);
  const step = (by: 1 | -1, held = false) => {
    const to = neighbour(rows, number ?? focusedNumber(), by);
    if (!to) return;
    pass(held);
    navigate(hrefOf(to.number));
    focusRow(to.number);
  };
  const current = (focused = false) => {
    const at = focused ? (focusedNumber() ?? number) : (number ?? focusedNumber());
    return list.rows.find((row) => row.number === at);
  };
  const chosenRows = () => list.rows.filter((row) => selection.ids.has(row.id));
  const anyChosen = sizeOf(selection) > 0;
  const start = (kind: PickKind) => {
    const row = current();
    const many = anyChosen;
    const on = many ? chosenRows() : row ? [row] : [];
    if (on.length > 0 && mayWrite) setPicking({ kind, rows: on, many });
  };
  const act = (what: Act) => {
    const row = current();
    if (!mayWrite) return;
    if (anyChosen) void acts.many(what);
    else if (row) void acts.one(row, what);
  };
  const { me } = useSession();
  const listKeys = {
    solve: () => act({ kind: "solve" } as const),
    solve_quiet: () => act({ kind: "solve", quiet: true } as const),
    snooze: () => start("snooze"),
    assign: () => start("assign"),
    take: () => act({ kind: "assign", owner: { id: me.id, name: me.name } } as const),
    tag: () => start("tag"),
    priority: () => start("priority"),
    unread: () => {
      const on = anyChosen ? chosenRows() : [current()].flatMap((row) => row ?? []);
      if (on.length > 0 && mayWrite) void acts.unread(on);
    },
  };
  // On the open ticket its own pane answers first; with rows chosen the list does.
  useShortcuts({
    ...(mayWrite ? listKeys : {}),
    next: (held) => step(1, held),
    next_arrow: (held) => step(1, held),
    previous: (held) => step(-1, held),
    previous_arrow: (held) => step(-1, held),
    open: () => {
      const row = current();
      if (row) navigate(hrefOf(row.number));
      else step(1);
    },
    open_enter: () => {
      if (number === null) step(1);
    },
    arrivals: () => {
      void list.reload();
      document.querySelector(".list .rows")?.scrollTo({ top: 0 });
    },
    panel: () => setPrefs({ panel: !currentPrefs().panel }),
    ...(mayWrite
      ? {
          select: () => {
            const row = current(true) ?? rows[0];
            if (row) choose((was) => toggled(was, row.id));
          },
          select_range: () => {
            const row = current(true);
            if (row) choose((was) => upTo(was, rows, row.id));
          },
          select_all: () => choose(allOf(rows)),
        }
      : {}),
    row_menu: () => {
      const row = current(true);
      const element = row ? rowElement(row.number) : null;
      if (row && element && mayWrite) setMenu({ ticket: row, at: element.getBoundingClientRect() });
    },
    ...(number !== null && !anyChosen ? { leave: () => leaveOr(() => navigate(`${base}${suffix}`)) } : {}),
  });
  useShortcuts(anyChosen ? { ...listKeys, leave: () => leaveOr(() => choose(nothing)) } : {}, true);

  useCommands(
    anyChosen && mayWrite
      ? (["merge", "macro", "team"] as const)
          .filter((kind) => kind !== "merge" || (selection.whole === null && sizeOf(selection) > 1))
          .map((kind) => ({
            id: `many-${kind}`,
            icon: BULK_ICONS[kind],
            name: t("console.palette.many", { n: sizeOf(selection), act: t(`console.act.${kind}`) }),
            also: kind,
            act: () => start(kind),
          }))
      : [],
  );

  const opened = list.rows.find((row) => row.number === number);
  useRead(opened, mayWrite && !passing);
  useNextFetched(number === null ? undefined : neighbour(rows, number, 1));
  // Whoever opens the first ticket finds the customer there at once.
  useEffect(() => {
    const timer = setTimeout(() => void loadPanel().catch(() => {}), PANEL_MS);
    return () => clearTimeout(timer);
  }, []);

  const more = useWholeCount(shown, anyChosen && list.query.hasNextPage && list.rows.every((row) => selection.ids.has(row.id)));
  const inboxCount = counts.data?.inbox ?? 0;
  const title = saved?.name ?? t(`console.nav.${view === "saved" ? "all" : view}`);
  useEffect(() => {
    document.title = `${inboxCount > 0 ? `(${inboxCount}) ` : ""}${title} · ${shopName}`;
  }, [inboxCount, title, shopName]);

  // What happens in the list does not draw the conversation again, and the other way round.
  const pane = useStable({
    onChanged: (ticket: Ticket) => list.take([ticket], true),
    onReload: () => void list.reload(),
    next: (from: number) => {
      const to = neighbour(rows, from, 1) ?? neighbour(rows, from, -1);
      navigate(to ? hrefOf(to.number) : `${base}${suffix}`);
    },
    onReturn: (to: number) => navigate(hrefOf(to)),
  });
  const head = useStable({
    onTab: (tab: Tab) => place.set("tab", tab === "all" ? "" : tab),
    onSort: (sort: Sort) => place.set("sort", sort === place.standard ? "" : sort),
    onFilter: place.toggleFilter,
  });
  const merge = async (into: Ticket, from: readonly Ticket[]) => {
    await acts.merge(into, from);
    choose(nothing);
  };
  const fallback = (tab: Tab) =>
    shown.tab === "all" && !list.query.hasNextPage && list.query.isSuccess && !only
      ? list.rows.filter((row) => (tab === "none" ? row.owner === null : row.channel === tab)).length
      : undefined;
  const tabCount = (tab: Tab) =>
    tab === "all"
      ? view === "inbox"
        ? counts.data?.inbox
        : shown.tab === "all" && !list.query.hasNextPage
          ? list.rows.length
          : undefined
      : tab === "none" && view === "inbox"
        ? counts.data?.unassigned
        : fallback(tab);

  return (
    <div
      className="inbox"
      data-panel={panel && number !== null ? "on" : "off"}
      data-open={number !== null}
      style={{ "--list-w": `${listWidth}px`, "--side-w": `${sideWidth}px` } as React.CSSProperties}
    >
      <TicketList
        list={list}
        title={title}
        view={view}
        tabs={tabsOf(shown.filter)}
        tab={shown.tab}
        sort={shown.sort}
        number={number}
        tabCount={tabCount}
        hrefOf={hrefOf}
        onTab={head.onTab}
        onSort={head.onSort}
        onFilter={head.onFilter}
        onClear={place.clear}
        unfiltered={view === "inbox" ? inboxCount : 0}
        selection={selection}
        only={only}
        on={{
          onSelect: (ticket, range) => choose((was) => (range ? upTo(was, rows, ticket.id) : toggled(was, ticket.id))),
          onSolve: (ticket) => void acts.one(ticket, { kind: "solve" }),
          onSnooze: (ticket) => setPicking({ kind: "snooze", rows: [ticket], many: false }),
          onMenu: (ticket, at) => setMenu({ ticket, at }),
        }}
        above={
          place.building ? (
            <Suspense fallback={null}>
              <FilterPanel filter={shown.filter} sort={shown.sort} saved={saved} onFilter={place.setFilter} onClose={place.toggleFilter} />
            </Suspense>
          ) : null
        }
        edges={
          <>
            <Splitter
              label={t("console.list.width")}
              value={listWidth}
              least={280}
              most={560}
              standard={WIDTHS.listWidth}
              onChange={(px) => setPrefs({ listWidth: px })}
            />
            {panel && number !== null ? (
              <Splitter
                label={t("console.side.width")}
                value={sideWidth}
                least={280}
                most={480}
                standard={WIDTHS.sideWidth}
                fromRight
                onChange={(px) => setPrefs({ sideWidth: px })}
              />
            ) : null}
          </>
        }
        below={
          <BulkBar
            selection={selection}
            more={more}
            running={acts.running}
            onPick={start}
            onSolve={() => void acts.many({ kind: "solve" })}
            onWhole={() => choose((was) => ({ ...was, whole: more?.n ?? null }))}
            onClear={() => {
              choose(nothing);
              setOnly(null);
            }}
            onUndo={acts.undoJob}
            onDismiss={acts.dismiss}
            onCancel={acts.cancel}
            onOnly={only ? null : () => setOnly(new Set(selection.ids))}
          />
        }
      />
      {number === null ? (
        <section className="conversation" aria-label={t("console.conversation.label")}>
          <StateView
            waiting={false}
            skeleton={null}
            loadingLabel=""
            empty={{ icon: "chat", title: t("console.pick.title"), detail: t("console.pick.detail") }}
          >
            {null}
          </StateView>
        </section>
      ) : passing ? (
        <Passing name={opened ? shopperName(opened, t) : `#${number}`} />
      ) : (
        <ConversationPane
          key={number}
          number={number}
          onChanged={pane.onChanged}
          onReload={pane.onReload}
          back={`${base}${suffix}`}
          next={pane.next}
          onReturn={pane.onReturn}
        />
      )}
      {menu ? (
        <RowMenu
          ticket={menu.ticket}
          at={menu.at}
          onAct={(what) => void acts.one(menu.ticket, what)}
          onPick={(kind) => setPicking({ kind, rows: [menu.ticket], many: false })}
          onUnread={() => void acts.unread([menu.ticket])}
          onSelect={() => choose((was) => toggled(was, menu.ticket.id))}
          onCopy={() =>
            void navigator.clipboard
              ?.writeText(`${location.origin}/app/inbox/${menu.ticket.number}`)
              .then(() => say(t("console.done.copied")))
          }
          onClose={() => {
            focusRow(menu.ticket.number);
            setMenu(null);
          }}
        />
      ) : null}
      <Suspense fallback={null}>
        {picking ? (
          <Picker
            kind={picking.kind}
            rows={picking.rows}
            onPick={(what) => {
              const row = picking.rows[0];
              if (picking.many) void acts.many(what);
              else if (row) void acts.one(row, what);
            }}
            onMerge={(into) => void merge(into, picking.rows)}
            onClose={() => setPicking(null)}
          />
        ) : null}
      </Suspense>
    </div>
  );
}

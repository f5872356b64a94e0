import "./list.css";
import { StateView } from "@kit";
import { useQuery } from "@tanstack/react-query";
import { useCallback, useEffect } from "react";
import { useLocation, useParams, useSearchParams } from "wouter";
import { tickets } from "../api.ts";
import { useShortcuts } from "../frame/shortcuts.ts";
import { currentPrefs, setPrefs } from "../prefs.ts";
import { useSession } from "../session.tsx";
import { usePrefs, useTexts } from "../texts.ts";
import { ConversationPane } from "./ConversationPane.tsx";
import { neighbour, type Sort, TABS, type Tab, VIEWS, type View } from "./queue.ts";
import { TicketList } from "./TicketList.tsx";
import { useTickets } from "./useTickets.ts";

/** The queue: list, conversation and customer side by side. */
export default function InboxPage() {
  const { t } = useTexts();
  const { shopName } = useSession();
  const { panel } = usePrefs();
  const params = useParams<{ view?: string; number?: string }>();
  const [search, setSearch] = useSearchParams();
  const [, navigate] = useLocation();
  const view: View = VIEWS.find((name) => name === params.view) ?? "inbox";
  const tab: Tab = TABS.find((name) => name === search.get("tab")) ?? "all";
  const sort: Sort = search.get("sort") === "recent" ? "recent" : "waiting";
  const number = params.number ? Number(params.number) : null;
  const list = useTickets(view, tab, sort);
  const counts = useQuery({ queryKey: ["counts"], queryFn: ({ signal }) => tickets.counts(signal) });

  const suffix = search.size > 0 ? `?${search}` : "";
  const hrefOf = useCallback((to: number) => `/${view}/${to}${suffix}`, [view, suffix]);
  const choose = (name: string, value: string, standard: string) =>
    setSearch((was) => {
      const next = new URLSearchParams(was);
      if (value === standard) next.delete(name);
      else next.set(name, value);
      return next;
    });
  const step = (by: 1 | -1) => {
    const to = neighbour(list.rows, number, by);
    if (to) navigate(hrefOf(to.number));
  };
  useShortcuts({
    next: () => step(1),
    next_arrow: () => step(1),
    previous: () => step(-1),
    previous_arrow: () => step(-1),
    open: () => {
      if (number === null) step(1);
    },
    arrivals: () => void list.reload(),
    panel: () => setPrefs({ panel: !currentPrefs().panel }),
  });

  const inboxCount = counts.data?.inbox ?? 0;
  useEffect(() => {
    document.title = `${inboxCount > 0 ? `(${inboxCount}) ` : ""}${t(`console.nav.${view}`)} · ${shopName}`;
  }, [inboxCount, view, shopName, t]);

  return (
    <div className="inbox" data-panel={panel && number !== null ? "on" : "off"} data-open={number !== null}>
      <TicketList
        list={list}
        view={view}
        tab={tab}
        sort={sort}
        number={number}
        counts={counts.data}
        hrefOf={hrefOf}
        onTab={(value) => choose("tab", value, "all")}
        onSort={(value) => choose("sort", value, "waiting")}
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
      ) : (
        <ConversationPane
          key={number}
          number={number}
          onChanged={(ticket) => list.take([ticket], true)}
          onReload={() => void list.reload()}
          back={`/${view}${suffix}`}
          next={() => {
            const to = neighbour(list.rows, number, 1) ?? neighbour(list.rows, number, -1);
            navigate(to ? hrefOf(to.number) : `/${view}${suffix}`);
          }}
          onReturn={() => navigate(hrefOf(number))}
        />
      )}
    </div>
  );
}

import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useLocation, useParams, useSearchParams } from "wouter";
import { views as viewsApi } from "../views/api.ts";
import { fieldsOf, filterOf, queryOfFilter } from "../views/filter.ts";
import { ownFilter, type Shown, SORTS, type Sort, standardSort, TABS, type Tab, tabsOf, VIEWS, type View } from "./queue.ts";

/** What the address says is shown. */
export function usePlace() {
  const params = useParams<{ view?: string; uid?: string; number?: string }>();
  const [search, setSearch] = useSearchParams();
  const [, navigate] = useLocation();
  const [building, setBuilding] = useState(false);
  const all = useQuery({
    queryKey: ["views"],
    queryFn: ({ signal }) => viewsApi.list(signal),
    enabled: params.uid !== undefined,
    staleTime: 60_000,
  });
  const saved = params.uid ? all.data?.find((each) => each.id === params.uid) : undefined;
  const view: View | "saved" = params.uid ? "saved" : (VIEWS.find((name) => name === params.view) ?? "inbox");
  const edited = search.get("edit") === "1";
  const filter =
    view === "saved" ? (edited ? filterOf(search) : (saved?.filter ?? {})) : view === "all" ? filterOf(search) : ownFilter(view);
  const standard: Sort = view === "saved" ? (SORTS.find((name) => name === saved?.sort) ?? "deadline") : standardSort(view);
  const tabs = tabsOf(filter);
  const tab: Tab = tabs.find((name) => name === search.get("tab")) ?? TABS[0];
  const sort: Sort = SORTS.find((name) => name === search.get("sort")) ?? standard;
  const shown: Shown = { filter, tab, sort };
  const base = params.uid ? `/view/${params.uid}` : `/${view}`;
  const suffix = search.size > 0 ? `?${search}` : "";
  const number = params.number ? Number(params.number) : null;
  const setFilter = (next: typeof filter) => {
    const query = new URLSearchParams(queryOfFilter(next) as Record<string, string>);
    if (view === "saved") query.set("edit", "1");
    if (search.get("sort")) query.set("sort", search.get("sort") ?? "");
    navigate(`${view === "saved" ? base : "/all"}?${query}`, { replace: view === "all" || view === "saved" });
  };
  return {
    view,
    saved,
    number,
    shown,
    base,
    suffix,
    standard,
    building: building || (view === "all" && number === null && fieldsOf(filter).length === 0),
    toggleFilter: () => {
      setBuilding((was) => !was);
      if (view !== "saved" && view !== "all") setFilter(filter);
    },
    setFilter,
    /** Where conditions of one's own are set: leaves them all out. */
    clear: view === "all" && fieldsOf(filter).length > 0 ? () => navigate("/all") : undefined,
    set: (name: string, value: string) =>
      setSearch((was) => {
        const next = new URLSearchParams(was);
        if (value === "") next.delete(name);
        else next.set(name, value);
        return next;
      }),
  };
}

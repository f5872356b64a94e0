import "./views.css";
import { ActionIcon, Button, Icon, Menu, NativeSelect } from "@kit";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useLater } from "../frame/useLater.ts";
import type { Sort } from "../inbox/queue.ts";
import { tickets } from "../inbox/ticketApi.ts";
import { useTexts } from "../texts.ts";
import type { View } from "./api.ts";
import { Condition } from "./Condition.tsx";
import { FIELDS, FIRST } from "./fields.ts";
import { type Filter, type FilterField, sameFilter } from "./filter.ts";
import { SaveView } from "./SaveView.tsx";
import { useViewsTexts } from "./texts.ts";

const COUNT_MS = 250;

export interface FilterPanelProps {
  readonly filter: Filter;
  readonly sort: Sort;
  readonly saved: View | undefined;
  readonly onFilter: (filter: Filter) => void;
  readonly onClose: () => void;
}

/** Builds the conditions of a list, says how many match, and keeps them as a view. */
export default function FilterPanel({ filter, sort, saved, onFilter, onClose }: FilterPanelProps) {
  const t = useViewsTexts();
  const { t: common } = useTexts();
  const [opened, setOpened] = useState<readonly FilterField[]>([]);
  const shown = FIELDS.filter((field) => filter[field.name] !== undefined || opened.includes(field.name));
  const offered = FIELDS.filter((field) => !shown.includes(field));
  const asked = useLater(filter, COUNT_MS);
  const count = useQuery({
    queryKey: ["filter-count", JSON.stringify(asked)],
    queryFn: ({ signal }) => tickets.ids(asked, signal),
    staleTime: 10_000,
    retry: false,
    placeholderData: keepPreviousData,
  });
  const change = (name: FilterField, value: unknown) => {
    const { [name]: _was, ...rest } = filter;
    setOpened((was) => (value === undefined ? [...was, name] : was.filter((each) => each !== name)));
    onFilter(value === undefined ? rest : ({ ...rest, [name]: value } as Filter));
  };
  const drop = (name: FilterField) => {
    const { [name]: _was, ...rest } = filter;
    setOpened((was) => was.filter((each) => each !== name));
    onFilter(rest);
  };
  return (
    <section className="filter" aria-label={common("console.filter.title")}>
      <div className="filter-head">
        <NativeSelect
          aria-label={t("views.match")}
          size="xs"
          value={filter.any ? "any" : "all"}
          onChange={(event) => {
            const { any: _was, ...rest } = filter;
            onFilter(event.currentTarget.value === "any" ? { ...rest, any: true } : rest);
          }}
          data={(["all", "any"] as const).map((value) => ({ value, label: t(`views.match.${value}`) }))}
        />
        <span className="filter-count num" role="status">
          {count.data
            ? t(count.data.more ? "views.count_more" : "views.count", { n: count.data.ids.length })
            : count.isFetching
              ? t("views.counting")
              : ""}
        </span>
        <ActionIcon aria-label={t("views.close")} onClick={onClose}>
          <Icon name="close" size={16} />
        </ActionIcon>
      </div>
      {shown.length === 0 ? <p className="filter-none">{t("views.none")}</p> : null}
      {shown.map((field) => (
        <div key={field.name} className="condition">
          <div className="condition-head">
            <b>{t(`views.field.${field.name}`)}</b>
            <button
              type="button"
              className="condition-drop"
              aria-label={t("views.drop", { name: t(`views.field.${field.name}`) })}
              onClick={() => drop(field.name)}
            >
              <Icon name="close" size={14} />
            </button>
          </div>
          <Condition field={field} value={filter[field.name]} onChange={(value) => change(field.name, value)} />
        </div>
      ))}
      <div className="filter-foot">
        <Menu position="bottom-start">
          <Menu.Target>
            <Button size="xs" leftSection={<Icon name="plus" size={16} />} disabled={offered.length === 0}>
              {t("views.add")}
            </Button>
          </Menu.Target>
          <Menu.Dropdown>
            {offered.map((field) => (
              <Menu.Item key={field.name} onClick={() => change(field.name, FIRST[field.name])}>
                {t(`views.field.${field.name}`)}
              </Menu.Item>
            ))}
          </Menu.Dropdown>
        </Menu>
        {saved && sameFilter(filter, saved.filter) && sort === saved.sort ? null : <SaveView filter={filter} sort={sort} saved={saved} />}
      </div>
    </section>
  );
}

import { useQuery } from "@tanstack/react-query";
import { type Ref, useEffect, useImperativeHandle, useMemo, useRef, useState } from "react";
import { useTexts } from "../../texts.ts";
import { replies } from "../talkApi.ts";
import { tickets } from "../ticketApi.ts";
import { find, type Group, type Item, itemsOf } from "./items.ts";
import type { Token } from "./tokens.ts";
import "./menus.css";

export interface MenuRef {
  readonly move: (step: 1 | -1) => void;
  /** Puts in what is marked; false when there is nothing. */
  readonly pick: () => boolean;
}

export interface SlashMenuProps {
  readonly ref: Ref<MenuRef>;
  readonly ticket: number;
  readonly token: Token;
  readonly only: Group | null;
  readonly onPick: (item: Item) => void;
  /** Which option is marked, for the field that keeps the focus. */
  readonly onActive: (id: string) => void;
}

export const MENU_ID = "slash-menu";

/** Replies, articles, coupons and orders behind `/`, colleagues behind `@`: the field keeps the focus. */
export default function SlashMenu({ ref, ticket, token, only, onPick, onActive }: SlashMenuProps) {
  const { t } = useTexts();
  const people = token.sign === "@";
  const menu = useQuery({
    queryKey: ["reply-menu", ticket],
    queryFn: ({ signal }) => replies.menu(ticket, signal),
    enabled: !people,
    staleTime: 30_000,
  });
  const staff = useQuery({ queryKey: ["staff"], queryFn: () => tickets.staff(), enabled: people, staleTime: 60_000 });
  const all = useMemo<Item[]>(() => {
    if (people)
      return (staff.data ?? []).map((person) => ({
        key: `p${person.id}`,
        group: "people",
        name: person.name,
        hint: "",
        text: `@${person.name} `,
        missing: [],
      }));
    if (!menu.data) return [];
    return itemsOf(menu.data, {
      coupon: (name, code) => t("console_talk.menu_coupon", { name: name || code, code }),
      order: (number, title, eta) => t(eta ? "console_talk.menu_order_eta" : "console_talk.menu_order", { number, title, eta }),
    });
  }, [people, staff.data, menu.data, t]);
  const found = useMemo(() => find(all, token.query, only), [all, token.query, only]);
  const [at, setAt] = useState(0);
  // biome-ignore lint/correctness/useExhaustiveDependencies: other words, other best one
  useEffect(() => setAt(0), [token.query, only, people]);
  const marked = found[Math.min(at, found.length - 1)];
  const list = useRef<HTMLDivElement>(null);
  useImperativeHandle(ref, () => ({
    move: (step) => setAt((was) => (found.length === 0 ? 0 : (Math.min(was, found.length - 1) + step + found.length) % found.length)),
    pick: () => {
      if (marked) onPick(marked);
      return marked !== undefined;
    },
  }));
  const id = marked ? `${MENU_ID}-${marked.key}` : "";
  useEffect(() => {
    onActive(id);
    if (id) document.getElementById(id)?.scrollIntoView({ block: "nearest" });
  }, [id, onActive]);
  const query = people ? staff : menu;
  const title = people ? t("console_talk.menu_people") : t("console_talk.menu_hint");
  return (
    <div className="slash-menu">
      <p className="slash-title">{title}</p>
      {query.isError ? <p className="slash-none">{t("console.error.title")}</p> : null}
      {query.isSuccess && found.length === 0 ? <p className="slash-none">{t("console_talk.menu_none", { query: token.query })}</p> : null}
      <div role="listbox" id={MENU_ID} aria-label={title} ref={list}>
        {found.map((item, i) => (
          <div key={item.key} role="presentation">
            {item.group !== found[i - 1]?.group && !people && !(i === 0 && item.group === "replies") ? (
              <p className="slash-group" role="presentation">
                {t(`console_talk.menu.${item.group}`)}
              </p>
            ) : null}
            {/* biome-ignore lint/a11y/useKeyWithClickEvents: the keys are the field's */}
            <div
              role="option"
              tabIndex={-1}
              id={`${MENU_ID}-${item.key}`}
              aria-selected={item === marked}
              className="slash-item"
              onMouseMove={() => setAt(i)}
              onMouseDown={(event) => event.preventDefault()}
              onClick={() => onPick(item)}
            >
              <b>{item.name}</b>
              {item.hint ? <code>{item.hint}</code> : null}
              {item.text && !people ? <p>{item.text}</p> : null}
              {item.missing.length > 0 ? (
                <p className="slash-missing">{t("console_talk.missing", { names: item.missing.join(", ") })}</p>
              ) : null}
            </div>
          </div>
        ))}
      </div>
    </div>
  );
}

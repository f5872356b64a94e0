import { type IconName, Modal } from "@kit";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useMemo, useState } from "react";
import { useLocation } from "wouter";
import { call } from "../api.ts";
import { setPrefs } from "../prefs.ts";
import { find } from "../search/api.ts";
import { useSession } from "../session.tsx";
import { type TextKey, useTexts } from "../texts.ts";
import { views as viewsApi } from "../views/api.ts";
import { Choices } from "./Choices.tsx";
import { commandsNow } from "./commands.ts";
import { canPutText, putText, runMacro } from "./composerPort.ts";
import { useShownCombo } from "./Hint.tsx";
import type { LayerProps } from "./KeySheet.tsx";
import { type Option, recentIds, rememberId, sectionsFor } from "./options.ts";
import { places } from "./places.ts";
import { answered, press, type ShortcutId } from "./shortcuts.ts";
import { useLater } from "./useLater.ts";

const SEARCH_MS = 150;

// Other words for what can be done, in both languages; the label itself is matched as well.
const ACTS: readonly { readonly id: ShortcutId; readonly icon: IconName; readonly also: readonly string[] }[] = [
  { id: "solve", icon: "check", also: ["resolve", "solve", "done", "gg", "해결", "완료", "끝"] },
  { id: "solve_quiet", icon: "check", also: ["resolve without survey", "quiet", "조용히 해결", "만족도 없이"] },
  { id: "snooze", icon: "moon", also: ["snooze", "later", "보류", "나중에"] },
  { id: "reply", icon: "chat", also: ["reply", "answer", "답변"] },
  { id: "note", icon: "lock", also: ["note", "memo", "메모"] },
  { id: "assign", icon: "people", also: ["assign", "owner", "담당", "배정"] },
  { id: "take", icon: "person", also: ["assign to me", "take", "mine", "내가", "맡기"] },
  { id: "tag", icon: "tag", also: ["tag", "label", "태그"] },
  { id: "priority", icon: "flag", also: ["priority", "urgent", "우선순위", "급함"] },
  { id: "unread", icon: "unread", also: ["unread", "안 읽음"] },
  { id: "block", icon: "lock", also: ["block", "차단"] },
  { id: "call", icon: "phone", also: ["call", "phone", "통화", "전화"] },
  { id: "undo", icon: "retry", also: ["undo", "되돌리기", "취소"] },
  { id: "new_ticket", icon: "plus", also: ["new ticket", "create", "새 문의", "전화"] },
  { id: "select_all", icon: "check", also: ["select all", "모두 고르기"] },
  { id: "arrivals", icon: "up", also: ["new arrivals", "새 문의"] },
  { id: "panel", icon: "panel", also: ["customer panel", "고객 정보"] },
  { id: "nav", icon: "panel", also: ["menu", "sidebar", "메뉴"] },
  { id: "keys", icon: "keys", also: ["shortcuts", "keys", "help", "단축키"] },
];

/** Do anything and go anywhere by a few letters. */
export default function Palette({ opened, onClose }: LayerProps) {
  const { t } = useTexts();
  const [text, setText] = useState("");
  const wanted = useLater(text.trim(), SEARCH_MS);
  const own = useOwnOptions();
  const found = useFoundOptions(wanted);
  const replies = useReplies();
  const lastLine = useSearchLine(text.trim());
  const recent = useMemo(recentIds, []);
  const sections = sectionsFor([...own, ...found.options, ...replies, ...lastLine], text, recent);
  const count = sections.reduce((n, section) => n + section.options.length, 0);
  const act = (option: Option) => {
    rememberId(option.id);
    onClose();
    // The dialog gives the focus back first: what acts may move it.
    setTimeout(option.act, 0);
  };
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      withCloseButton={false}
      className="palette"
      size={600}
      yOffset="10vh"
      centered={false}
      transitionProps={{ duration: 0 }}
      title={t("console.places.title")}
    >
      <Choices
        id="palette"
        field={t("console.places.title")}
        label={t("console.places.title")}
        placeholder={t("console.palette.placeholder")}
        text={text}
        onText={setText}
        sections={sections.map(({ group, options }) => ({ title: t(`console.palette.${group}`), choices: options }))}
        onPick={act}
        none={found.waiting ? "" : t("console.palette.empty")}
      >
        <span className="sr" role="status">
          {text ? t(found.waiting ? "console.palette.loading" : "console.palette.found", { n: count }) : ""}
        </span>
      </Choices>
    </Modal>
  );
}

/** Whatever is typed can be looked for among the tickets. */
function useSearchLine(q: string): Option[] {
  const { t } = useTexts();
  const { can } = useSession();
  const [, navigate] = useLocation();
  if (!q || !can("tickets:read")) return [];
  const act = () => navigate(`/search?q=${encodeURIComponent(q)}`);
  return [{ id: "search", group: "tickets", icon: "find", name: t("console.palette.search", { q }), found: true, act }];
}

/** What needs no server: acts, places, views and settings. */
function useOwnOptions(): Option[] {
  const { t, lang } = useTexts();
  const combo = useShownCombo();
  const { can } = useSession();
  const [, navigate] = useLocation();
  const views = useQuery({
    queryKey: ["views"],
    queryFn: ({ signal }) => viewsApi.list(signal),
    enabled: can("tickets:read"),
    staleTime: 60_000,
  });
  const acts = ACTS.filter(({ id }) => answered(id)).map(({ id, icon, also }): Option => {
    const label = t(`console.key.${id}` as TextKey);
    return { id: `act:${id}`, group: "actions", icon, name: label, also, act: () => void press(id), ...combo(id) };
  });
  const commands = commandsNow().map(
    ({ id, icon, name, also, act }): Option => ({ id: `do:${id}`, group: "actions", icon, name, also: also.split(" "), act }),
  );
  const pages = places
    .filter((place) => !place.needs || can(place.needs))
    .map((place): Option => {
      const more = place.key ? combo(place.key) : {};
      return {
        id: `place:${place.path}`,
        group: "places",
        icon: place.icon,
        name: t(place.label),
        also: place.also.split(" "),
        act: () => navigate(place.path),
        ...more,
      };
    });
  const searchPage: Option = {
    id: "place:/search",
    group: "places",
    icon: "find",
    name: t("console.nav.search"),
    ...combo("search"),
    also: ["search", "find", "찾기", "검색"],
    act: () => navigate("/search"),
  };
  const saved = (views.data ?? []).map(
    (view): Option => ({
      id: `view:${view.id}`,
      group: "places",
      icon: "filter",
      name: view.name,
      act: () => navigate(`/view/${view.id}`),
    }),
  );
  const themes = (["light", "dark", "auto"] as const).map(
    (theme): Option => ({
      id: `theme:${theme}`,
      group: "prefs",
      icon: "sun",
      name: t("console.palette.theme", { theme: t(`console.theme.${theme}`) }),
      also: ["theme", theme, "밝게", "어둡게", "다크"],
      act: () => setPrefs({ theme }),
    }),
  );
  const other = lang === "ko" ? "en" : "ko";
  const language: Option = {
    id: `lang:${other}`,
    group: "prefs",
    icon: "chat",
    name: t(`common.language.${other}`),
    also: ["language", "언어", "korean", "english", "한국어", "영어"],
    act: () => setPrefs({ lang: other }),
  };
  return [...acts, ...commands, ...pages, ...(can("tickets:read") ? [searchPage] : []), ...saved, ...themes, language];
}

/** What the server finds. */
function useFoundOptions(q: string): { options: Option[]; waiting: boolean } {
  const { t } = useTexts();
  const { can } = useSession();
  const [, navigate] = useLocation();
  const query = useQuery({
    queryKey: ["palette", q],
    queryFn: ({ signal }) => find(q, {}, signal),
    enabled: q.length > 0 && can("tickets:read"),
    staleTime: 30_000,
    retry: false,
    placeholderData: keepPreviousData,
  });
  const number = /^#?(\d{1,9})$/.exec(q)?.[1];
  const opening: Option[] = number
    ? [
        {
          id: `ticket:${number}`,
          group: "tickets",
          icon: "find",
          name: t("console.palette.go_ticket", { number }),
          found: true,
          act: () => navigate(`/inbox/${number}`),
        },
      ]
    : [];
  const found = q ? query.data : undefined;
  if (!found) return { options: opening, waiting: query.isFetching };
  const tickets = (found.tickets ?? []).slice(0, 4).map(
    ({ ticket, snippet }): Option => ({
      id: `ticket:${ticket.number}`,
      group: "tickets",
      icon: ticket.channel === "mail" ? "mail" : "chat",
      name: ticket.shopper.name || t("console.row.nameless", { number: ticket.number }),
      hint: (snippet ?? []).map((piece) => piece.text).join("") || ticket.preview || ticket.subject,
      found: true,
      act: () => navigate(`/inbox/${ticket.number}`),
    }),
  );
  const people = (found.customers ?? []).map(
    (person): Option => ({
      id: `customer:${person.id}`,
      group: "people",
      icon: "person",
      name: person.name,
      hint: [person.phone_masked, t("console.palette.customer_tickets", { n: person.tickets })].filter(Boolean).join(" · "),
      found: true,
      act: () => navigate(`/search?q=${encodeURIComponent(person.name)}`),
    }),
  );
  const orders = (found.orders ?? []).map(
    (order): Option => ({
      id: `order:${order.number}`,
      group: "orders",
      icon: "box",
      name: `#${order.number}`,
      hint: [order.status_label, order.name].filter(Boolean).join(" · "),
      found: true,
      act: () => navigate(order.ticket_number ? `/inbox/${order.ticket_number}` : `/search?q=${encodeURIComponent(order.number)}`),
    }),
  );
  const articles = (found.articles ?? []).map(
    (article): Option => ({
      id: `article:${article.id}`,
      group: "articles",
      icon: "book",
      name: article.title,
      found: true,
      act: () => navigate(`/faq/${article.id}`),
    }),
  );
  const seen = new Set(opening.map((o) => o.id));
  return { options: [...opening, ...tickets.filter((o) => !seen.has(o.id)), ...people, ...orders, ...articles], waiting: query.isFetching };
}

interface RepliesMenu {
  readonly macros?: readonly { readonly id: string; readonly name: string }[] | null;
  readonly replies:
    | readonly {
        readonly id: string;
        readonly name: string;
        readonly shortcut?: string;
        readonly text: string;
        readonly choseong?: string;
      }[]
    | null;
}

/** Saved replies, filled for the ticket that is open: one goes into the composer; and the macros it can run. */
function useReplies(): Option[] {
  const { t } = useTexts();
  const [path] = useLocation();
  const number = /\/(\d{1,15})$/.exec(path)?.[1];
  const query = useQuery({
    queryKey: ["replies-menu", number],
    queryFn: ({ signal }) => call<RepliesMenu>("/replies/menu", { query: { ticket: number ?? "" }, signal }),
    enabled: number !== undefined && canPutText(),
    staleTime: 60_000,
    retry: false,
  });
  const macros = (query.data?.macros ?? []).map(
    (macro): Option => ({
      id: `macro:${macro.id}`,
      group: "actions",
      icon: "bolt",
      name: t("console.palette.macro", { name: macro.name }),
      also: [macro.name, "macro", "매크로"],
      act: () => runMacro(macro.id, macro.name),
    }),
  );
  const texts = (query.data?.replies ?? []).map(
    (reply): Option => ({
      id: `reply:${reply.id}`,
      group: "replies",
      icon: "chat",
      name: reply.name,
      hint: reply.text,
      also: reply.shortcut ? [reply.shortcut] : [],
      act: () => putText(reply.text),
    }),
  );
  return [...macros, ...texts];
}

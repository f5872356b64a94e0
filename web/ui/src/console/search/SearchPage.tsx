import "../pages.css";
import "../views/views.css";
import { Button, Chip, Icon, Skeleton, StateView, TextInput } from "@kit";
import { keepPreviousData, useInfiniteQuery } from "@tanstack/react-query";
import { type ReactNode, useEffect, useRef, useState } from "react";
import { Link, useSearchParams } from "wouter";
import { useLater } from "../frame/useLater.ts";
import { deadlineChip } from "../inbox/queue.ts";
import { shopperName } from "../inbox/TicketRow.tsx";
import { errorState } from "../problems.ts";
import { useTexts } from "../texts.ts";
import { useNow } from "../useNow.ts";
import { useViewsTexts } from "../views/texts.ts";
import { When } from "../When.tsx";
import { type Found, find, type Piece, type SearchChip } from "./api.ts";

const REST_MS = 150;

/** Finds conversations, customers, orders and articles; chips that are typed narrow it. The address holds what was asked. */
export default function SearchPage() {
  const t = useViewsTexts();
  const { t: common } = useTexts();
  const [params, setParams] = useSearchParams();
  const [text, setText] = useState(params.get("q") ?? "");
  const field = useRef<HTMLInputElement>(null);
  const q = useLater(text.trim(), REST_MS);
  const asked = params.get("q") ?? "";
  // biome-ignore lint/correctness/useExhaustiveDependencies: what is typed leads, the address follows
  useEffect(() => {
    if (q !== asked) setParams(q ? { q } : {}, { replace: true });
  }, [q]);
  useEffect(() => {
    document.title = t("search.title");
    field.current?.focus();
  }, [t]);
  // Somebody else may change the address: the palette, or the way back.
  const typed = useRef(text);
  typed.current = text;
  useEffect(() => {
    if (asked !== typed.current.trim()) setText(asked);
  }, [asked]);
  const query = useInfiniteQuery({
    queryKey: ["search", q],
    queryFn: ({ pageParam, signal }) => find(q, { cursor: pageParam }, signal),
    initialPageParam: "",
    getNextPageParam: (page: Found) => page.next || undefined,
    enabled: q.length > 0,
    staleTime: 15_000,
    retry: false,
    placeholderData: keepPreviousData,
  });
  const pages = q ? (query.data?.pages ?? []) : [];
  const first = pages[0];
  const tickets = pages.flatMap((page) => page.tickets ?? []);
  const total = tickets.length + (first?.customers?.length ?? 0) + (first?.orders?.length ?? 0) + (first?.articles?.length ?? 0);
  return (
    <main className="page">
      <div className="page-inner search">
        <div className="page-head">
          <h1>{t("search.title")}</h1>
        </div>
        <search className="search-field">
          <TextInput
            ref={field}
            size="md"
            type="search"
            aria-label={t("search.field")}
            placeholder={t("search.placeholder")}
            leftSection={<Icon name="find" />}
            value={text}
            onChange={(event) => setText(event.currentTarget.value)}
          />
        </search>
        <p className="search-hint">{t("search.hint")}</p>
        <Chips chips={first?.chips ?? []} text={text} onText={setText} />
        <span className="sr" role="status">
          {q && query.isSuccess ? t("search.found", { n: total }) : ""}
        </span>
        <StateView
          waiting={q.length > 0 && query.isPending}
          loadingLabel={t("search.waiting")}
          skeleton={["a", "b", "c"].map((name) => <Skeleton key={name} height={56} mb={12} radius={12} />)}
          error={query.isError && pages.length === 0 ? errorState(query.error, common, () => void query.refetch()) : null}
          empty={
            q.length === 0
              ? { icon: "find", title: t("search.start") }
              : query.isSuccess && total === 0
                ? { icon: "find", title: t("search.none"), detail: t("search.none_detail") }
                : null
          }
        >
          <Tickets found={tickets} />
          {query.hasNextPage ? (
            <p className="more">
              <Button size="xs" loading={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
                {t("search.more")}
              </Button>
            </p>
          ) : null}
          {first ? <Others found={first} /> : null}
        </StateView>
      </div>
    </main>
  );
}

/** The conditions that were understood; taking one away takes its words out of the field. */
function Chips({ chips, text, onText }: { chips: readonly SearchChip[]; text: string; onText: (text: string) => void }) {
  const t = useViewsTexts();
  const words = text.split(/\s+/).filter(Boolean);
  const named = words.filter((word) => /^[^\s:]+:[^\s]+$/.test(word));
  if (chips.length === 0) return null;
  return (
    <div className="search-chips">
      {chips.map((chip, i) => (
        <button
          key={`${chip.field}:${chip.value}`}
          type="button"
          aria-label={t("search.drop", { label: chip.label })}
          onClick={() => onText(words.filter((word) => word !== named[i]).join(" "))}
        >
          {chip.label}
          <Icon name="close" size={14} />
        </button>
      ))}
    </div>
  );
}

function Group({ title, n, children }: { title: string; n: number; children: ReactNode }) {
  if (n === 0) return null;
  return (
    <section>
      <h2>
        {title} <small className="num">{n}</small>
      </h2>
      <div className="panel">
        <ul className="found">{children}</ul>
      </div>
    </section>
  );
}

function Snippet({ pieces }: { pieces: readonly Piece[] }) {
  // biome-ignore lint/suspicious/noArrayIndexKey: pieces of one text have no other name than their place
  return pieces.map((piece, i) => (piece.hit ? <mark key={i}>{piece.text}</mark> : <span key={i}>{piece.text}</span>));
}

function Tickets({ found }: { found: NonNullable<Found["tickets"]> }) {
  const t = useViewsTexts();
  const { t: common, lang } = useTexts();
  const now = useNow();
  return (
    <Group title={t("search.tickets")} n={found.length}>
      {found.map(({ ticket, snippet, seq, at }) => {
        const chip = deadlineChip(ticket, now, common, lang, () => "");
        return (
          <li key={`${ticket.id}-${seq ?? 0}`}>
            <Link href={`/inbox/${ticket.number}${seq ? `?at=${seq}` : ""}`}>
              <Icon
                name={ticket.channel === "mail" ? "mail" : "chat"}
                label={common(ticket.channel === "mail" ? "console.channel.mail" : "console.channel.chat")}
              />
              <span>
                <b>{shopperName(ticket, common)}</b>
                <span className="order num">#{ticket.order_number || ticket.number}</span> <Chip tone={chip.tone}>{chip.text}</Chip>
              </span>
              <When at={at ?? ticket.last_message_at} />
              <p>{snippet && snippet.length > 0 ? <Snippet pieces={snippet} /> : ticket.preview || ticket.subject}</p>
            </Link>
          </li>
        );
      })}
    </Group>
  );
}

function Others({ found }: { found: Found }) {
  const t = useViewsTexts();
  const customers = found.customers ?? [];
  const orders = found.orders ?? [];
  const articles = found.articles ?? [];
  const search = (q: string) => `/search?q=${encodeURIComponent(q)}`;
  return (
    <>
      <Group title={t("search.customers")} n={customers.length}>
        {customers.map((person) => (
          <li key={person.id}>
            <Link href={search(person.name)}>
              <Icon name="person" />
              <b>{person.name}</b>
              <span className="meta num">{t("search.customer_tickets", { n: person.tickets })}</span>
              <p className="num">{[person.phone_masked, person.email_masked].filter(Boolean).join(" · ")}</p>
            </Link>
          </li>
        ))}
      </Group>
      <Group title={t("search.orders")} n={orders.length}>
        {orders.map((order) => (
          <li key={order.number}>
            <Link href={order.ticket_number ? `/inbox/${order.ticket_number}` : search(order.number)}>
              <Icon name="box" />
              <b className="num">{order.number}</b>
              <Chip>{order.status_label}</Chip>
              <p>
                {order.name} · <When at={order.placed_at} form="full" />
              </p>
            </Link>
          </li>
        ))}
      </Group>
      <Group title={t("search.articles")} n={articles.length}>
        {articles.map((article) => (
          <li key={article.id}>
            <Link href={`/faq/${article.id}`}>
              <Icon name="book" />
              <b>{article.title}</b>
            </Link>
          </li>
        ))}
      </Group>
    </>
  );
}

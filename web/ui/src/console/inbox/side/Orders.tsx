import { Button, TextInput } from "@kit";
import { date, day, won } from "@shared/fmt.ts";
import type { Order } from "@shared/types.ts";
import { lazy, Suspense, useState } from "react";
import { putText } from "../../frame/composerPort.ts";
import { bestScore } from "../../frame/match.ts";
import { useOffline } from "../../live/useOffline.ts";
import { useSession } from "../../session.tsx";
import { useTexts } from "../../texts.ts";
import { useNow } from "../../useNow.ts";
import { isOver } from "../actions/allowed.ts";
import { usePanelTexts } from "../panelTexts.ts";
import type { TicketCustomer, TicketDetail } from "../ticket.ts";
import { OrderActions } from "./OrderActionsSlot.tsx";
import { OrderCard, orderTitle } from "./OrderCard.tsx";
import { Section } from "./Section.tsx";

const GiftSheet = lazy(() => import("./GiftSheet.tsx"));
const ArrivalSheet = lazy(() => import("./ArrivalSheet.tsx"));
const BEFORE_LEAVING: readonly string[] = ["placed", "paid", "preparing"];
const MOST_RUNNING = 3;
const MOST_LISTED = 5;
const SEARCH_FROM = 8;

/** What is on its way, the order of the ticket first, with what can be done about it. */
export function RunningOrders({ ticket, customer }: { ticket: TicketDetail; customer: TicketCustomer }) {
  const { t } = useTexts();
  const p = usePanelTexts();
  const now = useNow();
  const [all, setAll] = useState(false);
  const running = (customer.orders ?? [])
    .filter((order) => !isOver(order.status))
    .sort((a, b) => Number(b.number === ticket.order_number) - Number(a.number === ticket.order_number));
  const own = ticket.order && isOver(ticket.order.status) ? ticket.order : null;
  if (running.length === 0 && !own) return null;
  const shown = all ? running : running.slice(0, MOST_RUNNING);
  return (
    <>
      {own ? (
        <Section title={t("console.side.order")}>
          <OrderCard order={own} now={now} />
          <OrderActs order={own} ticket={ticket} />
        </Section>
      ) : null}
      {running.length > 0 ? (
        <Section
          title={t("console.side.running")}
          act={
            running.length > MOST_RUNNING ? (
              <button type="button" className="link-button" aria-expanded={all} onClick={() => setAll(!all)}>
                {all ? p("console_panel.fewer") : p("console_panel.all_n", { n: running.length })}
              </button>
            ) : null
          }
        >
          {shown.map((order) => (
            <div className="order" key={order.number}>
              <OrderCard order={order} now={now} />
              <OrderActs order={order} ticket={ticket} />
            </div>
          ))}
        </Section>
      ) : null}
    </>
  );
}

/** What an agent may do about an order without leaving the conversation. */
export function OrderActs({ order, ticket }: { order: Order; ticket: TicketDetail }) {
  const { lang } = useTexts();
  const p = usePanelTexts();
  const { can } = useSession();
  const now = useNow();
  const { t } = useTexts();
  const off = useOffline();
  const [moving, setMoving] = useState(false);
  if (!can("tickets:write")) return null;
  const card = () => {
    const eta = order.eta_to ? date(new Date(`${order.eta_to.slice(0, 10)}T00:00:00+09:00`), lang, now) : "";
    const state = t(`console.order.status.${order.status}`);
    putText(
      p(eta ? "console_panel.order_text_eta" : "console_panel.order_text", {
        number: order.number,
        title: orderTitle(order, t),
        state,
        eta,
      }),
    );
  };
  return (
    <div className="order-acts">
      <Button size="xs" onClick={card}>
        {p("console_panel.order_put")}
      </Button>
      <Button size="xs" onClick={() => void navigator.clipboard.writeText(order.number).catch(() => putText(order.number))}>
        {p("console_panel.order_copy")}
      </Button>
      {order.is_preorder && order.eta_to && BEFORE_LEAVING.includes(order.status) && can("people:write") ? (
        <Button size="xs" onClick={() => setMoving(true)} {...off}>
          {p("console_panel.arrival")}
        </Button>
      ) : null}
      <OrderActions order={order} ticket={ticket} />
      {moving ? (
        <Suspense fallback={null}>
          <ArrivalSheet order={order} ticket={ticket} onClose={() => setMoving(false)} />
        </Suspense>
      ) : null}
    </div>
  );
}

/** All that was ever ordered: found by a few letters when it is much. */
export function AllOrders({ ticket, customer }: { ticket: TicketDetail; customer: TicketCustomer }) {
  const { t } = useTexts();
  const p = usePanelTexts();
  const [query, setQuery] = useState("");
  const [all, setAll] = useState(false);
  const orders = customer.orders ?? [];
  if (orders.length === 0) {
    return (
      <Section title={t("console.side.orders")}>
        <p className="meta">{t("console.side.no_orders")}</p>
      </Section>
    );
  }
  const past = orders.filter((order) => isOver(order.status));
  if (past.length === 0) return null;
  const found = query ? orders.filter((order) => bestScore(query, [orderTitle(order, t), order.number]) > 0) : past;
  const shown = all || query ? found : found.slice(0, MOST_LISTED);
  return (
    <Section
      title={t("console.side.done")}
      act={
        past.length > MOST_LISTED ? (
          <button type="button" className="link-button" aria-expanded={all} onClick={() => setAll(!all)}>
            {all ? p("console_panel.fewer") : p("console_panel.all_n", { n: past.length })}
          </button>
        ) : null
      }
    >
      {orders.length >= SEARCH_FROM ? (
        <TextInput
          aria-label={p("console_panel.find_order")}
          placeholder={p("console_panel.find_order")}
          value={query}
          onChange={(event) => setQuery(event.currentTarget.value)}
          mb={6}
        />
      ) : null}
      {shown.map((order) => (
        <PastOrder key={order.number} order={order} ticket={ticket} />
      ))}
      {query && shown.length === 0 ? <p className="meta">{p("console_panel.none_found")}</p> : null}
    </Section>
  );
}

/** One line; what can be done about the order is there once it is opened. */
function PastOrder({ order, ticket }: { order: Order; ticket: TicketDetail }) {
  const { t, lang } = useTexts();
  const now = useNow();
  const [open, setOpen] = useState(false);
  return (
    <details className="past-order" onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary className="pair">
        <span>
          {orderTitle(order, t)}
          <small className="num">
            {order.number} · {day(new Date(order.placed_at), lang, now)}
          </small>
        </span>
        <span className="num">{order.status === "cancelled" ? t("console.order.cancelled") : won(order.total, lang)}</span>
      </summary>
      {open ? <OrderActs order={order} ticket={ticket} /> : null}
    </details>
  );
}

/** The coupons they can still use, and one more by hand. */
export function Coupons({ ticket, customer }: { ticket: TicketDetail; customer: TicketCustomer }) {
  const { t, lang } = useTexts();
  const p = usePanelTexts();
  const now = useNow();
  const { can } = useSession();
  const [giving, setGiving] = useState(false);
  const coupons = (customer.coupons ?? []).filter(
    (coupon) => !coupon.redeemed_at && (!coupon.valid_until || new Date(`${coupon.valid_until.slice(0, 10)}T23:59:59+09:00`) >= now),
  );
  const mayGive = can("people:write") && ticket.customer_id;
  if (coupons.length === 0 && !mayGive) return null;
  return (
    <Section
      title={t("console.side.coupons")}
      act={
        mayGive ? (
          <button type="button" className="link-button" onClick={() => setGiving(true)}>
            {p("console_panel.gift")}
          </button>
        ) : null
      }
    >
      {coupons.map((coupon) => (
        <div className="pair" key={coupon.code}>
          <span>
            {coupon.name ?? coupon.code} {coupon.discount ?? ""}
          </span>
          <span className="num">
            {coupon.valid_until ? t("console.side.until", { date: day(new Date(coupon.valid_until), lang, now) }) : coupon.code}
          </span>
        </div>
      ))}
      {coupons.length === 0 ? <p className="meta">{p("console_panel.coupons_none")}</p> : null}
      {giving ? (
        <Suspense fallback={null}>
          <GiftSheet ticket={ticket} onClose={() => setGiving(false)} />
        </Suspense>
      ) : null}
    </Section>
  );
}

import { useState } from "preact/hooks";
import { won } from "../../shared/fmt.ts";
import { post } from "../kit/ask.ts";
import { Glyph } from "../kit/icons.tsx";
import { Heading, sentence } from "../kit/parts.tsx";
import { toProblem } from "../kit/useAsk.ts";
import { go, set, state } from "../panel.ts";
import { OrderCard } from "./Card.tsx";
import { RequestSheet } from "./RequestSheet.tsx";
import { requested, t } from "./store.ts";
import type { Order, OrderRequest, Orders } from "./types.ts";
import { wishedFor } from "./wish.ts";

const TONE = { asked: "", approved: "ok", done: "ok", refused: "warn", withdrawn: "warn" } as const;

/** What became of a request, with the way to take it back while nobody has decided. */
export function RequestState({ request, number }: { request: OrderRequest; number: string }) {
  const [wrong, setWrong] = useState("");
  const [busy, setBusy] = useState(false);
  const withdraw = () => {
    setBusy(true);
    post<OrderRequest>(`orders/${encodeURIComponent(number)}/requests/${request.id}/withdraw`).then(
      (its) => requested(number, its),
      (error) => {
        setBusy(false);
        setWrong(sentence(toProblem(error)));
      },
    );
  };
  return (
    <div class={`note ${TONE[request.state]}`} role="status">
      <div class="grow">
        <p>
          <b>{request.label}</b>
        </p>
        {request.answer && <p>{request.answer}</p>}
        <p class="num">
          {[
            request.ticket_number && t("widget_orders.ticket", { number: request.ticket_number }),
            request.refund_text && `${t("widget_orders.refund")} ${request.refund_text}`,
          ]
            .filter(Boolean)
            .join(" · ")}
        </p>
        {wrong && <p role="alert">{wrong}</p>}
        {request.can_withdraw && (
          <button type="button" class="lnk" aria-disabled={busy} onClick={() => !busy && withdraw()}>
            {t("widget_orders.withdraw")}
          </button>
        )}
      </div>
    </div>
  );
}

interface Props {
  readonly order: Order;
  readonly reasons: NonNullable<Orders["reasons"]>;
  readonly alone: boolean;
}

export function OrderPage({ order, reasons, alone }: Props) {
  const { can } = order;
  const open = order.request?.state === "asked";
  const may = (can.cancel || can.change || can.address) && !open;
  const [asking, setAsking] = useState(() => wishedFor(order.number) && may);
  if (asking) return <RequestSheet order={order} reasons={reasons} onClose={() => setAsking(false)} />;
  return (
    <div class="bd">
      {!alone && (
        <button type="button" class="lnk up" onClick={() => set({ order: null })}>
          <Glyph name="back" />
          {t("widget_orders.back")}
        </button>
      )}
      <Heading>{t("widget_orders.at", { number: order.number })}</Heading>
      {order.request && <RequestState request={order.request} number={order.number} />}
      <OrderCard order={order}>
        <div class="pair">
          {order.page_url && (
            <a class="btn2" href={order.page_url} target="_blank" rel="noopener">
              {t("widget_orders.page")}
            </a>
          )}
          {may && (
            <button type="button" class="btn2" onClick={() => setAsking(true)}>
              {t("widget_orders.change")}
            </button>
          )}
          <button type="button" class="btn2" onClick={() => go("chat", t("widget_orders.ask_text", { number: order.number }))}>
            {t("widget_orders.ask")}
          </button>
        </div>
        {order.why_not && <p class="sub">{order.why_not}</p>}
      </OrderCard>
      <section class="ord" aria-labelledby="items">
        <h3 id="items" class="ttl">
          {t("widget_orders.items")}
        </h3>
        <ul class="its">
          {(order.items ?? []).map((item) => (
            <li key={item.id}>
              <span class="grow">
                {item.title}
                <small>{[item.option, t("widget_orders.quantity", { n: item.quantity })].filter(Boolean).join(" · ")}</small>
              </span>
              <span class="num">{item.price_text ?? won(item.price * item.quantity, state.lang)}</span>
            </li>
          ))}
        </ul>
        <dl class="kv">
          {order.placed_text && (
            <>
              <dt>{t("widget_orders.placed")}</dt>
              <dd>{order.placed_text}</dd>
            </>
          )}
          <dt>{t("widget_orders.total")}</dt>
          <dd class="num sum">{order.total_text ?? won(order.total, state.lang)}</dd>
        </dl>
      </section>
    </div>
  );
}

import { Glyph } from "../kit/icons.tsx";
import { part } from "../kit/part.tsx";
import { OrderCard } from "../orders/Card.tsx";
import type { Order, OrderRequest } from "../orders/types.ts";
import { wish } from "../orders/wish.ts";
import { go, openArticle, openOrder } from "../panel.ts";
import type { PartProps } from "../parts.tsx";
import { Csat } from "./Csat.tsx";
import { t } from "./texts.ts";

interface CardData {
  readonly card?: string;
  /** No person wrote it. */
  readonly auto?: boolean;
  readonly survey?: string;
  readonly state?: string;
  readonly score?: number;
  readonly order?: Order;
  readonly request?: OrderRequest;
  readonly articles?: readonly { readonly slug: string; readonly title: string; readonly lead?: string }[];
}

/** A card in the conversation, and whether a program found it. */
function Card({ message }: PartProps) {
  const data = (message?.data ?? {}) as CardData;
  return (
    <>
      <Content data={data} />
      {data.auto && <p class="auto">{t("widget_card.auto")}</p>}
    </>
  );
}

/** What more there is to a message than its text. */
function Content({ data }: { data: CardData }) {
  const { order, articles, request } = data;
  if (data.card === "csat" && data.survey) return <Csat survey={data.survey} score={data.score ?? 0} />;
  if (data.card === "order" && order) {
    return (
      <OrderCard order={order}>
        <div class="pair">
          <button type="button" class="btn2" onClick={() => openOrder(order.number)}>
            {t("widget_card.progress")}
          </button>
          {(order.can?.cancel || order.can?.change || order.can?.address) && !order.request && (
            <button
              type="button"
              class="btn2"
              onClick={() => {
                wish(order.number);
                openOrder(order.number);
              }}
            >
              {t("widget_card.change")}
            </button>
          )}
        </div>
      </OrderCard>
    );
  }
  if (data.card === "articles" && articles) {
    return (
      <section class="box" aria-label={t("widget_card.articles")}>
        {articles.map((its) => (
          <button type="button" class="li" key={its.slug} onClick={() => openArticle(its.slug)}>
            <span class="grow">
              {its.title}
              {its.lead && <small>{its.lead}</small>}
            </span>
            <Glyph name="next" />
          </button>
        ))}
      </section>
    );
  }
  if (data.card === "receipt" && request) {
    const facts = [request.kind_label, request.reason_label, request.refund_text].filter(Boolean).join(" · ");
    return (
      <section class="ord" aria-label={t("widget_card.receipt")}>
        <p class="ttl">{request.label}</p>
        <p class="sub num">{facts}</p>
        {request.answer && <p>{request.answer}</p>}
        {request.order_number && (
          <button type="button" class="btn2" onClick={() => openOrder(request.order_number ?? null)}>
            {t("widget_card.to_order")}
          </button>
        )}
      </section>
    );
  }
  if (data.card === "lookup") {
    return (
      <button type="button" class="btn2" onClick={() => go("orders")}>
        {t("widget_card.lookup")}
      </button>
    );
  }
  return null;
}

export default part(Card);

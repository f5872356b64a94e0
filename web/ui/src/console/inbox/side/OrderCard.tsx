import { Icon } from "@kit";
import { date, dateTime, day, number as grouped, won } from "@shared/fmt.ts";
import type { Order } from "@shared/types.ts";
import { useState } from "react";
import { type T, type TextKey, useTexts } from "../../texts.ts";

const STEPS: readonly (readonly [TextKey, TextKey])[] = [
  ["console.order.placed", "console.order.placed"],
  ["console.order.preparing", "console.order.making"],
  ["console.order.shipped", "console.order.shipped"],
  ["console.order.delivered", "console.order.delivered"],
];
const AT: Record<Order["status"], number> = { placed: 0, paid: 0, preparing: 1, shipped: 2, delivered: 3, cancelled: -1 };

/** One order: its four steps, when it is promised, and what that promise was before. */
export function OrderCard({ order, now }: { order: Order; now: Date }) {
  const { t, lang } = useTexts();
  const title = orderTitle(order, t);
  const at = AT[order.status];
  const promises = [...(order.promises ?? [])].sort((a, b) => a.version - b.version);
  const shortDate = (iso: string) => day(new Date(`${iso.slice(0, 10)}T00:00:00+09:00`), lang, now);
  return (
    <>
      <div className="order-top">
        <Thumb src={order.items?.find((item) => item.image_url)?.image_url} />
        <div style={{ minWidth: 0 }}>
          <b>{title}</b>
          <p className="num">{[order.number, won(order.total, lang), t(`console.order.status.${order.status}`)].join("\u00a0· ")}</p>
        </div>
      </div>
      {at >= 0 ? (
        <ol className="steps" aria-label={t("console.order.steps")} data-preorder={order.is_preorder}>
          {STEPS.map(([plain, preorder], i) => (
            <li key={plain} data-done={i < at || order.status === "delivered"} aria-current={i === at ? "step" : undefined}>
              {t(order.is_preorder ? preorder : plain)}
            </li>
          ))}
        </ol>
      ) : null}
      {order.eta_to ? (
        <div className="pair">
          <span>{t("console.order.eta")}</span>
          <b className="num">{date(new Date(`${order.eta_to.slice(0, 10)}T00:00:00+09:00`), lang, now)}</b>
        </div>
      ) : null}
      {promises.length > 1 ? (
        <div className="pair">
          <span>{t("console.order.eta_changed", { n: grouped(promises.length - 1) })}</span>
          <span className="num">{promises.map((promise) => shortDate(promise.eta_to)).join(" → ")}</span>
        </div>
      ) : null}
      {order.shipment?.tracking_no ? (
        <div className="pair">
          <span>{carrierName(order.shipment.carrier, t)}</span>
          <span className="num">{order.shipment.tracking_no}</span>
        </div>
      ) : null}
      {order.shipment?.last_scan && order.shipment.last_scan_at ? (
        <p className="meta">
          {dateTime(new Date(order.shipment.last_scan_at), lang, now)} · {order.shipment.last_scan}
        </p>
      ) : null}
    </>
  );
}

/** The goods as the shop shows them, or a box where it has no picture of them. */
function Thumb({ src }: { src: string | undefined }) {
  const [gone, setGone] = useState(false);
  return (
    <span className="order-thumb">
      {src && !gone ? (
        <img src={src} alt="" loading="lazy" referrerPolicy="no-referrer" onError={() => setGone(true)} />
      ) : (
        <Icon name="box" size={22} />
      )}
    </span>
  );
}

/** What an order is called: its first item, and how many more. */
export function orderTitle(order: Order, t: T): string {
  const items = order.items ?? [];
  const first = items[0]?.title ?? order.number;
  return items.length > 1 ? t("console.order.and_more", { title: first, n: items.length - 1 }) : first;
}

const CARRIERS = ["cjlogistics", "hanjin", "lotte", "logen", "epost"] as const;

function carrierName(code: string, t: ReturnType<typeof useTexts>["t"]): string {
  const known = CARRIERS.find((carrier) => carrier === code);
  return known ? t(`console.carrier.${known}`) : code;
}

import type { ComponentChildren } from "preact";
import { useRef, useState } from "preact/hooks";
import { won } from "../../shared/fmt.ts";
import { Glyph } from "../kit/icons.tsx";
import { style } from "../kit/style.ts";
import { state } from "../panel.ts";
import css from "./orders.css?inline";
import { t } from "./store.ts";
import type { Order, Shipment, Step } from "./types.ts";

style(css);

/** What kind of chip: 감 for what is made to order, green on its way, grey when it is over. */
export function tone(order: Order): string {
  if (order.status === "cancelled") return "off";
  if (order.status === "shipped") return "ok";
  if (order.status === "delivered") return "off";
  return order.preorder ? "gam" : "";
}

export function Picture({ order, size }: { order: Order; size: 40 | 52 }) {
  const [broken, setBroken] = useState(false);
  const own = order.image_url && !broken;
  return (
    <span class={`pic s${size}`} aria-hidden="true">
      {own ? <img src={order.image_url} alt="" loading="lazy" onError={() => setBroken(true)} /> : <Glyph name="box" />}
    </span>
  );
}

export const names = (order: Order) =>
  order.more_items > 0 ? `${order.title} ${t("widget_orders.others", { n: order.more_items })}` : order.title;

/** The stages as a bar: past ones full, the present one half, and its name in bold. */
function Steps({ steps }: { steps: readonly Step[] }) {
  return (
    <ol class="steps" aria-label={t("widget_orders.steps")}>
      {steps.map((step) => (
        <li key={step.id} class={step.state} aria-current={step.state === "now" ? "step" : undefined}>
          <i />
          {step.label}
          {step.state === "done" && <span class="sr"> ({t("widget_orders.step_done")})</span>}
        </li>
      ))}
    </ol>
  );
}

function Shipping({ its }: { its: Shipment }) {
  const [copied, setCopied] = useState(false);
  const number = useRef<HTMLSpanElement>(null);
  // A frame of another origin may not write to the clipboard; what is marked may be copied everywhere.
  const copyMarked = () => {
    if (number.current) getSelection()?.selectAllChildren(number.current);
    setCopied(document.execCommand("copy"));
  };
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(its.tracking_no);
      setCopied(true);
    } catch {
      copyMarked();
    }
  };
  return (
    <div class="ship">
      <dl class="kv">
        <dt>{t("widget_orders.carrier")}</dt>
        <dd>
          {its.carrier_name}{" "}
          <span class="num" ref={number}>
            {its.tracking_no}
          </span>
        </dd>
      </dl>
      {its.last_scan && <p class="sub">{its.last_scan}</p>}
      <div class="row">
        <button type="button" class="lnk" onClick={copy}>
          <Glyph name="copy" />
          <span role="status">{t(copied ? "widget_orders.copied" : "widget_orders.copy")}</span>
        </button>
        {its.tracking_url && (
          <a class="lnk" href={its.tracking_url} target="_blank" rel="noopener">
            {t("widget_orders.track")}
            <Glyph name="out" />
          </a>
        )}
      </div>
    </div>
  );
}

/** An order as it stands everywhere: on its page, and in the conversation. */
export function OrderCard({ order, children }: { order: Order; children?: ComponentChildren }) {
  const { moved } = order;
  return (
    <section class={order.preorder ? "ord gam" : "ord"} aria-label={t("widget_orders.at", { number: order.number })}>
      <div class="top">
        <Picture order={order} size={52} />
        <div class="grow">
          <span class={`chip ${tone(order)}`}>{order.status_label}</span>
          <p class="ttl">{names(order)}</p>
          <p class="sub num">
            {t("widget_orders.at", { number: order.number })} · {order.total_text ?? won(order.total, state.lang)}
          </p>
        </div>
      </div>
      {order.steps && order.steps.length > 0 && <Steps steps={order.steps} />}
      {order.eta_text && (
        <dl class="kv eta">
          <dt>{t("widget_orders.eta")}</dt>
          <dd>{order.eta_text}</dd>
        </dl>
      )}
      {moved && <p class={moved.earlier ? "mv ok" : "mv"}>{moved.text}</p>}
      {order.shipment && <Shipping its={order.shipment} />}
      {children}
    </section>
  );
}

/** One order as a line of a list. */
export function OrderRow({ order, onOpen }: { order: Order; onOpen: () => void }) {
  const line = order.eta_text
    ? `${order.shipment ? `${order.shipment.carrier_name} · ` : ""}${t("widget_orders.eta_line", { date: order.eta_text })}`
    : t("widget_orders.at", { number: order.number });
  return (
    <button type="button" class="li" onClick={onOpen}>
      <Picture order={order} size={40} />
      <span class="grow">
        <span class={`chip ${tone(order)}`}>{order.status_label}</span>
        <span class="one">{names(order)}</span>
        <small class="num">{line}</small>
      </span>
      <Glyph name="next" />
    </button>
  );
}

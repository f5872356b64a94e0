import { useLayoutEffect, useState } from "preact/hooks";
import { Glyph } from "../kit/icons.tsx";
import { part } from "../kit/part.tsx";
import { Bones, Failed, Heading } from "../kit/parts.tsx";
import { go, set } from "../panel.ts";
import type { PartProps } from "../parts.tsx";
import { OrderRow } from "./Card.tsx";
import { FindOrder } from "./FindOrder.tsx";
import { OrderPage } from "./OrderPage.tsx";
import { load, orders, t } from "./store.ts";

/** The orders: one of them, the list, or the look-up where nothing may be shown yet. */
function OrdersView({ s }: PartProps) {
  const { value, problem, slow } = orders();
  const [finding, setFinding] = useState(false);
  const all = value?.orders ?? [];
  const chosen = all.find((o) => o.number === s.order);
  // biome-ignore lint/correctness/useExhaustiveDependencies: only another place starts at its top
  useLayoutEffect(() => document.querySelector(".bd")?.scrollTo(0, 0), [s.order, finding]);
  const found = (number: string) => {
    setFinding(false);
    set({ order: number });
  };
  if (!value) {
    return <div class="bd">{problem ? <Failed problem={problem} again={load} /> : slow && <Bones n={2} tall />}</div>;
  }
  if (chosen) return <OrderPage key={chosen.number} order={chosen} reasons={value.reasons ?? {}} alone={all.length === 1} />;
  if (finding || (all.length === 0 && !value.signed_in)) {
    return <FindOrder number={s.order ?? ""} onFound={found} onBack={all.length > 0 ? () => setFinding(false) : undefined} />;
  }
  return (
    <div class="bd">
      <Heading>{t("widget_orders.mine")}</Heading>
      {problem && <Failed problem={problem} again={load} />}
      {s.order && <p class="note warn">{t("widget_orders.gone")}</p>}
      {all.length === 0 ? (
        <div class="empty">
          <Glyph name="box" />
          <p>{t("widget_orders.none")}</p>
        </div>
      ) : (
        <div class="box">
          {all.map((order) => (
            <OrderRow key={order.number} order={order} onOpen={() => set({ order: order.number })} />
          ))}
        </div>
      )}
      <button type="button" class="btn2" onClick={() => setFinding(true)}>
        {t("widget_orders.find")}
      </button>
      <button type="button" class="lnk" onClick={() => go("chat")}>
        {t("widget_orders.human")}
      </button>
    </div>
  );
}

export default part(OrdersView);

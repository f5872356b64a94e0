import { useEffect } from "preact/hooks";
import { ask } from "../kit/ask.ts";
import { Glyph } from "../kit/icons.tsx";
import { part } from "../kit/part.tsx";
import { Bones, Failed } from "../kit/parts.tsx";
import { go, openOrder, set, who } from "../panel.ts";
import type { PartProps } from "../parts.tsx";
import { OrderRow } from "./Card.tsx";
import { load, orders, t } from "./store.ts";

const SHOWN = 2;

/** The shopper's newest orders, on home; and their name, for the greeting above. */
function Mine({ s }: PartProps) {
  const { jwt } = who();
  // biome-ignore lint/correctness/useExhaustiveDependencies: asked once for each member
  useEffect(() => {
    if (!jwt || s.name) return;
    ask<{ name: string }>("me").then(
      ({ name }) => name && who().jwt === jwt && set({ name }),
      () => {}, // the greeting goes without
    );
  }, [jwt]);
  const { value, problem, slow } = orders();
  const all = value?.orders ?? [];
  if (problem && all.length === 0) return <Failed problem={problem} again={load} />;
  if (!value) return slow ? <Bones n={2} /> : null;
  const more = all.length > SHOWN ? "widget_orders.more" : "widget_orders.find";
  return (
    <section class="box" aria-labelledby="mine">
      <h3 id="mine">{t("widget_orders.mine")}</h3>
      {all.slice(0, SHOWN).map((order) => (
        <OrderRow key={order.number} order={order} onOpen={() => openOrder(order.number)} />
      ))}
      <button type="button" class="li" onClick={() => go("orders")}>
        <span class="grow">{t(all.length === 0 ? "widget_orders.find_title" : more)}</span>
        <Glyph name="next" />
      </button>
    </section>
  );
}

export default part(Mine);

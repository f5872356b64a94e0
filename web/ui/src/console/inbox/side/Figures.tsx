import { number as grouped, wonShort } from "@shared/fmt.ts";
import { useTexts } from "../../texts.ts";
import { usePanelTexts } from "../panelTexts.ts";
import type { TicketCustomer, TicketDetail } from "../ticket.ts";
import { meanScore } from "./history.ts";
import { useHistory } from "./useHistory.ts";

/** How much they ordered, and how it went for them so far. */
export function Figures({ ticket, customer }: { ticket: TicketDetail; customer: TicketCustomer }) {
  const { t, lang } = useTexts();
  const p = usePanelTexts();
  const history = useHistory(ticket);
  const orders = customer.orders ?? [];
  const spent = orders.filter((order) => order.status !== "cancelled").reduce((sum, order) => sum + order.total, 0);
  const score = meanScore(history) ?? ticket.score ?? null;
  return (
    <dl className="kpi">
      <Figure label={t("console.side.orders")} value={t("console.side.orders_n", { n: grouped(orders.length) })} />
      <Figure label={t("console.side.spent")} value={wonShort(spent, lang) + (lang === "ko" && spent >= 10_000 ? "원" : "")} />
      <Figure label={p("console_panel.score")} value={score === null ? p("console_panel.score_none") : score.toFixed(1)} />
    </dl>
  );
}

function Figure({ label, value }: { label: string; value: string }) {
  return (
    <div>
      <dt>{label}</dt>
      <dd className="num">{value}</dd>
    </div>
  );
}

import { Icon } from "@kit";
import { won } from "@shared/fmt.ts";
import { useTexts } from "../../texts.ts";
import type { TicketDetail } from "../ticket.ts";
import { ReturnCard } from "./ReturnCard.tsx";
import { useReturnsTexts } from "./texts.ts";
import { useReturns } from "./useReturns.ts";

/** What is done with the customer's orders in this ticket, over its conversation: open while somebody has to act. */
export default function ReturnStrip({ ticket }: { ticket: TicketDetail }) {
  const { lang } = useTexts();
  const t = useReturnsTexts();
  const list = (useReturns(ticket).data ?? []).filter((one) => one.state !== "withdrawn");
  const first = list[0];
  if (!first) return null;
  const waits = list.some((one) => one.may.approve || one.may.again);
  const amount = first.refund_amount ?? first.amount;
  return (
    <details className="return-strip" open={waits}>
      <summary>
        <Icon name="box" size={16} />
        <span>
          {t(`console_returns.kind.${first.kind}`)} · {t(`console_returns.state.${first.state}`)}
          {amount > 0 ? ` · ${won(amount, lang)}` : ""}
          {list.length > 1 ? ` · ${t("console_returns.more", { n: list.length - 1 })}` : ""}
        </span>
      </summary>
      <div className="return-list">
        {list.map((one) => (
          <ReturnCard key={one.id} one={one} />
        ))}
      </div>
    </details>
  );
}

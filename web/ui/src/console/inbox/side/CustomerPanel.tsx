import { Skeleton, StateView } from "@kit";
import { time } from "@shared/fmt.ts";
import { useTexts } from "../../texts.ts";
import { useNow } from "../../useNow.ts";
import { usePanelTexts } from "../panelTexts.ts";
import { shopperName } from "../TicketRow.tsx";
import type { TicketDetail } from "../ticket.ts";
import { Consents } from "./Consents.tsx";
import { ContactCard } from "./ContactCard.tsx";
import { Figures } from "./Figures.tsx";
import { Head } from "./Head.tsx";
import { Memo } from "./Memo.tsx";
import { Notices } from "./Notices.tsx";
import { OrderCard } from "./OrderCard.tsx";
import { AllOrders, Coupons, OrderActs, RunningOrders } from "./Orders.tsx";
import { Recent } from "./Recent.tsx";
import { RequestCard } from "./RequestCard.tsx";
import { Same } from "./Same.tsx";
import { Section } from "./Section.tsx";
import { ShopperCard } from "./ShopperCard.tsx";
import { TypeCard } from "./TypeCard.tsx";
import "./side.css";

export interface CustomerPanelProps {
  readonly ticket: TicketDetail | undefined;
  readonly waiting: boolean;
  /** When the data was read, in milliseconds. */
  readonly readAt: number;
  /** The last reading has failed. */
  readonly failed: boolean;
  readonly onReload: () => void;
}

const OLD_MS = 60_000;

/** Who writes, what they ordered and when it was promised, what the ticket is about, and what they agreed to. */
export default function CustomerPanel({ ticket, waiting, readAt, failed, onReload }: CustomerPanelProps) {
  const { t } = useTexts();
  return (
    <StateView
      waiting={waiting}
      loadingLabel={t("console.loading")}
      skeleton={
        <>
          <Skeleton height={44} mb={12} />
          <Skeleton height={64} mb={14} radius={12} />
          <Skeleton height={220} radius={12} />
        </>
      }
    >
      {ticket ? (
        <>
          <Customer ticket={ticket} />
          <Age readAt={readAt} failed={failed} onReload={onReload} />
        </>
      ) : null}
    </StateView>
  );
}

function Customer({ ticket }: { ticket: TicketDetail }) {
  const { t } = useTexts();
  const now = useNow();
  const { customer } = ticket;
  const name = shopperName(ticket, t);
  const about = (
    <>
      <RequestCard ticket={ticket} />
      <TypeCard key={`${ticket.number} ${ticket.type}`} ticket={ticket} />
    </>
  );
  if (!customer) {
    return (
      <>
        <Head name={name} ticket={ticket} />
        {ticket.order ? (
          <Section title={t("console.side.order")}>
            <OrderCard order={ticket.order} now={now} />
            <OrderActs order={ticket.order} ticket={ticket} />
          </Section>
        ) : (
          <div className="card">
            <p className="meta">{t("console.side.visitor")}</p>
          </div>
        )}
        {about}
        <ContactCard conversation={ticket.conversation_id} />
        <ShopperCard conversation={ticket.conversation_id} />
      </>
    );
  }
  return (
    <>
      <Head name={name} ticket={ticket} />
      <Same ticket={ticket} />
      <Figures ticket={ticket} customer={customer} />
      <RunningOrders ticket={ticket} customer={customer} />
      {about}
      <ContactCard conversation={ticket.conversation_id} />
      <Memo key={`memo ${ticket.number}`} ticket={ticket} />
      <Recent ticket={ticket} />
      <AllOrders ticket={ticket} customer={customer} />
      <Coupons ticket={ticket} customer={customer} />
      <Notices ticket={ticket} />
      <Consents customer={customer} />
      <ShopperCard conversation={ticket.conversation_id} />
    </>
  );
}

/** Says how old the data is, once that is worth knowing. */
function Age({ readAt, failed, onReload }: { readAt: number; failed: boolean; onReload: () => void }) {
  const { lang } = useTexts();
  const p = usePanelTexts();
  const now = useNow();
  if (!readAt || (!failed && now.getTime() - readAt < OLD_MS)) return null;
  return (
    <p className="meta age">
      {p("console_panel.age", { time: time(new Date(readAt), lang) })}
      <button type="button" className="link-button" onClick={onReload}>
        {p("console_panel.reload")}
      </button>
    </p>
  );
}

import { Avatar, Chip, Icon, Skeleton, StateView } from "@kit";
import { day, number as grouped, won, wonShort } from "@shared/fmt.ts";
import type { ReactNode } from "react";
import type { TicketCustomer, TicketDetail } from "../api.ts";
import { useTexts } from "../texts.ts";
import { useNow } from "../useNow.ts";
import { ContactCard } from "./ContactCard.tsx";
import { OrderCard } from "./OrderCard.tsx";
import { RequestCard } from "./RequestCard.tsx";
import { ShopperCard } from "./ShopperCard.tsx";
import { shopperName } from "./TicketRow.tsx";

const MOST_ORDERS = 5;

export interface CustomerPanelProps {
  readonly ticket: TicketDetail | undefined;
  readonly waiting: boolean;
}

/** Who writes, what they ordered and when it was promised, and what they agreed to. */
export function CustomerPanel({ ticket, waiting }: CustomerPanelProps) {
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
          <RequestCard ticket={ticket} />
          <Customer ticket={ticket} />
          <ContactCard conversation={ticket.conversation_id} />
          <ShopperCard conversation={ticket.conversation_id} />
        </>
      ) : null}
    </StateView>
  );
}

function Customer({ ticket }: { ticket: TicketDetail }) {
  const { t, lang } = useTexts();
  const now = useNow();
  const customer = ticket.customer;
  const name = shopperName(ticket, t);
  if (!customer) {
    return (
      <>
        <Head name={name} />
        {ticket.order ? (
          <Section title={t("console.side.order")}>
            <OrderCard order={ticket.order} now={now} />
          </Section>
        ) : (
          <div className="card">
            <p className="meta">{t("console.side.visitor")}</p>
          </div>
        )}
      </>
    );
  }
  const orders = customer.orders ?? [];
  const running = orders.filter((order) => !["delivered", "cancelled"].includes(order.status));
  const done = orders.filter((order) => ["delivered", "cancelled"].includes(order.status));
  const spent = orders.filter((order) => order.status !== "cancelled").reduce((sum, order) => sum + order.total, 0);
  const coupons = (customer.coupons ?? []).filter((coupon) => !coupon.redeemed_at);
  const details = [customer.phone_masked, birthdayText(customer, lang, t)].filter(Boolean).join(" · ");
  return (
    <>
      <Head name={name} details={details} mail={customer.email} tags={customer.tags ?? []} />
      <dl className="kpi">
        <Figure label={t("console.side.orders")} value={t("console.side.orders_n", { n: grouped(orders.length) })} />
        <Figure label={t("console.side.spent")} value={wonShort(spent, lang) + (lang === "ko" && spent >= 10_000 ? "원" : "")} />
        <Figure label={t("console.side.coupons")} value={t("console.side.coupons_n", { n: coupons.length })} />
      </dl>
      {running.length > 0 ? (
        <Section title={t("console.side.running")}>
          {running.map((order) => (
            <OrderCard key={order.number} order={order} now={now} />
          ))}
        </Section>
      ) : null}
      {done.length > 0 ? (
        <Section title={t("console.side.done")}>
          {done.slice(0, MOST_ORDERS).map((order) => (
            <div className="pair" key={order.number}>
              <span>
                {order.items?.[0]?.title ?? order.number} · {day(new Date(order.placed_at), lang, now)}
              </span>
              <span className="num">{order.status === "cancelled" ? t("console.order.cancelled") : won(order.total, lang)}</span>
            </div>
          ))}
        </Section>
      ) : null}
      {orders.length === 0 ? (
        <Section title={t("console.side.orders")}>
          <p className="meta">{t("console.side.no_orders")}</p>
        </Section>
      ) : null}
      <Consents customer={customer} />
      {coupons.length > 0 ? (
        <Section title={t("console.side.coupons")}>
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
        </Section>
      ) : null}
    </>
  );
}

function birthdayText({ birthday }: TicketCustomer, lang: string, t: ReturnType<typeof useTexts>["t"]): string {
  if (!birthday) return "";
  const date = lang === "ko" ? `${birthday.month}월 ${birthday.day}일` : `${birthday.month}/${birthday.day}`;
  return t(birthday.kind === "lunar" ? "console.side.birthday_lunar" : "console.side.birthday", { date });
}

function Head({ name, details, mail, tags = [] }: { name: string; details?: string; mail?: string; tags?: readonly string[] }) {
  return (
    <div className="side-head">
      <Avatar name={name} size="l" />
      <div style={{ minWidth: 0 }}>
        <h2>
          {name}{" "}
          {tags.slice(0, 2).map((tag) => (
            <Chip key={tag} tone="line">
              {tag}
            </Chip>
          ))}
        </h2>
        {details ? <p className="num">{details}</p> : null}
        {mail ? <p>{mail}</p> : null}
      </div>
    </div>
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

function Section({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section className="card">
      <h3>{title}</h3>
      {children}
    </section>
  );
}

function Consents({ customer }: { customer: TicketCustomer }) {
  const { t, lang } = useTexts();
  const now = useNow();
  const consents = customer.consents ?? [];
  const channels = ["sms", "email"] as const;
  return (
    <Section title={t("console.side.consents")}>
      {channels.map((channel) => {
        const consent = consents.find((c) => c.channel === channel);
        return (
          <div className="pair" key={channel}>
            <span>{t(`console.consent.${channel}`)}</span>
            {consent?.granted ? (
              <Chip tone="ok">
                {t("console.consent.yes")} · {day(new Date(consent.at), lang, now)}
              </Chip>
            ) : (
              <Chip>{t("console.consent.no")}</Chip>
            )}
          </div>
        );
      })}
      <p className="meta">
        <Icon name="lock" size={13} /> {t("console.consent.hint")}
      </p>
    </Section>
  );
}

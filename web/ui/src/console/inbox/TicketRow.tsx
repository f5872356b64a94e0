import { Chip, Icon } from "@kit";
import { duration } from "@shared/fmt.ts";
import { Link } from "wouter";
import type { Ticket } from "../api.ts";
import { useTexts } from "../texts.ts";
import { When } from "../When.tsx";
import { waitChip } from "./queue.ts";
import { isUnread } from "./seen.ts";

const LOW_SCORE = 2;

export interface TicketRowProps {
  readonly ticket: Ticket;
  readonly href: string;
  readonly current: boolean;
  readonly now: Date;
  readonly tabbable: boolean;
  /** The pointer or the focus came near: it will be opened soon. */
  readonly onIntent: () => void;
}

export function TicketRow({ ticket, href, current, now, tabbable, onIntent }: TicketRowProps) {
  const { t, lang } = useTexts();
  const unread = isUnread(ticket);
  const chip = waitChip(ticket, now);
  const waited = duration(chip.seconds < 3600 ? Math.floor(chip.seconds / 60) * 60 : Math.floor(chip.seconds / 3600) * 3600, lang);
  const channel = ticket.channel === "mail" ? "mail" : "chat";
  const preview =
    ticket.preview_from === "agent" ? t("console.row.mine", { text: ticket.preview || t("console.log.withdrawn") }) : ticket.preview;
  return (
    <Link
      href={href}
      className="row"
      aria-current={current ? "true" : undefined}
      data-unread={unread}
      tabIndex={tabbable ? 0 : -1}
      data-number={ticket.number}
      onMouseEnter={onIntent}
      onFocus={onIntent}
    >
      <Icon name={channel} label={t(`console.channel.${channel}`)} />
      <div style={{ minWidth: 0 }}>
        <div className="row-top">
          {unread ? (
            <span className="row-unread">
              <span className="sr">{t("console.row.unread")}</span>
            </span>
          ) : null}
          <b>{shopperName(ticket, t)}</b>
          <span className="order num">
            {ticket.order_number
              ? `#${ticket.order_number}`
              : ticket.shopper.kind === "visitor"
                ? t("console.row.visitor")
                : `#${ticket.number}`}
          </span>
          <When at={ticket.last_message_at} />
        </div>
        <p>{preview || ticket.subject}</p>
        <div className="row-chips">
          <Chip tone={chip.tone} icon={chip.icon}>
            {t(chip.key, { time: waited })}
          </Chip>
          {ticket.owner ? <Chip>{ticket.owner.name}</Chip> : <Chip>{t("console.row.unassigned")}</Chip>}
          {ticket.score && ticket.score <= LOW_SCORE ? <Chip tone="bad">{t("console.row.score", { n: ticket.score })}</Chip> : null}
          {ticket.priority > 0 ? <Chip tone="line">{t("console.row.urgent")}</Chip> : null}
        </div>
      </div>
    </Link>
  );
}

/** The shopper's name, or a number to tell visitors apart by. */
export function shopperName(ticket: Ticket, t: ReturnType<typeof useTexts>["t"]): string {
  return ticket.shopper.name || t("console.row.nameless", { number: ticket.number });
}

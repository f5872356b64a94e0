import { Chip, Icon } from "@kit";
import { dateTime } from "@shared/fmt.ts";
import { type MouseEvent, memo } from "react";
import { Link } from "wouter";
import { useTexts } from "../texts.ts";
import { When } from "../When.tsx";
import { rowChips } from "./queue.ts";
import type { Ticket } from "./ticket.ts";

export interface RowHandlers {
  readonly onIntent: (ticket: Ticket) => void;
  readonly onSelect: (ticket: Ticket, range: boolean) => void;
  readonly onSolve: (ticket: Ticket) => void;
  readonly onSnooze: (ticket: Ticket) => void;
  readonly onMenu: (ticket: Ticket, at: DOMRect) => void;
}

export interface TicketRowProps {
  readonly ticket: Ticket;
  readonly href: string;
  readonly current: boolean;
  readonly selected: boolean;
  readonly unread: boolean;
  /** The deadline in words changes with the minute. */
  readonly minute: number;
  readonly tabbable: boolean;
  /** Colleagues who have it open. */
  readonly lookers?: string;
  readonly mayWrite: boolean;
  readonly on: RowHandlers;
}

/** One row: a link to the conversation, and beside it what the pointer can do at once. */
export const TicketRow = memo(function TicketRow(props: TicketRowProps) {
  const { ticket, href, current, selected, unread, minute, tabbable, lookers, mayWrite, on } = props;
  const { t, lang } = useTexts();
  const now = new Date(minute);
  const name = shopperName(ticket, t);
  const channel = channelOf(ticket);
  return (
    <div className="row" data-unread={unread} data-current={current} data-selected={selected}>
      <Link
        href={href}
        className="row-link"
        aria-current={current ? "true" : undefined}
        tabIndex={tabbable ? 0 : -1}
        data-number={ticket.number}
        onMouseEnter={() => on.onIntent(ticket)}
        onFocus={() => on.onIntent(ticket)}
        onClick={(event: MouseEvent) => {
          if (!event.shiftKey || !mayWrite) return;
          event.preventDefault();
          on.onSelect(ticket, true);
        }}
      >
        <Icon name={channel === "form" ? "paper" : channel} label={t(`console.channel.${channel}`)} />
        <div className="row-body">
          <div className="row-top">
            {unread ? (
              <span className="row-unread">
                <span className="sr">{t("console.row.unread")}</span>
              </span>
            ) : null}
            <b>{name}</b>
            <span className="order num">{referenceOf(ticket, t)}</span>
            <When at={ticket.last_message_at} />
          </div>
          <p>{previewOf(ticket, t)}</p>
          <div className="row-chips">
            {rowChips(ticket, now, t, lang, (at) => dateTime(new Date(at), lang, now)).map((chip) => (
              <Chip key={chip.text} tone={chip.tone} {...(chip.icon ? { icon: chip.icon } : {})}>
                {chip.text}
              </Chip>
            ))}
            {lookers ? (
              <span className="row-lookers" title={t("console.row.lookers", { names: lookers })}>
                <Icon name="people" size={14} label={t("console.row.lookers", { names: lookers })} />
              </span>
            ) : null}
          </div>
        </div>
      </Link>
      {mayWrite ? (
        <>
          <label className="row-select">
            <input
              type="checkbox"
              tabIndex={-1}
              checked={selected}
              aria-label={t("console.row.select", { name })}
              onClick={(event) => on.onSelect(ticket, event.shiftKey)}
              onChange={() => {}}
            />
          </label>
          <div className="row-acts">
            <button
              type="button"
              tabIndex={-1}
              aria-label={t("console.row.solve")}
              title={t("console.row.solve")}
              onClick={() => on.onSolve(ticket)}
            >
              <Icon name="check" size={16} />
            </button>
            <button
              type="button"
              tabIndex={-1}
              aria-label={t("console.row.snooze")}
              title={t("console.row.snooze")}
              onClick={() => on.onSnooze(ticket)}
            >
              <Icon name="moon" size={16} />
            </button>
            <button
              type="button"
              tabIndex={-1}
              aria-haspopup="menu"
              aria-label={t("console.row.menu", { name })}
              title={t("console.row.more")}
              onClick={(event) => on.onMenu(ticket, event.currentTarget.getBoundingClientRect())}
            >
              <Icon name="dots" size={16} />
            </button>
          </div>
        </>
      ) : null}
    </div>
  );
});

type T = ReturnType<typeof useTexts>["t"];

const CHANNELS = ["chat", "mail", "form", "phone", "sms"] as const;

function channelOf(ticket: Ticket): "chat" | "mail" | "phone" | "form" {
  const known = CHANNELS.find((name) => name === ticket.channel);
  return known === undefined || known === "sms" ? "chat" : known;
}

function referenceOf(ticket: Ticket, t: T): string {
  if (ticket.order_number) return `#${ticket.order_number.replace(/^20\d\d-(?=\d{4}-)/, "")}`;
  return ticket.shopper.kind === "visitor" ? t("console.row.visitor") : `#${ticket.number}`;
}

/** The line under the name: what I have begun to write, what we said last, or what they said. */
function previewOf(ticket: Ticket, t: T): string {
  if (ticket.draft) return t("console.row.draft", { text: ticket.draft });
  if (ticket.preview_from === "agent") return t("console.row.mine", { text: ticket.preview || t("console.log.withdrawn") });
  return ticket.preview || ticket.title || ticket.subject;
}

/** The shopper's name, or a number to tell visitors apart by. */
export function shopperName(ticket: Ticket, t: T): string {
  return ticket.shopper.name || t("console.row.nameless", { number: ticket.number });
}

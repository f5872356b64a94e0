import { Icon } from "@kit";
import { day, won } from "@shared/fmt.ts";
import { useState } from "react";
import { Link } from "wouter";
import { useTexts } from "../../texts.ts";
import { useNow } from "../../useNow.ts";
import { When } from "../../When.tsx";
import { type PanelKey, usePanelTexts } from "../panelTexts.ts";
import type { TicketDetail } from "../ticket.ts";
import { type Entry, entriesOf, iconOf } from "./history.ts";
import { Section } from "./Section.tsx";
import { useHistory } from "./useHistory.ts";

const MOST = 5;

/** What happened with this person lately: notices, conversations, orders, how it went for them. */
export function Recent({ ticket }: { ticket: TicketDetail }) {
  const p = usePanelTexts();
  const entries = entriesOf(useHistory(ticket), ticket.number).filter((entry) => entry.kind !== "notice");
  const [all, setAll] = useState(false);
  if (entries.length === 0) return null;
  return (
    <Section
      title={p("console_panel.recent")}
      act={
        entries.length > MOST ? (
          <button type="button" className="link-button" aria-expanded={all} onClick={() => setAll(!all)}>
            {all ? p("console_panel.fewer") : p("console_panel.more")}
          </button>
        ) : null
      }
    >
      <ul className="history">
        {(all ? entries : entries.slice(0, MOST)).map((entry) => (
          <li key={entry.key}>
            <Icon name={iconOf(entry.kind)} size={15} />
            {entry.ticket > 0 && entry.ticket !== ticket.number ? (
              <Link href={`/inbox/${entry.ticket}`}>
                <Told entry={entry} />
              </Link>
            ) : (
              <span>
                <Told entry={entry} />
              </span>
            )}
            <When at={entry.at} />
          </li>
        ))}
      </ul>
    </Section>
  );
}

export const NOTICE_STATES = ["sent", "delivered", "failed", "bounced", "suppressed", "expired", "cancelled", "unknown"] as const;

/** One line in words, by its kind. */
function Told({ entry }: { entry: Entry }) {
  const { t, lang } = useTexts();
  const p = usePanelTexts();
  const now = useNow();
  const { title, state, detail } = entry;
  const dayOf = (iso: string) => (/^\d{4}-\d{2}-\d{2}/.test(iso) ? day(new Date(`${iso.slice(0, 10)}T00:00:00+09:00`), lang, now) : iso);
  switch (entry.kind) {
    case "ticket": {
      const over = state === "solved" || state === "closed";
      return p(over ? "console_panel.line.ticket_solved" : "console_panel.line.ticket", { title: title || `#${entry.ref}` });
    }
    case "order":
      return p("console_panel.line.order", { title: title || entry.ref, total: won(Number(detail) || 0, lang) });
    case "promise":
      return p("console_panel.line.promise", { day: dayOf(detail) });
    case "notice": {
      const channel = detail.endsWith("sms") ? t("console.send.sms") : t("console.send.email");
      const known = NOTICE_STATES.find((one) => one === state);
      const said: PanelKey = `console_panel.notice.${known ?? "waits"}`;
      return (
        <>
          {title || p("console_panel.line.notice")}
          <small>
            {channel} · {p(said)}
          </small>
        </>
      );
    }
    case "coupon":
      return p("console_panel.line.coupon", { title });
    case "redeemed":
      return p("console_panel.line.redeemed", { title });
    case "score":
      return (
        <>
          {p("console_panel.line.score", { n: Number(state) || 0 })}
          {title ? <small>“{title}”</small> : null}
        </>
      );
    case "consent": {
      const channel = entry.ref === "sms" ? t("console.consent.sms") : t("console.consent.email");
      return p(state === "granted" ? "console_panel.line.granted" : "console_panel.line.refused", { channel });
    }
    default:
      return p("console_panel.line.mail", { title });
  }
}

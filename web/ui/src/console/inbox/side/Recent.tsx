import { Icon } from "@kit";
import { useState } from "react";
import { Link } from "wouter";
import type { TicketDetail } from "../../api.ts";
import { When } from "../../When.tsx";
import { usePanelTexts } from "../panelTexts.ts";
import { type Entry, iconOf } from "./history.ts";
import { Section } from "./Section.tsx";
import { useHistory } from "./useHistory.ts";

const MOST = 6;

/** What happened with this person lately: notices, conversations, orders, what they looked at. */
export function Recent({ ticket }: { ticket: TicketDetail }) {
  const p = usePanelTexts();
  const { entries } = useHistory(ticket);
  const [all, setAll] = useState(false);
  if (entries.length === 0) return null;
  return (
    <Section
      title={p("panel.recent")}
      act={
        entries.length > MOST ? (
          <button type="button" className="link-button" aria-expanded={all} onClick={() => setAll(!all)}>
            {all ? p("panel.fewer") : p("panel.more")}
          </button>
        ) : null
      }
    >
      <ul className="history">
        {(all ? entries : entries.slice(0, MOST)).map((entry) => (
          <li key={entry.key}>
            <Icon name={iconOf(entry.kind)} size={15} />
            <Told entry={entry} own={ticket.number} />
            <When at={entry.at} />
          </li>
        ))}
      </ul>
    </Section>
  );
}

function Told({ entry, own }: { entry: Entry; own: number }) {
  const said = (
    <>
      {entry.title}
      {entry.detail ? <small>{entry.detail}</small> : null}
    </>
  );
  return entry.ticket > 0 && entry.ticket !== own ? <Link href={`/inbox/${entry.ticket}`}>{said}</Link> : <span>{said}</span>;
}

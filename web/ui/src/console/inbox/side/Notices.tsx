import { useState } from "react";
import { useTexts } from "../../texts.ts";
import { When } from "../../When.tsx";
import { type PanelKey, usePanelTexts } from "../panelTexts.ts";
import type { TicketDetail } from "../ticket.ts";
import { entriesOf } from "./history.ts";
import { NOTICE_STATES } from "./Recent.tsx";
import { Section } from "./Section.tsx";
import { useHistory } from "./useHistory.ts";

const MOST = 3;

/** What the shop has sent to this person: by which way, what became of it, and when. */
export function Notices({ ticket }: { ticket: TicketDetail }) {
  const { t } = useTexts();
  const p = usePanelTexts();
  const [all, setAll] = useState(false);
  const notices = entriesOf(useHistory(ticket), ticket.number).filter((entry) => entry.kind === "notice");
  if (notices.length === 0) return null;
  return (
    <Section
      title={p("console_panel.notices")}
      act={
        notices.length > MOST ? (
          <button type="button" className="link-button" aria-expanded={all} onClick={() => setAll(!all)}>
            {all ? p("console_panel.fewer") : p("console_panel.more")}
          </button>
        ) : null
      }
    >
      {(all ? notices : notices.slice(0, MOST)).map((notice) => {
        const said: PanelKey = `console_panel.notice.${NOTICE_STATES.find((one) => one === notice.state) ?? "waits"}`;
        return (
          <div className="pair" key={notice.key}>
            <span>
              {notice.title || p("console_panel.line.notice")}
              <small>
                {t(notice.detail.endsWith("sms") ? "console.send.sms" : "console.send.email")} · {p(said)}
              </small>
            </span>
            <span className="num">
              <When at={notice.at} />
            </span>
          </div>
        );
      })}
    </Section>
  );
}

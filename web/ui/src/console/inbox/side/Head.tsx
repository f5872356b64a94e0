import { Avatar, Chip, Icon } from "@kit";
import { lazy, Suspense, useState } from "react";
import { useToasts } from "../../frame/toasts.tsx";
import { sayProblem } from "../../problems.ts";
import { useSession } from "../../session.tsx";
import { useTexts } from "../../texts.ts";
import { usePanelTexts } from "../panelTexts.ts";
import { talk } from "../talkApi.ts";
import type { TicketCustomer, TicketDetail } from "../ticket.ts";
import { usePerson } from "./usePerson.ts";

const TagsSheet = lazy(() => import("./TagsSheet.tsx"));
const MOST_TAGS = 3;

/** Who writes, and how to reach them. */
export function Head({ name, ticket }: { name: string; ticket: TicketDetail }) {
  const { t, lang } = useTexts();
  const p = usePanelTexts();
  const { can } = useSession();
  const person = usePerson(ticket);
  const [tagging, setTagging] = useState(false);
  const { customer } = ticket;
  const birthday = customer ? birthdayText(customer, lang, t) : "";
  return (
    <div className="side-head">
      <Avatar name={name} size="l" />
      <div className="side-who">
        <h2>
          {name}{" "}
          {(customer?.tags ?? []).slice(0, MOST_TAGS).map((tag) => (
            <Chip key={tag} tone="line">
              {tag}
            </Chip>
          ))}
          {customer && can("people:write") && person ? (
            <button
              type="button"
              className="link-button tags-act"
              aria-label={p("console_panel.tags_title")}
              onClick={() => setTagging(true)}
            >
              <Icon name="tag" size={15} />
            </button>
          ) : null}
        </h2>
        {customer?.phone_masked || birthday ? (
          <p className="num">
            {customer?.phone_masked ? <Phone key={ticket.number} ticket={ticket} masked={customer.phone_masked} /> : null}
            {customer?.phone_masked && birthday ? " · " : ""}
            {birthday}
          </p>
        ) : null}
        {customer?.email ? <p>{customer.email}</p> : null}
      </div>
      {tagging && person ? (
        <Suspense fallback={null}>
          <TagsSheet ticket={ticket} person={person} onClose={() => setTagging(false)} />
        </Suspense>
      ) : null}
    </div>
  );
}

/** The number with its middle hidden; who wants to see it is written down. */
function Phone({ ticket, masked }: { ticket: TicketDetail; masked: string }) {
  const { t } = useTexts();
  const p = usePanelTexts();
  const { can } = useSession();
  const { fail } = useToasts();
  const [shown, setShown] = useState("");
  const [busy, setBusy] = useState(false);
  if (shown) return <a href={`tel:${shown.replace(/\D/g, "")}`}>{shown}</a>;
  const reveal = async () => {
    setBusy(true);
    try {
      setShown((await talk.reveal(ticket.customer_id ?? 0, ticket.number)).value || masked);
    } catch (error) {
      fail(sayProblem(error, t));
    } finally {
      setBusy(false);
    }
  };
  return (
    <>
      {masked}{" "}
      {can("customers:read") && ticket.customer_id ? (
        <button type="button" className="link-button" disabled={busy} title={p("console_panel.reveal_hint")} onClick={() => void reveal()}>
          {p("console_panel.reveal")}
        </button>
      ) : null}
    </>
  );
}

function birthdayText({ birthday }: TicketCustomer, lang: string, t: ReturnType<typeof useTexts>["t"]): string {
  if (!birthday) return "";
  const date = lang === "ko" ? `${birthday.month}월 ${birthday.day}일` : `${birthday.month}/${birthday.day}`;
  return t(birthday.kind === "lunar" ? "console.side.birthday_lunar" : "console.side.birthday", { date });
}

import type { Message } from "@shared/types.ts";
import { useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { type Recipients, recipientsOf } from "./mail.ts";
import { type Suggested, talk } from "./talkApi.ts";
import type { ThreadState } from "./thread.ts";
import type { TicketDetail } from "./ticket.ts";

const NO_MESSAGES: readonly Message[] = [];

/** Whom an answer by mail goes to unless it is said otherwise. */
export function useRecipients(ticket: TicketDetail, thread: ThreadState): Recipients {
  const mails = ticket.channel === "mail" || ticket.channel === "form";
  const suggested = useQuery({
    queryKey: ["suggested", ticket.number, mails ? thread.lastSeq : 0],
    queryFn: ({ signal }) => talk.suggest(ticket.number, signal),
    enabled: mails && thread.loaded,
    placeholderData: (was) => was,
    staleTime: 30_000,
    retry: false,
  });
  const lastMail = mails ? thread.messages : NO_MESSAGES;
  return useMemo(
    () =>
      suggested.data
        ? suggestedOf(suggested.data)
        : { ...recipientsOf(lastMail, ticket.customer?.email ?? "", ticket.title ?? ticket.subject), quotable: false },
    [suggested.data, lastMail, ticket.customer?.email, ticket.title, ticket.subject],
  );
}

/** The wishes for an answer by mail, as the server takes them. */
function suggestedOf(one: Suggested): Recipients {
  const people = (list: Suggested["to"]) => (list ?? []).map((person) => person.address);
  return { to: people(one.to), cc: people(one.cc), subject: one.subject, quotable: one.quotable };
}

// A chat reaches who has left the page by SMS or mail, where they gave one.
export function goesToKey(ticket: TicketDetail) {
  if (ticket.channel === "phone") return "console_talk.to_phone";
  if (ticket.channel === "sms") return "console_talk.to_sms";
  if (ticket.customer?.phone_masked) return "console_talk.to_chat_sms";
  return ticket.customer?.email ? "console_talk.to_chat_mail" : "console_talk.to_chat";
}

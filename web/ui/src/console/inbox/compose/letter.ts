import type { DraftTo } from "../talkApi.ts";
import type { Letter } from "../ticketApi.ts";

// Whom an answer by mail goes to: as the composer holds it, and as the server takes it.

/** What is sent of the wishes beside the text; nothing where it goes as the mail that is answered suggests. */
export function letterOf(to: DraftTo | null): { mail?: Letter } {
  if (!to) return {};
  const people = (list: readonly string[] | undefined) => list?.map((address) => ({ address }));
  const lists = { to: people(to.to), cc: people(to.cc), bcc: people(to.bcc) };
  const given = Object.fromEntries(Object.entries(lists).filter(([, list]) => list !== undefined));
  return { mail: { ...given, ...(to.subject ? { subject: to.subject } : {}), ...(to.quote === undefined ? {} : { quote: to.quote }) } };
}

/** The wishes of an answer that comes back to be written on; null where it had none. */
export function wishesOf(mail: Letter | null | undefined): DraftTo | null {
  if (!mail) return null;
  const people = (list: Letter["to"]) => list?.map((one) => one.address);
  const lists = { to: people(mail.to), cc: people(mail.cc), bcc: people(mail.bcc) };
  const given = Object.fromEntries(Object.entries(lists).filter(([, list]) => list !== undefined));
  return { ...given, ...(mail.subject ? { subject: mail.subject } : {}), ...(mail.quote === undefined ? {} : { quote: mail.quote }) };
}

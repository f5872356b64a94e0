import type { Message } from "@shared/types.ts";

// What a message says of the mail it came in or went out by, and where an answer to it goes.

export interface MailAddress {
  readonly name: string;
  readonly address: string;
}

export interface MailNote {
  readonly id: string;
  readonly subject: string;
  readonly unverified: boolean;
  readonly from: MailAddress;
  readonly replyTo: string;
  readonly to: readonly MailAddress[];
  readonly cc: readonly MailAddress[];
  /** What was folded away. */
  readonly quoted: string;
  /** Names of what is in the raw mail alone. */
  readonly left: readonly string[];
  readonly html: boolean;
  /** A program has written it. */
  readonly auto: boolean;
  readonly otherTopic: boolean;
  /** It goes on in the raw mail. */
  readonly cut: boolean;
}

const text = (value: unknown): string => (typeof value === "string" ? value : "");
const get = (from: unknown, name: string): unknown => (typeof from === "object" && from !== null ? Reflect.get(from, name) : undefined);
const strings = (value: unknown): string[] => (Array.isArray(value) ? value.map(text).filter(Boolean) : []);

function addressOf(value: unknown): MailAddress {
  if (typeof value === "string") return { name: "", address: value };
  return { name: text(get(value, "name") ?? get(value, "Name")), address: text(get(value, "address") ?? get(value, "Address")) };
}

const addresses = (value: unknown): MailAddress[] => (Array.isArray(value) ? value.map(addressOf).filter((a) => a.address !== "") : []);

/** What a message that came by mail says of the mail; null for every other one. */
export function mailOf(message: Message): MailNote | null {
  const mail = get(message.data, "mail");
  if (!mail || message.channel !== "mail") return null;
  const from = addressOf(get(mail, "from"));
  return {
    id: text(get(mail, "id")),
    subject: text(get(mail, "subject")),
    unverified: get(mail, "unverified") === true,
    from: { ...from, name: from.name || text(get(mail, "name")) },
    replyTo: text(get(mail, "reply_to")),
    to: addresses(get(mail, "to")),
    cc: addresses(get(mail, "cc")),
    quoted: text(get(mail, "quoted")),
    left: Array.isArray(get(mail, "left")) ? strings(get(mail, "left")) : strings(get(mail, "files")),
    html: get(mail, "html") === true,
    auto: text(get(mail, "kind")) === "auto" || get(mail, "auto") === true,
    otherTopic: get(mail, "same_subject_other") === true,
    cut: get(mail, "cut") === true,
  };
}

/** What has become of an answer that goes by mail. */
export interface Out {
  readonly state: string;
  /** When it leaves: until then it can be taken back. */
  readonly leavesAt: string;
  readonly to: readonly string[];
  readonly cc: readonly string[];
  readonly subject: string;
  readonly reason: string;
  /** It was sent once more. */
  readonly again: boolean;
  /** Those it has not reached. */
  readonly missed: readonly string[];
}

const REACHED = ["sent", "held", "waiting"];

export function outOf(message: Pick<Message, "data">): Out | null {
  const out = get(message.data, "out");
  if (!out) return null;
  const recipients: unknown = get(out, "recipients");
  const missed = Array.isArray(recipients) ? recipients.filter((one) => !REACHED.includes(text(get(one, "state")))) : [];
  return {
    state: text(get(out, "state")),
    leavesAt: text(get(out, "leaves_at")),
    to: addresses(get(out, "to")).map((a) => a.address),
    cc: addresses(get(out, "cc")).map((a) => a.address),
    subject: text(get(out, "subject")),
    reason: text(get(out, "reason")),
    again: Number(get(out, "resent")) > 0,
    missed: missed.map((one) => text(get(one, "address"))).filter(Boolean),
  };
}

export interface Recipients {
  readonly to: readonly string[];
  readonly cc: readonly string[];
  readonly subject: string;
  /** The mail that is answered can be put below. */
  readonly quotable: boolean;
}

/** Where an answer goes by itself: to who wrote last, and in copy to whom that mail was copied. */
export function recipientsOf(messages: readonly Message[], customerMail: string, title: string): Omit<Recipients, "quotable"> {
  const last = [...messages].reverse().map((message) => (message.from === "shopper" ? mailOf(message) : null));
  const mail = last.find((one) => one && !one.unverified) ?? null;
  const subject = mail?.subject || title;
  const first = mail ? mail.replyTo || mail.from.address : customerMail;
  const cc = mail ? mail.cc.map((a) => a.address).filter((a) => a !== first) : [];
  return { to: first ? [first] : [], cc, subject: subject && !/^\s*(re|답장|회신)\s*:/i.test(subject) ? `Re: ${subject}` : subject };
}

/** Addresses as they are typed: parted by commas, semicolons, spaces or lines. */
export const splitAddresses = (typed: string): string[] => typed.split(/[\s,;]+/).filter(Boolean);

/** Good enough to be written to; the server looks closer. */
export const looksLikeMail = (address: string): boolean => /^[^\s@<>"]+@[^\s@<>"]+\.[^\s@<>".]{2,}$/.test(address);

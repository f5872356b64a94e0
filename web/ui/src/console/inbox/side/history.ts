import type { IconName } from "@kit";

// What has happened with a person, from all rooms, the latest first.

export const KINDS = ["chat", "mail", "ticket", "order", "promise", "notice", "coupon", "redeemed", "score", "consent"] as const;
export type Kind = (typeof KINDS)[number];

/** A line as the server tells it. */
export interface TimelineLine {
  readonly at: string;
  readonly kind: string;
  /** A ticket's or an order's number, a coupon's code, the id of a conversation. */
  readonly ref: string;
  readonly title: string;
  readonly state: string;
  readonly detail: string;
}

export interface Entry {
  readonly key: string;
  readonly at: string;
  readonly kind: Kind;
  readonly title: string;
  readonly ref: string;
  readonly state: string;
  readonly detail: string;
  /** The number of a ticket it leads to; 0: nowhere. */
  readonly ticket: number;
}

const ICONS: Readonly<Record<Kind, IconName>> = {
  chat: "chat",
  mail: "mail",
  ticket: "inbox",
  order: "box",
  promise: "clock",
  notice: "bell",
  coupon: "tag",
  redeemed: "tag",
  score: "check",
  consent: "lock",
};

export const iconOf = (kind: Kind): IconName => ICONS[kind];

/** The lines that are worth a look beside a conversation: not the one that is open, and nothing unheard of. */
export function entriesOf(lines: readonly TimelineLine[], own: number): Entry[] {
  return lines.flatMap((line, i) => {
    const kind = KINDS.find((known) => known === line.kind);
    const ticket = kind === "ticket" || kind === "score" ? Number(line.ref) || 0 : 0;
    if (!kind || kind === "chat" || (kind === "ticket" && ticket === own)) return [];
    return [
      {
        key: `${i} ${line.kind} ${line.ref}`,
        at: line.at,
        kind,
        title: line.title,
        ref: line.ref,
        state: line.state,
        detail: line.detail,
        ticket,
      },
    ];
  });
}

/** The mean of what they gave, of five; null when they never said. */
export function meanScore(lines: readonly TimelineLine[]): number | null {
  const scores = lines
    .filter((line) => line.kind === "score")
    .map((line) => Number(line.state))
    .filter((score) => score > 0);
  return scores.length === 0 ? null : scores.reduce((sum, score) => sum + score, 0) / scores.length;
}

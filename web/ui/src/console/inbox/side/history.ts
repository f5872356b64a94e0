import type { IconName } from "@kit";

// What has happened with a person, from all rooms, the latest first.

export interface Entry {
  readonly key: string;
  readonly at: string;
  readonly kind: string;
  readonly title: string;
  readonly detail: string;
  /** The number of a ticket it leads to; 0: nowhere. */
  readonly ticket: number;
  /** Of a survey; 0: none. */
  readonly score: number;
}

const ICONS: Readonly<Record<string, IconName>> = {
  ticket: "chat",
  message: "chat",
  chat: "chat",
  mail: "mail",
  email: "mail",
  notice: "bell",
  delivery: "bell",
  sms: "phone",
  order: "box",
  shipment: "box",
  promise: "clock",
  survey: "check",
  csat: "check",
  consent: "lock",
  coupon: "tag",
  campaign: "mega",
  page: "find",
  visit: "find",
  phone: "phone",
  return: "retry",
};

export const iconOf = (kind: string): IconName => ICONS[kind.split(/[._:]/)[0] ?? ""] ?? "bolt";

/** The mean of what they gave, of five; null when they never said. */
export function meanScore(entries: readonly Entry[]): number | null {
  const scores = entries.map((entry) => entry.score).filter((score) => score > 0);
  return scores.length === 0 ? null : scores.reduce((sum, score) => sum + score, 0) / scores.length;
}

import { dateTime, day, won } from "@shared/fmt.ts";
import type { Lang } from "@shared/i18n.ts";
import type { T, TextKey } from "../texts.ts";
import type { TicketEvent } from "./ticket.ts";

const SHOWN = ["assigned", "released", "routed", "returned", "solved", "reopened", "closed", "withdrawn", "rated"] as const;
// What staff or a rule did to the ticket itself: the sentence names who.
const DONE = ["renamed", "filled", "woken", "spam", "nospam", "unmerged", "rejoined", "parted"] as const;
// What has another ticket in it.
const OTHER = ["merged", "absorbed", "split", "splitoff"] as const;
// What was done for the customer beside the talk.
const SERVED = ["memo", "person_tags", "coupon", "arrival", "people_merged", "people_parted"] as const;
const MERGES = ["people_merged", "people_parted"] as const;
const PRIORITIES: readonly TextKey[] = ["console.priority.0", "console.priority.1", "console.priority.2", "console.priority.3"];

/** What comes of a call. */
export const OUTCOMES = ["reached", "no_answer", "voicemail", "call_back", "wrong_number"] as const;
export type Outcome = (typeof OUTCOMES)[number];

export interface Say {
  readonly t: T;
  readonly lang: Lang;
  readonly now: Date;
  /** What a type is called. */
  readonly typeOf?: (key: string) => string;
  readonly stepOf?: (id: string) => string;
}

/** What happened to the ticket as one line; empty for what the conversation shows itself. */
export function eventText(event: TicketEvent, say: Say): string {
  const { t } = say;
  const kind = event.kind.replace(/^ticket\./, "");
  const name = event.actor.name || t("console.event.somebody");
  const owner = text(event.data?.["owner_name"]);
  const known = SHOWN.find((shown) => shown === kind);
  if (!known) return actText(kind, event, name, say);
  if (known === "assigned" && owner === name) return t("console.event.taken", { name });
  if (known === "assigned") return owner ? t("console.event.assigned_to", { name, to: owner }) : t("console.event.assigned", { name });
  if (known === "routed") return t("console.event.routed_to", { to: owner || t("console.event.somebody") });
  if (known === "rated") return t("console.event.rated", { n: Number(event.data?.["score"] ?? 0) });
  if (event.actor.kind === "shopper" && known === "solved") return t("console.event.ended_by_shopper");
  if (event.actor.kind === "shopper" && known === "reopened" && event.data?.["reason"] === "rating")
    return t("console.event.reopened_by_rating");
  if (event.actor.kind === "shopper" && known === "reopened") return t("console.event.reopened_by_shopper");
  return t(`console.event.${known}`, { name });
}

function actText(kind: string, event: TicketEvent, name: string, { t, lang, now, typeOf, stepOf }: Say): string {
  const data = event.data ?? {};
  const done = DONE.find((one) => one === kind);
  if (done) return t(`console_talk.event.${done}`, { name });
  const other = OTHER.find((one) => one === kind);
  if (other) return t(`console_talk.event.${other}`, { name, number: numberOf(data["other"]) });
  switch (kind) {
    case "prioritised":
      return t("console_talk.event.prioritised", { name, to: t(PRIORITIES[Number(data["priority"] ?? 0)] ?? "console.priority.0") });
    case "tagged": {
      const [added, removed] = [list(data["added"]), list(data["removed"])];
      const tags = (added.length > 0 ? added : removed).join(", ");
      return tags ? t(added.length > 0 ? "console_talk.event.tagged" : "console_talk.event.untagged", { name, tags }) : "";
    }
    case "teamed":
      return t(data["team_id"] ? "console_talk.event.teamed" : "console_talk.event.unteamed", { name, team: text(data["team_name"]) });
    case "sorted":
      return t("console_talk.event.sorted", { name, type: typeOf?.(text(data["type"])) || text(data["type"]) });
    case "stepped":
      return t("console_talk.event.stepped", { name, step: stepOf?.(text(data["step"])) || text(data["step"]) });
    case "snoozed": {
      const until = text(data["until"]);
      if (!until) return t("console_talk.event.snoozed_reply", { name });
      return t("console_talk.event.snoozed", { name, at: dateTime(new Date(until), lang, now) });
    }
    case "identified": {
      const reason = MERGES.find((one) => one === data["reason"]);
      return reason ? t(`console_talk.event.${reason}`) : "";
    }
    case "served": {
      const served = SERVED.find((one) => one === data["reason"]);
      if (!served) return "";
      const on = text(data["subject"]);
      return t(`console_talk.event.served.${served}`, {
        name,
        day: on ? day(new Date(`${on.slice(0, 10)}T00:00:00+09:00`), lang, now) : "",
      });
    }
    case "called": {
      const outcome = OUTCOMES.find((one) => one === data["outcome"]);
      return outcome ? t("console_talk.event.called", { name, outcome: t(`console_talk.call.${outcome}`) }) : "";
    }
    case "arranged":
      return arrangedText(data["arranged"], event, name, { t, lang });
    case "linked":
      return t(data["parent_id"] ? "console_talk.event.linked" : "console_talk.event.unlinked", { name });
    default:
      return "";
  }
}

const ARRANGED = ["requested", "approved", "sent", "received", "done", "failed", "rejected", "withdrawn"] as const;
const WHAT = ["cancel", "return", "exchange", "refund", "address"] as const;

/** A step of a return: what it is, with its amount. */
function arrangedText(data: unknown, event: TicketEvent, name: string, { t, lang }: Pick<Say, "t" | "lang">): string {
  const of = (key: string): unknown => (typeof data === "object" && data !== null ? Reflect.get(data, key) : undefined);
  const state = ARRANGED.find((one) => one === of("state"));
  const kind = WHAT.find((one) => one === of("kind"));
  if (!state || !kind) return "";
  const amount = Number(of("amount") ?? 0);
  const what = t(`console_talk.arranged.${kind}`) + (amount > 0 ? ` ${won(amount, lang)}` : "");
  if (state === "requested" && event.actor.kind !== "agent") return t("console_talk.event.arranged_asked", { what });
  return t(`console_talk.event.arranged_${state}`, { name, what });
}

const text = (value: unknown): string => (typeof value === "string" ? value : "");
const list = (value: unknown): string[] => (Array.isArray(value) ? value.map(text).filter(Boolean) : []);

function numberOf(other: unknown): number {
  const number: unknown = typeof other === "object" && other !== null ? Reflect.get(other, "number") : 0;
  return typeof number === "number" ? number : 0;
}

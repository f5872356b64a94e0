import type { TicketEvent } from "../api.ts";
import type { T } from "../texts.ts";

const SHOWN = ["opened", "assigned", "released", "routed", "returned", "solved", "reopened", "closed", "withdrawn", "rated"] as const;

/** What happened to the ticket as one line; empty for what the conversation shows itself. */
export function eventText(event: TicketEvent, t: T, owner: string): string {
  const kind = event.kind.replace(/^ticket\./, "");
  const name = event.actor.name || t("console.event.somebody");
  const known = SHOWN.find((shown) => shown === kind);
  if (!known || known === "opened") return "";
  if (known === "assigned" && owner === name) return t("console.event.taken", { name });
  if (known === "assigned") return owner ? t("console.event.assigned_to", { name, to: owner }) : t("console.event.assigned", { name });
  if (known === "routed") return t("console.event.routed_to", { to: owner || t("console.event.somebody") });
  if (known === "rated") return t("console.event.rated", { n: Number(event.data?.score ?? 0) });
  if (event.actor.kind === "shopper" && known === "solved") return t("console.event.ended_by_shopper");
  if (event.actor.kind === "shopper" && known === "reopened" && event.data?.reason === "rating")
    return t("console.event.reopened_by_rating");
  if (event.actor.kind === "shopper" && known === "reopened") return t("console.event.reopened_by_shopper");
  return t(`console.event.${known}`, { name });
}

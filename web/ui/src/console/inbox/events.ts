import type { TicketEvent } from "../api.ts";
import type { T } from "../texts.ts";

const SHOWN = ["opened", "assigned", "released", "solved", "reopened", "closed"] as const;

/** What happened to the ticket as one line; empty for what the conversation shows itself. */
export function eventText(event: TicketEvent, t: T, owner: string): string {
  const kind = event.kind.replace(/^ticket\./, "");
  const name = event.actor.name || t("console.event.somebody");
  const known = SHOWN.find((shown) => shown === kind);
  if (!known || known === "opened") return "";
  if (known === "assigned" && owner === name) return t("console.event.taken", { name });
  if (known === "assigned") return owner ? t("console.event.assigned_to", { name, to: owner }) : t("console.event.assigned", { name });
  if (event.actor.kind === "shopper" && known === "reopened") return t("console.event.reopened_by_shopper");
  return t(`console.event.${known}`, { name });
}

import type { TicketEvent } from "./ticket.ts";

/** An answer that left by mail or SMS because nobody read it: when, and what became of it. */
export interface Followed {
  readonly key: string;
  readonly channel: "email" | "sms";
  readonly at: string;
  readonly failed: boolean;
  readonly openedAt: string | null;
  readonly stoppedAt: string | null;
}

const isFollowed = (event: TicketEvent) => event.kind.replace(/^ticket\./, "") === "followed";

/** The history's events as one line for each message that left. */
export function followedOf(events: readonly TicketEvent[]): Followed[] {
  const all: Followed[] = [];
  for (const event of events.filter(isFollowed)) {
    const what = event.data?.["reason"];
    const channel = event.data?.["channel"] === "sms" ? "sms" : "email";
    if (what === "sent" || what === "failed") {
      all.push({ key: `f${event.seq}`, channel, at: event.at, failed: what === "failed", openedAt: null, stoppedAt: null });
      continue;
    }
    const of = all.findLastIndex((one) => one.channel === channel && !one.failed);
    const one = all[of];
    if (!one) continue;
    if (what === "opened") all[of] = { ...one, openedAt: one.openedAt ?? event.at };
    if (what === "stopped") all[of] = { ...one, stoppedAt: event.at };
  }
  return all;
}

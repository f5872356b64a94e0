import type { IconName } from "@kit";
import { eventText, type Say } from "./events.ts";
import { type Followed, followedOf } from "./followed.ts";
import type { Line } from "./thread.ts";
import type { TicketEvent } from "./ticket.ts";

// What was done to the ticket, between what was said: each at its time, and what came in a row as one line.

export interface Act {
  readonly key: string;
  readonly at: string;
  readonly text: string;
  readonly icon: IconName;
  /** A person did it; otherwise it came by itself. */
  readonly byHand: boolean;
}

export type Drawn =
  | Line
  | { readonly kind: "acts"; readonly key: string; readonly acts: readonly Act[] }
  | ({ readonly kind: "followed" } & Followed);

const ICONS: Readonly<Record<string, IconName>> = {
  merged: "merge",
  absorbed: "merge",
  unmerged: "merge",
  split: "merge",
  splitoff: "merge",
  snoozed: "moon",
  solved: "check",
  tagged: "tag",
  prioritised: "flag",
  called: "phone",
};

/** The acts of a history in words, oldest first. */
export function actsOf(events: readonly TicketEvent[], say: Say): Act[] {
  return events.flatMap((event) => {
    const text = eventText(event, say);
    if (!text) return [];
    const kind = event.kind.replace(/^ticket\./, "");
    const byHand = event.actor.kind === "agent" && !event.data?.["cause"];
    return [{ key: `e${event.seq}`, at: event.at, text, icon: ICONS[kind] ?? (byHand ? "person" : "bolt"), byHand }];
  });
}

const timeOf = (line: Line): string => (line.kind === "message" ? line.message.at : line.kind === "note" ? line.note.at : "");

/** The lines of the log with the acts in between; those from before the first line wait until that is read. */
export function withActivity(drawn: readonly Line[], acts: readonly Act[], events: readonly TicketEvent[], whole: boolean): Drawn[] {
  const all: Drawn[] = [];
  const followed = followedOf(events).map((one) => ({ kind: "followed" as const, ...one }));
  const timed = [...acts.map((act) => ({ at: act.at, act })), ...followed.map((one) => ({ at: one.at, followed: one }))];
  timed.sort((a, b) => Date.parse(a.at) - Date.parse(b.at));
  const first = drawn.map(timeOf).find(Boolean);
  let next = whole || !first ? 0 : timed.findIndex((one) => Date.parse(one.at) >= Date.parse(first));
  if (next < 0) next = timed.length;
  const addUntil = (at: number) => {
    for (; next < timed.length; next++) {
      const one = timed[next];
      if (!one || Date.parse(one.at) >= at) return;
      if ("followed" in one) all.push(one.followed);
      else push(all, one.act);
    }
  };
  drawn.forEach((line, i) => {
    // A day's heading stands before its first line, and after what was done the evening before.
    const stands = line.kind === "day" ? drawn[i + 1] : line;
    const at = stands ? timeOf(stands) : "";
    addUntil(at ? Date.parse(at) : Number.POSITIVE_INFINITY);
    all.push(line);
  });
  addUntil(Number.POSITIVE_INFINITY);
  return all;
}

function push(all: Drawn[], act: Act): void {
  const last = all[all.length - 1];
  if (last?.kind === "acts") all[all.length - 1] = { ...last, acts: [...last.acts, act] };
  else all.push({ kind: "acts", key: act.key, acts: [act] });
}

/** How long the first answer took, in seconds; null while it is not known. */
export function firstReplyOf(
  events: readonly TicketEvent[],
  messages: readonly { readonly seq: number; readonly from: string; readonly at: string; readonly withdrawn?: boolean }[],
): number | null {
  const opened = events.find((event) => event.kind.replace(/^ticket\./, "") === "opened");
  const seq = Number(opened?.data?.["seq"] ?? 0);
  const first = messages[0];
  if (!opened || !first || (seq > 0 && first.seq > seq)) return null;
  const asked = messages.find((message) => message.from === "shopper" && message.seq >= seq);
  const answered = messages.find((message) => message.from === "agent" && !message.withdrawn && asked && message.seq > asked.seq);
  if (!asked || !answered) return null;
  return Math.max(0, (Date.parse(answered.at) - Date.parse(asked.at)) / 1000);
}

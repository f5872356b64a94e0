import { call, post } from "../../api.ts";
import type { TextKey } from "../../texts.ts";
import type { Ticket } from "../ticket.ts";
import { tickets } from "../ticketApi.ts";

// What is done to tickets from the list: to one at once, to many as a job of the server.

export type Act =
  | { readonly kind: "solve"; readonly quiet?: boolean }
  | { readonly kind: "assign"; readonly owner: { readonly id: number; readonly name: string } | null }
  | { readonly kind: "tag"; readonly add: readonly string[]; readonly remove: readonly string[] }
  | { readonly kind: "priority"; readonly priority: number }
  | { readonly kind: "snooze"; readonly choice?: string; readonly until?: string }
  | { readonly kind: "team"; readonly team: { readonly id: number; readonly name: string } | null }
  | { readonly kind: "spam"; readonly spam: boolean }
  | { readonly kind: "macro"; readonly macro: string };

export const ACT_KINDS = ["solve", "assign", "tag", "priority", "snooze", "team", "spam", "macro", "merge"] as const;
export type ActKind = (typeof ACT_KINDS)[number];

/** The act as the server's list of actions says it. */
export function actionsOf(act: Act): Readonly<Record<string, unknown>> {
  switch (act.kind) {
    case "solve":
      return act.quiet ? { solve: true, quiet: true } : { solve: true };
    case "assign":
      return { owner: act.owner ? String(act.owner.id) : "none" };
    case "tag":
      return { ...(act.add.length > 0 ? { add_tags: act.add } : {}), ...(act.remove.length > 0 ? { remove_tags: act.remove } : {}) };
    case "priority":
      return { priority: act.priority };
    case "snooze":
      return act.until ? { snooze_until: act.until } : { snooze: act.choice };
    case "team":
      return { team_id: act.team?.id ?? 0 };
    case "spam":
      return { spam: act.spam };
    case "macro":
      return {};
  }
}

/** Does it to one ticket. */
export function actOn(ticket: Ticket, act: Act, clientId: string): Promise<Ticket> {
  switch (act.kind) {
    case "solve":
      return tickets.solve(ticket.number, act.quiet ?? false);
    case "assign":
      return tickets.assign(ticket.number, act.owner?.id ?? null);
    case "tag":
      return tickets.change(ticket.number, { add_tags: act.add, remove_tags: act.remove });
    case "priority":
      return tickets.change(ticket.number, { priority: act.priority });
    case "snooze":
      return tickets.snooze(ticket.number, act.until ? { until: act.until } : { choice: act.choice ?? "" });
    case "team":
      return tickets.change(ticket.number, { team_id: act.team?.id ?? null });
    case "spam":
      return tickets.change(ticket.number, { spam: act.spam });
    case "macro":
      return macros
        .run(act.macro, { ticket: ticket.number, version: ticket.version, client_id: clientId })
        .then((ran) => ({ ...ran.ticket, undo: ran.group ?? ran.ticket.undo ?? null }));
  }
}

/** What the list says when it is done to one ticket. */
export function doneKey(act: Act): TextKey {
  if (act.kind === "solve") return act.quiet ? "console.done.solved_quiet" : "console.done.solved";
  if (act.kind === "assign") return act.owner ? "console.done.assigned" : "console.done.released";
  if (act.kind === "tag") return "console.done.tagged";
  if (act.kind === "priority") return "console.done.priority";
  if (act.kind === "snooze") return "console.done.snoozed";
  if (act.kind === "team") return "console.done.team";
  if (act.kind === "macro") return "console.done.macro";
  return act.spam ? "console.done.spam" : "console.done.not_spam";
}

export interface Macro {
  readonly id: string;
  readonly name: string;
}

export const macros = {
  list: async (signal?: AbortSignal) => {
    const answer = await call<{ items: readonly Macro[] | null } | readonly Macro[] | null>("/macros", { signal });
    return answer === null ? [] : "items" in answer ? (answer.items ?? []) : answer;
  },
  run: (id: string, body: { ticket: number; version: number; client_id: string }) =>
    post<{ ticket: Ticket; group?: string | null }>(`/macros/${id}/run`, body),
};

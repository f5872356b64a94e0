import { useQueryClient } from "@tanstack/react-query";
import { useCallback } from "react";
import { useToasts } from "../frame/toasts.tsx";
import { useStable } from "../frame/useStable.ts";
import { sayProblem } from "../problems.ts";
import { useTexts } from "../texts.ts";
import type { Ticket, TicketDetail } from "./ticket.ts";
import { type TicketChange, tickets } from "./ticketApi.ts";

export interface ActsOptions {
  readonly number: number;
  readonly onChanged: (ticket: Ticket) => void;
  readonly onReload: () => void;
  /** Goes back to the ticket, and on to the one after it. */
  readonly onReturn: (to: number) => void;
  readonly next: (from: number) => void;
}

/** What can be done with a ticket: at once, with eight seconds to take it back. */
export function useActs({ number, onChanged, onReload, onReturn, next }: ActsOptions) {
  const { t } = useTexts();
  const client = useQueryClient();
  const { say, fail } = useToasts();

  const changed = useCallback(
    (ticket: Ticket) => {
      client.setQueryData<TicketDetail>(["ticket", number], (was) => (was ? { ...was, ...ticket } : was));
      void client.invalidateQueries({ queryKey: ["ticket", number] });
      void client.invalidateQueries({ queryKey: ["counts"] });
      onChanged(ticket);
    },
    [client, number, onChanged],
  );
  const attempt = useCallback(
    async (act: () => Promise<Ticket>): Promise<Ticket | null> => {
      try {
        const ticket = await act();
        changed(ticket);
        return ticket;
      } catch (error) {
        fail(sayProblem(error, t));
        void client.invalidateQueries({ queryKey: ["ticket", number] });
        return null;
      }
    },
    [changed, client, fail, number, t],
  );
  // Says what was done, and offers to take it back where the answer says how.
  const told = (ticket: Ticket | null, text: string, after?: () => void): boolean => {
    if (!ticket) return false;
    const group = ticket.undo;
    say(
      text,
      group
        ? () => {
            after?.();
            void attempt(() => tickets.undo(number, group));
          }
        : undefined,
    );
    return true;
  };
  const change = async (body: TicketChange, text: string) => told(await attempt(() => tickets.change(number, body)), text);
  const snooze = async (body: { choice?: string; until?: string }, text: string) => {
    next(number);
    const back = () => onReturn(number);
    if (!told(await attempt(() => tickets.snooze(number, body)), text, back)) back();
  };
  const unsnooze = async (text: string) => told(await attempt(() => tickets.unsnooze(number)), text);

  const reopen = async (undo = false) => {
    if (await attempt(() => tickets.reopen(number, undo))) onReload();
  };
  const solve = async (quiet = false) => {
    next(number);
    const done = await attempt(() => tickets.solve(number, quiet));
    if (!done) return onReturn(number);
    say(t(quiet ? "console.done.solved_quiet" : "console.done.solved", { number }), () => {
      void reopen(true);
      onReturn(number);
    });
  };
  const assign = async (ownerId: number | null, name: string, was: number | null) => {
    if (ownerId === was) return;
    if (!(await attempt(() => tickets.assign(number, ownerId)))) return;
    say(
      ownerId === null ? t("console.done.released") : t("console.done.assigned", { name }),
      () => void attempt(() => tickets.assign(number, was)),
    );
  };
  const undo = async (group: string) => {
    await attempt(() => tickets.undo(number, group));
  };
  const reread = () => void client.invalidateQueries({ queryKey: ["ticket", number] });
  return useStable({ solve, reopen, assign, changed, change, snooze, unsnooze, undo, reread });
}

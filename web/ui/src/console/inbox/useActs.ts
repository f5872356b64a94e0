import { useQueryClient } from "@tanstack/react-query";
import { useCallback } from "react";
import { type Ticket, type TicketDetail, tickets } from "../api.ts";
import { useToasts } from "../frame/toasts.tsx";
import { sayProblem } from "../problems.ts";
import { useTexts } from "../texts.ts";

export interface ActsOptions {
  readonly number: number;
  readonly onChanged: (ticket: Ticket) => void;
  readonly onReload: () => void;
  readonly onReturn: () => void;
  readonly next: () => void;
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
    async (act: () => Promise<Ticket>): Promise<boolean> => {
      try {
        changed(await act());
        return true;
      } catch (error) {
        fail(sayProblem(error, t));
        void client.invalidateQueries({ queryKey: ["ticket", number] });
        return false;
      }
    },
    [changed, client, fail, number, t],
  );

  const reopen = async (undo = false) => {
    if (await attempt(() => tickets.reopen(number, undo))) onReload();
  };
  const solve = async (quiet = false) => {
    next();
    const done = await attempt(() => tickets.solve(number, quiet));
    if (!done) return onReturn();
    say(t(quiet ? "console.done.solved_quiet" : "console.done.solved", { number }), () => {
      void reopen(true);
      onReturn();
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
  return { solve, reopen, assign, changed };
}

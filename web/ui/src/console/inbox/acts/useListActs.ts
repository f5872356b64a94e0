import { uuid } from "@shared/uuid.ts";
import { useQueryClient } from "@tanstack/react-query";
import { useCallback, useEffect, useRef, useState } from "react";
import { useToasts } from "../../frame/toasts.tsx";
import { useFrames } from "../../live/useLive.tsx";
import { sayProblem } from "../../problems.ts";
import { useTexts } from "../../texts.ts";
import { type Shown, wholeFilter } from "../queue.ts";
import { markUnseen } from "../seen.ts";
import type { Ticket } from "../ticket.ts";
import { tickets } from "../ticketApi.ts";
import type { TicketsOf } from "../useTickets.ts";
import { ACT_KINDS, type Act, type ActKind, actionsOf, actOn, doneKey } from "./act.ts";
import { type Bulk, bulk, finished, keepJob, keptJob } from "./bulk.ts";
import { failedOf, nothing, type Selection } from "./selection.ts";

const POLL_MS = 1000;
const UNDO_MS = 300;

/** A job that runs or has ended, as the bar tells it. */
export interface Running {
  readonly job: Bulk;
  readonly kind: ActKind | "undo";
}

interface Options {
  readonly list: TicketsOf;
  readonly shown: Shown;
  readonly selection: Selection;
  readonly choose: (selection: Selection) => void;
}

/** What is done from the list: to a row at once, to the chosen ones as a job, both with a way back. */
export function useListActs({ list, shown, selection, choose }: Options) {
  const { t } = useTexts();
  const client = useQueryClient();
  const { say, fail, remember } = useToasts();
  const [running, setRunning] = useState<Running | null>(null);

  const renew = useCallback(
    (ticket: Ticket) => {
      list.take([ticket], true);
      void client.invalidateQueries({ queryKey: ["ticket", ticket.number] });
      void client.invalidateQueries({ queryKey: ["counts"] });
      void client.invalidateQueries({ queryKey: ["views"] });
    },
    [list, client],
  );

  const renewAll = () => {
    void list.reload();
    for (const name of ["counts", "views", "ticket"]) void client.invalidateQueries({ queryKey: [name] });
  };

  const back = async (number: number, group: string | null | undefined, act: Act, was: Ticket) => {
    try {
      const ticket = group
        ? await tickets.undo(number, group)
        : act.kind === "solve"
          ? await tickets.reopen(number, true)
          : await tickets.assign(number, was.owner?.id ?? null);
      renew(ticket);
      void list.reload();
      say(t("console.done.undone"));
    } catch (error) {
      fail(sayProblem(error, t));
    }
  };

  /** Does it to one row. */
  const one = async (ticket: Ticket, act: Act) => {
    try {
      const changed = await actOn(ticket, act, uuid());
      renew(changed);
      const name = act.kind === "assign" ? (act.owner?.name ?? "") : "";
      const canGoBack = changed.undo || act.kind === "solve" || act.kind === "assign";
      say(
        t(doneKey(act), { number: ticket.number, name }),
        canGoBack ? () => void back(ticket.number, changed.undo, act, ticket) : undefined,
      );
    } catch (error) {
      fail(sayProblem(error, t));
    }
  };

  const unread = async (rows: readonly Ticket[]) => {
    try {
      await Promise.all(rows.map((row) => tickets.unread(row.number)));
    } catch (error) {
      return fail(sayProblem(error, t));
    }
    for (const row of rows) markUnseen(row.id);
    list.take(rows.map((row) => ({ ...row, unread: true })));
    void client.invalidateQueries({ queryKey: ["counts"] });
    say(t("console.done.unread"));
  };

  // The job is followed by its frames, and asked for where none come.
  const ended = useRef("");
  const end = useRef((_job: Bulk, _kind: Running["kind"]): void => {});
  end.current = (job, kind) => {
    const words = t("console.bulk.done", { n: job.done, act: t(`console.bulk.act.${wordOf(kind)}`) });
    if (ended.current === job.id) return; // a frame and a look may tell the same end
    ended.current = job.id;
    keepJob(null);
    // What failed is told by the bar, which a toast would cover.
    if (job.done > 0 && job.failed === 0) say(words, () => void undoJob(job));
    else if (job.done > 0) remember(words, () => void undoJob(job));
    if (job.failed === 0) setRunning(null);
    choose(job.failed > 0 ? failedOf((job.failures ?? []).map((failure) => failure.id)) : nothing);
    renewAll();
  };
  const id = running && running.kind !== "undo" && !finished(running.job) ? running.job.id : null;
  const look = useRef(async () => {});
  look.current = async () => {
    if (!id) return;
    const job = await bulk.read(id);
    setRunning((was) => (was?.job.id === id ? { ...was, job } : was));
    if (finished(job) && running) end.current(job, running.kind);
  };
  useFrames((frame) => {
    if (frame.t === "bulk" && frame.id === id) void look.current().catch(() => {});
  });
  useEffect(() => {
    if (!id) return;
    const timer = setInterval(() => void look.current().catch(() => {}), POLL_MS);
    return () => clearInterval(timer);
  }, [id]);

  /** Shows how a job goes, or how it has ended. */
  const follow = async (job: Bulk, kind: ActKind) => {
    keepJob({ id: job.id, kind });
    setRunning({ job, kind });
    if (!finished(job)) return;
    const whole = await bulk.read(job.id);
    setRunning({ job: whole, kind });
    end.current(whole, kind);
  };
  // A job goes on when the page is loaded anew: it is found again.
  const again = useRef(async () => {});
  again.current = async () => {
    const kept = keptJob();
    const kind = ACT_KINDS.find((one) => one === kept?.kind);
    if (kept && kind) await follow(await bulk.read(kept.id), kind);
  };
  useEffect(() => void again.current().catch(() => keepJob(null)), []);

  const cancel = async (job: Bulk) => {
    try {
      await bulk.cancel(job.id);
      await look.current();
    } catch (error) {
      fail(sayProblem(error, t));
    }
  };

  const undoJob = async (job: Bulk) => {
    try {
      let undone = await bulk.undo(job.id);
      setRunning({ job: undone, kind: "undo" });
      while (!finished(undone)) {
        await new Promise((done) => setTimeout(done, UNDO_MS));
        undone = await bulk.read(job.id);
      }
      setRunning(null);
      choose(nothing);
      renewAll();
      say(t("console.bulk.undone", { n: undone.undone ?? undone.done }));
    } catch (error) {
      setRunning(null);
      fail(sayProblem(error, t));
    }
  };

  /** Does it to all that are chosen, by one job of the server. */
  const many = async (act: Act) => {
    const what = act.kind === "macro" ? { macro: act.macro } : { change: actionsOf(act) };
    try {
      const ids = selection.whole === null ? [...selection.ids] : (await tickets.ids(wholeFilter(shown))).ids;
      await follow(await bulk.start({ client_id: uuid(), ids, ...what }), act.kind);
    } catch (error) {
      fail(sayProblem(error, t));
    }
  };

  /** Moves what was said in the others into one; they are put back together. */
  const merge = async (into: Ticket, all: readonly Ticket[]) => {
    const merged: Ticket[] = [];
    try {
      for (const ticket of all.filter((each) => each.id !== into.id)) merged.push(await tickets.merge(ticket.number, into.number));
    } catch (error) {
      fail(sayProblem(error, t));
    }
    void list.reload();
    if (merged.length === 0) return;
    say(t("console.bulk.done", { n: merged.length + 1, act: t("console.bulk.act.merge") }), async () => {
      try {
        // The last one first: what was merged before it is only then as it was.
        for (const ticket of [...merged].reverse()) if (ticket.undo) await tickets.undo(ticket.number, ticket.undo);
        say(t("console.bulk.undone", { n: merged.length + 1 }));
      } catch (error) {
        fail(sayProblem(error, t));
      }
      void list.reload();
    });
  };

  return {
    one,
    merge,
    many,
    unread,
    running,
    dismiss: () => setRunning(null),
    undoJob: () => running && void undoJob(running.job),
    cancel: () => running && void cancel(running.job),
  };
}

/** How a job says what it did. */
export function wordOf(kind: Running["kind"]) {
  return kind === "spam" ? ("tag" as const) : kind === "undo" ? ("solve" as const) : kind;
}

import { Problem } from "@shared/problem.ts";
import type { Message } from "@shared/types.ts";
import { uuid } from "@shared/uuid.ts";
import { useQueryClient } from "@tanstack/react-query";
import { type RefObject, useEffect, useRef, useState } from "react";
import { useToasts } from "../frame/toasts.tsx";
import { useLive } from "../live/useLive.tsx";
import { sayProblem } from "../problems.ts";
import { useTexts } from "../texts.ts";
import type { ComposerRef, Outgoing } from "./Composer.tsx";
import { letterOf, wishesOf } from "./compose/letter.ts";
import { forgetUnsent, keepUnsent, unsentOf } from "./drafts.ts";
import { outOf } from "./mail.ts";
import { shoppers } from "./shopperApi.ts";
import { replies, talk } from "./talkApi.ts";
import type { Pending } from "./thread.ts";
import type { TicketDetail } from "./ticket.ts";
import { tickets } from "./ticketApi.ts";
import type { useActs } from "./useActs.ts";
import type { useThread } from "./useThread.ts";

const outgoingOf = ({ kind, text, files, solve, to }: Pending): Outgoing => ({
  kind,
  text,
  files: files ?? [],
  solve: solve ?? false,
  to: to ?? null,
});

/** What was not sent, because a colleague had answered meanwhile. */
interface Guarded {
  readonly outgoing: Outgoing;
  readonly reply: Message | undefined;
}

export interface DeliveryOptions {
  readonly ticket: TicketDetail;
  readonly talked: ReturnType<typeof useThread>;
  readonly acts: ReturnType<typeof useActs>;
  /** Where a text goes back to that is taken back. */
  readonly composer: RefObject<ComposerRef | null>;
}

/** Sends what is written, now or later, and takes it back where that can be; nothing that was written is lost. */
export function useDelivery({ ticket, talked, acts, composer }: DeliveryOptions) {
  const { t } = useTexts();
  const client = useQueryClient();
  const { say, fail, remember } = useToasts();
  const { thread, dispatch, load, catchUp } = talked;
  const { number, conversation_id } = ticket;
  const [guard, setGuard] = useState<Guarded | null>(null);
  const seen = useRef(0);
  seen.current = thread.lastSeq;
  const current = useRef(thread);
  current.current = thread;

  /** Answers whether the next one may go as well. */
  const deliver = async (pending: Pending, seenSeq = seen.current): Promise<boolean> => {
    const outgoing = outgoingOf(pending);
    dispatch({ type: "sending", pending: { ...pending, state: "sending", offline: false, seen: seenSeq } });
    keepUnsent(conversation_id, pending);
    try {
      const body = { client_id: pending.clientId, text: pending.text };
      const files = pending.files?.length ? { files: pending.files.map((file) => file.id) } : {};
      const changed =
        pending.kind === "note"
          ? await tickets.note(number, body)
          : await tickets.answer(number, { ...body, ...files, ...letterOf(outgoing.to), seen_seq: seenSeq });
      forgetUnsent(conversation_id, pending.clientId);
      acts.changed(changed);
      const arrived = await catchUp().catch(() => []); // the socket usually has it already
      const held = [...arrived, ...current.current.messages].find(
        (message) => message.client_id === pending.clientId && outOf(message)?.state === "held",
      );
      if (held) remember(t("console_talk.unsend"), () => void unsend(held.seq));
      if (outgoing.solve) await acts.solve();
      return true;
    } catch (problem) {
      if (problem instanceof Problem && problem.status === 409 && problem.code === "thread.moved") {
        dispatch({ type: "dropped", clientId: pending.clientId });
        forgetUnsent(conversation_id, pending.clientId);
        const missed = await catchUp().catch(() => []);
        const newer = [...missed, ...current.current.messages].filter((m) => m.from === "agent" && m.seq > seenSeq);
        setGuard({ outgoing, reply: newer.sort((a, b) => b.seq - a.seq)[0] });
      } else {
        const offline = problem instanceof Problem && problem.status === 0;
        dispatch({ type: "failed", clientId: pending.clientId, reason: sayProblem(problem, t), offline });
      }
      return false;
    }
  };
  // What could not leave goes once there is a connection, in its order, and is asked about where a colleague was faster.
  const { state: live } = useLive();
  const resume = useRef(async () => {});
  resume.current = async () => {
    for (const pending of current.current.pending) if (pending.offline && !(await deliver(pending, pending.seen))) return;
  };
  useEffect(() => {
    if (live === "open") void resume.current();
    const again = () => void resume.current();
    addEventListener("online", again);
    return () => removeEventListener("online", again);
  }, [live]);
  // Texts that were under way when the page was left come back once it is known what arrived.
  const { loaded } = thread;
  useEffect(() => {
    if (!loaded) return;
    const lines = [...current.current.messages, ...current.current.notes];
    for (const pending of unsentOf(conversation_id)) {
      if (lines.some((line) => line.client_id === pending.clientId)) forgetUnsent(conversation_id, pending.clientId);
      else dispatch({ type: "sending", pending });
    }
  }, [loaded, conversation_id, dispatch]);

  /** Does something that may be refused, and says why it was. */
  const attempt = async (act: () => Promise<unknown>, refused?: () => void) => {
    try {
      await act();
    } catch (problem) {
      refused?.();
      fail(sayProblem(problem, t));
    }
  };
  const send = ({ kind, text, files, solve, to }: Outgoing) => {
    const more = { ...(files.length > 0 ? { files } : {}), ...(solve ? { solve } : {}), ...(to ? { to, addressed: true } : {}) };
    void deliver({ clientId: uuid(), kind, text, at: new Date().toISOString(), state: "sending", ...more });
  };
  /** Puts a text that could not be sent back where it was written. */
  const drop = (pending: Pending) => {
    dispatch({ type: "dropped", clientId: pending.clientId });
    forgetUnsent(conversation_id, pending.clientId);
    composer.current?.put(pending.kind, pending.text, pending.files, pending.to);
  };
  const unsend = (seq: number) =>
    attempt(async () => {
      const { text, files, mail } = await talk.unsend(number, seq);
      dispatch({ type: "withdrawn", seq });
      composer.current?.put("answer", text, files ?? [], wishesOf(mail));
    });
  return {
    guard,
    passGuard: () => setGuard(null),
    send,
    unsend,
    retry: (pending: Pending) => {
      if (pending.addressed && !pending.to) return drop(pending); // whom it was to go to was forgotten with the page
      void deliver(pending);
    },
    drop,
    schedule: ({ text, files, to }: Outgoing, at: string) =>
      attempt(
        async () => {
          const carried = files.length > 0 ? { files: files.map((file) => file.id) } : {};
          await talk.schedule(number, { client_id: uuid(), text, ...carried, ...letterOf(to), seen_seq: seen.current, send_at: at });
          void client.invalidateQueries({ queryKey: ["scheduled", number] });
          say(t("console_talk.done.scheduled"));
        },
        () => composer.current?.put("answer", text, files, to),
      ),
    withdraw: (seq: number) =>
      attempt(async () => {
        await shoppers.withdraw(conversation_id, seq);
        dispatch({ type: "withdrawn", seq });
      }),
    resend: (seq: number, maybe: boolean) =>
      attempt(async () => {
        acts.changed(await talk.resend(number, seq, maybe));
        await load();
      }),
    undoMacro: (run: string) =>
      attempt(async () => {
        const back = await replies.undo(run);
        acts.changed(back.ticket);
        if (back.unsent) composer.current?.put("answer", back.unsent);
        for (const left of back.left ?? []) say(left);
        await load();
      }),
  };
}

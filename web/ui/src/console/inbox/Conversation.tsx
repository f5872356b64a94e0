import { Button, Skeleton, StateView } from "@kit";
import { Problem } from "@shared/problem.ts";
import type { Message } from "@shared/types.ts";
import { uuid } from "@shared/uuid.ts";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { lazy, Suspense, useCallback, useEffect, useMemo, useRef, useState } from "react";
import { useLocation } from "wouter";
import { useRunMacro } from "../frame/composerPort.ts";
import { useShortcuts } from "../frame/shortcuts.ts";
import { useToasts } from "../frame/toasts.tsx";
import { useLive } from "../live/useLive.tsx";
import { useMentionsRead } from "../mentions/useMentions.ts";
import { errorState, sayProblem } from "../problems.ts";
import { useSession } from "../session.tsx";
import { useTexts } from "../texts.ts";
import { firstReplyOf } from "./activity.ts";
import { CollisionBar } from "./CollisionBar.tsx";
import { Composer, type ComposerKind, type ComposerRef, type Outgoing } from "./Composer.tsx";
import { ConversationHead } from "./ConversationHead.tsx";
import type { ConversationPaneProps } from "./ConversationPane.tsx";
import { letterOf, wishesOf } from "./compose/letter.ts";
import { forgetUnsent, keepUnsent, unsentOf } from "./drafts.ts";
import { Log } from "./Log.tsx";
import { useLookers, useLooking } from "./lookers.ts";
import { outOf, type Recipients, recipientsOf } from "./mail.ts";
import { ScheduledBar } from "./ScheduledBar.tsx";
import { SendGuard } from "./SendGuard.tsx";
import { SplitBar, useSplit } from "./SplitBar.tsx";
import { markUnseen } from "./seen.ts";
import { shoppers } from "./shopperApi.ts";
import { shopperName } from "./TicketRow.tsx";
import { replies, type Suggested, talk } from "./talkApi.ts";
import type { Pending } from "./thread.ts";
import type { Ticket, TicketDetail } from "./ticket.ts";
import { tickets } from "./ticketApi.ts";
import { useActs } from "./useActs.ts";
import { useShopper } from "./useShopper.ts";
import { useThread } from "./useThread.ts";
import { useTypes } from "./useTypes.ts";

const MacroDialog = lazy(() => import("./dialogs/MacroDialog.tsx"));
const CallDialog = lazy(() => import("./dialogs/CallDialog.tsx"));
const DateDialog = lazy(() => import("./dialogs/DateDialog.tsx"));

export interface ConversationProps extends ConversationPaneProps {
  readonly ticket: TicketDetail;
  /** Opens the customer where there is no room beside; without it they are seen already. */
  readonly onCustomer: (() => void) | undefined;
}

interface Guarded {
  readonly outgoing: Outgoing;
  readonly reply: Message | undefined;
}

const TYPING_MS = 3000;

export function Conversation(props: ConversationProps) {
  const { ticket, onCustomer } = props;
  const { t } = useTexts();
  const { me, can } = useSession();
  const { socket } = useLive();
  const acts = useActs(props);
  const client = useQueryClient();
  const [, navigate] = useLocation();
  const shopper = useShopper(ticket.conversation_id);
  const { thread, dispatch, error, load, catchUp, older, typist, readSeq } = useThread(ticket.conversation_id, me.name);
  const lookers = useLookers(ticket.conversation_id, me.id);
  const types = useTypes();
  const composer = useRef<ComposerRef>(null);
  const { say, fail, remember } = useToasts();
  const [guard, setGuard] = useState<Guarded | null>(null);
  const [macro, setMacro] = useState<{ id: string; name: string } | null>(null);
  const [calling, setCalling] = useState(false);
  const [later, setLater] = useState<Outgoing | null>(null);
  const split = useSplit(ticket.number);
  const seen = useRef(0);
  seen.current = thread.lastSeq;
  const current = useRef(thread.messages);
  current.current = thread.messages;
  useLooking(ticket.conversation_id);
  useMentionsRead(ticket.number);
  const mayWrite = can("tickets:write");
  const closed = ticket.state === "solved" || ticket.state === "closed";
  const merged = ticket.merged_into ?? null;
  const name = shopperName(ticket, t);

  const deliver = async (pending: Pending, outgoing: Outgoing) => {
    const seenSeq = seen.current;
    dispatch({ type: "sending", pending });
    keepUnsent(ticket.conversation_id, pending);
    try {
      const body = { client_id: pending.clientId, text: pending.text };
      const files = pending.files?.length ? { files: pending.files.map((file) => file.id) } : {};
      const changed =
        pending.kind === "note"
          ? await tickets.note(ticket.number, body)
          : await tickets.answer(ticket.number, { ...body, ...files, ...letterOf(outgoing.to), seen_seq: seenSeq });
      forgetUnsent(ticket.conversation_id, pending.clientId);
      acts.changed(changed);
      const arrived = await catchUp().catch(() => []); // the socket usually has it already
      const held = [...arrived, ...current.current].find(
        (message) => message.client_id === pending.clientId && outOf(message)?.state === "held",
      );
      if (held) remember(t("console_talk.unsend"), () => void unsend(held.seq));
      if (outgoing.solve) await acts.solve();
    } catch (problem) {
      if (problem instanceof Problem && problem.status === 409 && problem.code === "thread.moved") {
        dispatch({ type: "dropped", clientId: pending.clientId });
        forgetUnsent(ticket.conversation_id, pending.clientId);
        const missed = await catchUp().catch(() => []);
        const newer = [...missed, ...thread.messages].filter((m) => m.from === "agent" && m.seq > seenSeq);
        setGuard({ outgoing, reply: newer.sort((a, b) => b.seq - a.seq)[0] });
      } else {
        dispatch({ type: "failed", clientId: pending.clientId, reason: sayProblem(problem, t) });
      }
    }
  };
  // Texts that were under way when the page was left come back once it is known what arrived.
  const { loaded } = thread;
  const arrived = useRef((_clientId: string): boolean => false);
  arrived.current = (clientId) => [...thread.messages, ...thread.notes].some((line) => line.client_id === clientId);
  useEffect(() => {
    if (!loaded) return;
    for (const pending of unsentOf(ticket.conversation_id)) {
      if (arrived.current(pending.clientId)) forgetUnsent(ticket.conversation_id, pending.clientId);
      else dispatch({ type: "sending", pending });
    }
  }, [loaded, ticket.conversation_id, dispatch]);
  const send = (outgoing: Outgoing) => {
    const { kind, text, files } = outgoing;
    const carried = files.length > 0 ? { files } : {};
    void deliver({ clientId: uuid(), kind, text, at: new Date().toISOString(), state: "sending", ...carried }, outgoing);
  };
  const schedule = async (outgoing: Outgoing, at: string) => {
    const { text, files } = outgoing;
    try {
      const carried = files.length > 0 ? { files: files.map((file) => file.id) } : {};
      await talk.schedule(ticket.number, {
        client_id: uuid(),
        text,
        ...carried,
        ...letterOf(outgoing.to),
        seen_seq: seen.current,
        send_at: at,
      });
      void client.invalidateQueries({ queryKey: ["scheduled", ticket.number] });
      say(t("console_talk.done.scheduled"));
    } catch (problem) {
      composer.current?.put("answer", text, files, outgoing.to);
      fail(sayProblem(problem, t));
    }
  };
  const withdraw = async (seq: number) => {
    try {
      await shoppers.withdraw(ticket.conversation_id, seq);
      dispatch({ type: "withdrawn", seq });
    } catch (problem) {
      fail(sayProblem(problem, t));
    }
  };
  const undoMacro = async (run: string) => {
    try {
      const back = await replies.undo(run);
      acts.changed(back.ticket);
      if (back.unsent) composer.current?.put("answer", back.unsent);
      for (const left of back.left ?? []) say(left);
      await load();
    } catch (problem) {
      fail(sayProblem(problem, t));
    }
  };
  const unsend = async (seq: number) => {
    try {
      const { text, files, mail } = await talk.unsend(ticket.number, seq);
      dispatch({ type: "withdrawn", seq });
      composer.current?.put("answer", text, files ?? [], wishesOf(mail));
    } catch (problem) {
      fail(sayProblem(problem, t));
    }
  };

  const resend = async (seq: number, maybe: boolean) => {
    try {
      acts.changed(await talk.resend(ticket.number, seq, maybe));
      await load();
    } catch (problem) {
      fail(sayProblem(problem, t));
    }
  };

  useShortcuts({
    solve: () => {
      if (mayWrite && !closed) void acts.solve();
    },
    solve_quiet: () => {
      if (mayWrite && !closed) void acts.solve(true);
    },
    call: () => {
      if (mayWrite && !merged) setCalling(true);
    },
    block: () => {
      if (mayWrite) void shopper.block();
    },
    reply: () => composer.current?.focus("answer"),
    note: () => composer.current?.focus("note"),
    take: () => void acts.assign(me.id, me.name, ticket.owner?.id ?? null),
    unread: () => {
      markUnseen(ticket.id);
      acts.changed({ ...ticket, unread: true });
      void tickets.unread(ticket.number).catch((problem: unknown) => fail(sayProblem(problem, t)));
    },
  });

  // The composer is drawn anew only for what it shows, however fast messages come.
  const calls = useRef({ send, acts, ticket, props });
  calls.current = { send, acts, ticket, props };
  const onSend = useCallback((outgoing: Outgoing) => calls.current.send(outgoing), []);
  const onMacro = useCallback((id: string, title: string) => setMacro({ id, name: title }), []);
  useRunMacro(onMacro);
  const typed = useRef(0);
  const { conversation_id } = ticket;
  const onWriting = useCallback(
    (kind: ComposerKind, text: string) => {
      socket.writing(conversation_id, kind, text);
      // The shopper sees that an answer is written, never which.
      const due = Date.now() - typed.current >= TYPING_MS;
      if (kind === "answer" && text !== "" && due) {
        typed.current = Date.now();
        socket.typing(conversation_id, true);
      } else if (typed.current > 0 && (text === "" || kind === "note")) {
        typed.current = 0;
        socket.typing(conversation_id, false);
      }
    },
    [socket, conversation_id],
  );
  const onKept = useCallback((kind: ComposerKind, text: string) => {
    const { ticket: now, props: given } = calls.current;
    if (kind === "answer") given.onChanged({ ...now, draft: text.slice(0, 80) });
  }, []);
  const mails = ticket.channel === "mail" || ticket.channel === "form";
  const suggested = useQuery({
    queryKey: ["suggested", ticket.number, mails ? thread.lastSeq : 0],
    queryFn: ({ signal }) => talk.suggest(ticket.number, signal),
    enabled: mails && thread.loaded,
    placeholderData: (was) => was,
    staleTime: 30_000,
    retry: false,
  });
  const lastMail = mails ? thread.messages : NO_MESSAGES;
  const recipients = useMemo(
    () =>
      suggested.data
        ? suggestedOf(suggested.data)
        : { ...recipientsOf(lastMail, ticket.customer?.email ?? "", ticket.title ?? ticket.subject), quotable: false },
    [suggested.data, lastMail, ticket.customer?.email, ticket.title, ticket.subject],
  );
  const goesTo = t(goesToKey(ticket));
  const firstReply = useMemo(() => firstReplyOf(ticket.events ?? [], thread.messages), [ticket.events, thread.messages]);

  return (
    <>
      <ConversationHead
        ticket={ticket}
        name={name}
        back={props.back}
        acts={acts}
        viewers={lookers.people}
        firstReply={firstReply}
        mayWrite={mayWrite}
        onCustomer={onCustomer}
        onSplit={split.begin}
        onMerged={(into, changed: Ticket) => {
          acts.changed(changed);
          props.onChanged({ ...ticket, state: "closed", merged_into: into });
          say(t("console_talk.done.merged", { number: into }), changed.undo ? () => void acts.undo(changed.undo ?? "") : undefined);
          navigate(`/inbox/${into}`);
        }}
      />
      <CollisionBar writings={lookers.writings} />
      <StateView
        waiting={!thread.loaded && !error}
        loadingLabel={t("console.loading")}
        skeleton={
          <div className="log">
            <Skeleton height={40} width={320} radius={14} />
          </div>
        }
        error={thread.loaded ? null : errorState(error, t, () => void load())}
      >
        <Log
          conversation={ticket.conversation_id}
          state={thread}
          events={ticket.events ?? NO_EVENTS}
          typeOf={types.typeOf}
          stepOf={types.stepOf}
          shopper={name}
          me={me.name}
          readSeq={readSeq}
          onWithdraw={mayWrite ? withdraw : undefined}
          onUnsend={mayWrite ? unsend : undefined}
          onResend={mayWrite ? resend : undefined}
          split={split.range}
          onSplit={split.choose}
          onOlder={older}
          onRetry={(pending) => {
            dispatch({ type: "retry", clientId: pending.clientId });
            const { kind, text, files } = pending;
            void deliver({ ...pending, state: "sending" }, { kind, text, files: files ?? [], solve: false, to: null });
          }}
          onDrop={(pending) => {
            dispatch({ type: "dropped", clientId: pending.clientId });
            forgetUnsent(ticket.conversation_id, pending.clientId);
            composer.current?.put(pending.kind, pending.text, pending.files);
          }}
        />
      </StateView>
      <div role="status">
        {typist?.from === "shopper" ? (
          <p className="typing typing-shopper">
            {t("console.typing.shopper", { name })}
            {typist.text ? <q className="sub">{typist.text}</q> : null}
          </p>
        ) : null}
      </div>
      <ScheduledBar
        number={ticket.number}
        id={ticket.id}
        mayWrite={mayWrite}
        onBack={(text, mail) => composer.current?.put("answer", text, undefined, wishesOf(mail))}
      />
      {split.range ? (
        <SplitBar
          number={ticket.number}
          range={split.range}
          count={thread.messages.filter((m) => split.range && m.seq >= split.range.from && m.seq <= split.range.to).length}
          onStop={split.stop}
          onDone={(made) => {
            split.stop();
            acts.reread();
            say(t("console_talk.done.split", { number: made.number }), made.undo ? () => void acts.undo(made.undo ?? "") : undefined);
            navigate(`/inbox/${made.number}`);
          }}
        />
      ) : null}
      {mayWrite && closed ? (
        <div className="reopen">
          {merged ? (
            <>
              {t("console_talk.merged_lead", { number: merged })}
              <Button onClick={() => navigate(`/inbox/${merged}`)}>{t("console_talk.merged_open", { number: merged })}</Button>
            </>
          ) : (
            <>
              {t("console.reopen.lead")}
              <Button onClick={() => void acts.reopen()}>{t("console.act.reopen")}</Button>
            </>
          )}
        </div>
      ) : null}
      {mayWrite && !closed && !split.range ? (
        <Composer
          ref={composer}
          conversation={ticket.conversation_id}
          ticket={ticket.number}
          channel={ticket.channel}
          goesTo={goesTo}
          recipients={recipients}
          onSend={onSend}
          onLater={setLater}
          onMacro={onMacro}
          onWriting={onWriting}
          onKept={onKept}
        />
      ) : null}
      <SendGuard
        reply={guard?.reply}
        opened={guard !== null}
        onSend={() => {
          if (guard) send(guard.outgoing);
          setGuard(null);
        }}
        onNote={() => {
          if (guard) send({ ...guard.outgoing, kind: "note", files: [], solve: false, to: null });
          setGuard(null);
        }}
        onStop={() => {
          if (guard) composer.current?.put("answer", guard.outgoing.text, guard.outgoing.files, guard.outgoing.to);
          setGuard(null);
        }}
      />
      <Suspense fallback={null}>
        {calling ? (
          <CallDialog
            onClose={() => setCalling(false)}
            onSave={async (call) => {
              try {
                acts.changed(await talk.called(ticket.number, call));
                setCalling(false);
                await catchUp().catch(() => {});
                say(t("console_talk.done.called"));
              } catch (problem) {
                fail(sayProblem(problem, t));
              }
            }}
          />
        ) : null}
        {macro ? (
          <MacroDialog
            ticket={ticket.number}
            macro={macro.id}
            name={macro.name}
            seenSeq={thread.lastSeq}
            onClose={() => setMacro(null)}
            onRan={(changed, run) => {
              acts.changed(changed);
              void catchUp().catch(() => {});
              say(t("console_talk.done.macro", { name: macro.name }), () => void undoMacro(run));
            }}
          />
        ) : null}
        {later ? (
          <DateDialog
            title={t("console_talk.later_title")}
            submit={t("console_talk.later_do")}
            lead={t("console_talk.later_lead")}
            onClose={() => {
              composer.current?.put("answer", later.text, later.files);
              setLater(null);
            }}
            onPick={(at) => {
              void schedule(later, at);
              setLater(null);
            }}
          />
        ) : null}
      </Suspense>
    </>
  );
}

/** The wishes for an answer by mail, as the server takes them. */
function suggestedOf(one: Suggested): Recipients {
  const people = (list: Suggested["to"]) => (list ?? []).map((person) => person.address);
  return { to: people(one.to), cc: people(one.cc), subject: one.subject, quotable: one.quotable };
}

const NO_MESSAGES: readonly Message[] = [];
const NO_EVENTS: NonNullable<TicketDetail["events"]> = [];

// A chat reaches who has left the page by SMS or mail, where they gave one.
function goesToKey(ticket: TicketDetail) {
  if (ticket.channel === "phone") return "console_talk.to_phone";
  if (ticket.channel === "sms") return "console_talk.to_sms";
  if (ticket.customer?.phone_masked) return "console_talk.to_chat_sms";
  return ticket.customer?.email ? "console_talk.to_chat_mail" : "console_talk.to_chat";
}

import { Button, Skeleton, StateView } from "@kit";
import { lazy, Suspense, useCallback, useMemo, useRef, useState } from "react";
import { useLocation } from "wouter";
import { useRunMacro } from "../frame/composerPort.ts";
import { useShortcuts } from "../frame/shortcuts.ts";
import { useToasts } from "../frame/toasts.tsx";
import { useSeldom } from "../frame/useSeldom.ts";
import { useStable } from "../frame/useStable.ts";
import { useLive } from "../live/useLive.tsx";
import { useMentionsRead } from "../mentions/useMentions.ts";
import { errorState, sayProblem } from "../problems.ts";
import { useSession } from "../session.tsx";
import { useTexts } from "../texts.ts";
import { firstReplyOf } from "./activity.ts";
import { CollisionBar } from "./CollisionBar.tsx";
import { Composer, type ComposerRef, type Outgoing } from "./Composer.tsx";
import { ConversationHead } from "./ConversationHead.tsx";
import type { ConversationPaneProps } from "./ConversationPane.tsx";
import type { ComposerKind } from "./compose/ComposerTabs.tsx";
import { wishesOf } from "./compose/letter.ts";
import { Log } from "./Log.tsx";
import { useLookers, useLooking } from "./lookers.ts";
import { ScheduledBar } from "./ScheduledBar.tsx";
import { SendGuard } from "./SendGuard.tsx";
import { SplitBar, useSplit } from "./SplitBar.tsx";
import { markUnseen } from "./seen.ts";
import { shopperName } from "./TicketRow.tsx";
import { talk } from "./talkApi.ts";
import type { Ticket, TicketDetail } from "./ticket.ts";
import { tickets } from "./ticketApi.ts";
import { useActs } from "./useActs.ts";
import { useDelivery } from "./useDelivery.ts";
import { goesToKey, useRecipients } from "./useRecipients.ts";
import { useShopper } from "./useShopper.ts";
import { type Typist, useThread } from "./useThread.ts";
import { useTypes } from "./useTypes.ts";

const MacroDialog = lazy(() => import("./dialogs/MacroDialog.tsx"));
const CallDialog = lazy(() => import("./dialogs/CallDialog.tsx"));
const DateDialog = lazy(() => import("./dialogs/DateDialog.tsx"));

export interface ConversationProps extends ConversationPaneProps {
  readonly ticket: TicketDetail;
  /** Opens the customer where there is no room beside; without it they are seen already. */
  readonly onCustomer: (() => void) | undefined;
}

const TYPING_MS = 3000;

export function Conversation(props: ConversationProps) {
  const { ticket, onCustomer } = props;
  const { t } = useTexts();
  const { me, can } = useSession();
  const { socket } = useLive();
  const acts = useActs(props);
  const [, navigate] = useLocation();
  const shopper = useShopper(ticket.conversation_id);
  const talked = useThread(ticket.conversation_id, me.name);
  const { thread, error, load, catchUp, older, typist, readSeq } = talked;
  const lookers = useLookers(ticket.conversation_id, me.id);
  const types = useTypes();
  const composer = useRef<ComposerRef>(null);
  const { say, fail } = useToasts();
  const delivery = useDelivery({ ticket, talked, acts, composer });
  const { guard, send } = delivery;
  const [macro, setMacro] = useState<{ id: string; name: string } | null>(null);
  const [calling, setCalling] = useState(false);
  const [later, setLater] = useState<Outgoing | null>(null);
  const split = useSplit(ticket.number);
  useLooking(ticket.conversation_id);
  useMentionsRead(ticket.number);
  const mayWrite = can("tickets:write");
  const closed = ticket.state === "solved" || ticket.state === "closed";
  const merged = ticket.merged_into ?? null;
  const name = shopperName(ticket, t);

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

  // Head and composer are drawn anew only for what they show, however fast messages come.
  const head = useStable({
    onSplit: split.begin,
    onMerged: (into: number, changed: Ticket) => {
      acts.changed(changed);
      props.onChanged({ ...ticket, state: "closed", merged_into: into });
      say(t("console_talk.done.merged", { number: into }), changed.undo ? () => void acts.undo(changed.undo ?? "") : undefined);
      navigate(`/inbox/${into}`);
    },
  });
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
  const recipients = useRecipients(ticket, thread);
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
        onSplit={head.onSplit}
        onMerged={head.onMerged}
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
          onWithdraw={mayWrite ? delivery.withdraw : undefined}
          onUnsend={mayWrite ? delivery.unsend : undefined}
          onResend={mayWrite ? delivery.resend : undefined}
          split={split.range}
          onSplit={split.choose}
          onOlder={older}
          onRetry={delivery.retry}
          onDrop={delivery.drop}
        />
      </StateView>
      <TypingLine typist={typist?.from === "shopper" ? typist : null} name={name} />
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
          delivery.passGuard();
        }}
        onNote={() => {
          if (guard) send({ ...guard.outgoing, kind: "note", files: [], solve: false, to: null });
          delivery.passGuard();
        }}
        onStop={() => {
          if (guard) composer.current?.put("answer", guard.outgoing.text, guard.outgoing.files, guard.outgoing.to);
          delivery.passGuard();
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
              say(t("console_talk.done.macro", { name: macro.name }), () => void delivery.undoMacro(run));
            }}
          />
        ) : null}
        {later ? (
          <DateDialog
            title={t("console_talk.later_title")}
            submit={t("console_talk.later_do")}
            lead={t("console_talk.later_lead")}
            onClose={() => {
              composer.current?.put("answer", later.text, later.files, later.to);
              setLater(null);
            }}
            onPick={(at) => {
              void delivery.schedule(later, at);
              setLater(null);
            }}
          />
        ) : null}
      </Suspense>
    </>
  );
}

const NO_EVENTS: NonNullable<TicketDetail["events"]> = [];

/** Says that the shopper writes, now and then aloud, and shows what, which is never read aloud: it changes by the letter. */
function TypingLine({ typist, name }: { typist: Typist | null; name: string }) {
  const { t } = useTexts();
  const told = useSeldom(typist !== null);
  return (
    <div role="status" aria-live={told}>
      {typist ? (
        <p className="typing typing-shopper">
          {t("console.typing.shopper", { name })}
          {typist.text ? (
            <q className="sub" aria-live="off">
              {typist.text}
            </q>
          ) : null}
        </p>
      ) : null}
    </div>
  );
}

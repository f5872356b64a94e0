import { ActionIcon, Avatar, Button, Icon, Keys, Menu, Skeleton, StateView } from "@kit";
import { Problem } from "@shared/problem.ts";
import type { Message } from "@shared/types.ts";
import { uuid } from "@shared/uuid.ts";
import { useQuery } from "@tanstack/react-query";
import { useEffect, useRef, useState } from "react";
import { Link } from "wouter";
import { shoppers, type TicketDetail, tickets } from "../api.ts";
import { useShortcuts } from "../frame/shortcuts.ts";
import { useToasts } from "../frame/toasts.tsx";
import { useLive } from "../live/useLive.tsx";
import { errorState, sayProblem } from "../problems.ts";
import { useSession } from "../session.tsx";
import { useTexts } from "../texts.ts";
import { Composer, type ComposerKind, type ComposerRef } from "./Composer.tsx";
import type { ConversationPaneProps } from "./ConversationPane.tsx";
import { forgetUnsent, keepUnsent, unsentOf } from "./drafts.ts";
import type { SentFile } from "./files/fileOf.ts";
import { Log } from "./Log.tsx";
import { SendGuard } from "./SendGuard.tsx";
import { markUnseen } from "./seen.ts";
import { shopperName } from "./TicketRow.tsx";
import type { Pending } from "./thread.ts";
import { useActs } from "./useActs.ts";
import { useShopper } from "./useShopper.ts";
import { useThread } from "./useThread.ts";

export interface ConversationProps extends ConversationPaneProps {
  readonly ticket: TicketDetail;
  /** Opens the customer where there is no room beside; without it they are seen already. */
  readonly onCustomer: (() => void) | undefined;
}

interface Guarded {
  readonly text: string;
  readonly files: readonly SentFile[];
  readonly solve: boolean;
  readonly reply: Message | undefined;
}

export function Conversation(props: ConversationProps) {
  const { ticket, onCustomer } = props;
  const { t } = useTexts();
  const { me, can } = useSession();
  const { socket } = useLive();
  const acts = useActs(props);
  const shopper = useShopper(ticket.conversation_id);
  const { thread, dispatch, error, load, catchUp, older, typist, readSeq } = useThread(ticket.conversation_id, me.name);
  const composer = useRef<ComposerRef>(null);
  const { fail } = useToasts();
  const [guard, setGuard] = useState<Guarded | null>(null);
  const seen = useRef(0);
  seen.current = thread.lastSeq;
  const mayWrite = can("tickets:write");
  const closed = ticket.state === "solved" || ticket.state === "closed";
  const name = shopperName(ticket, t);

  const deliver = async (pending: Pending, solve: boolean) => {
    const seenSeq = seen.current;
    dispatch({ type: "sending", pending });
    keepUnsent(ticket.conversation_id, pending);
    try {
      const body = { client_id: pending.clientId, text: pending.text };
      const files = pending.files?.length ? { files: pending.files.map((file) => file.id) } : {};
      const changed =
        pending.kind === "note"
          ? await tickets.note(ticket.number, body)
          : await tickets.answer(ticket.number, { ...body, ...files, seen_seq: seenSeq });
      forgetUnsent(ticket.conversation_id, pending.clientId);
      acts.changed(changed);
      await catchUp().catch(() => {}); // the socket usually has it already
      if (solve) await acts.solve();
    } catch (problem) {
      if (problem instanceof Problem && problem.status === 409 && problem.code === "thread.moved") {
        dispatch({ type: "dropped", clientId: pending.clientId });
        forgetUnsent(ticket.conversation_id, pending.clientId);
        const missed = await catchUp().catch(() => []);
        const replies = [...missed, ...thread.messages].filter((m) => m.from === "agent" && m.seq > seenSeq);
        setGuard({ text: pending.text, files: pending.files ?? [], solve, reply: replies.sort((a, b) => b.seq - a.seq)[0] });
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
  const send = (kind: ComposerKind, text: string, solve = false, files: readonly SentFile[] = []) => {
    const carried = files.length > 0 ? { files } : {};
    void deliver({ clientId: uuid(), kind, text, at: new Date().toISOString(), state: "sending", ...carried }, solve);
  };

  const withdraw = async (seq: number) => {
    try {
      await shoppers.withdraw(ticket.conversation_id, seq);
      dispatch({ type: "withdrawn", seq });
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
    block: () => {
      if (mayWrite) void shopper.block();
    },
    reply: () => composer.current?.focus("answer"),
    note: () => composer.current?.focus("note"),
    take: () => void acts.assign(me.id, me.name, ticket.owner?.id ?? null),
    unread: () => {
      markUnseen(ticket.id);
      acts.changed(ticket);
    },
  });

  return (
    <>
      <header className="conversation-head">
        <Link href={props.back} className="back only-narrow" aria-label={t("console.conversation.back")}>
          <Icon name="back" />
        </Link>
        <div className="conversation-title">
          <h1>{ticket.subject ? `${name} · ${ticket.subject}` : name}</h1>
          <p className="sub num">
            {t(ticket.channel === "mail" ? "console.channel.mail" : "console.channel.chat")} · #{ticket.number} ·{" "}
            {ticket.owner ? t("console.conversation.owner", { name: ticket.owner.name }) : t("console.row.unassigned")}
          </p>
        </div>
        <div className="conversation-acts">
          {onCustomer ? (
            <ActionIcon aria-label={t("console.side.open")} onClick={onCustomer}>
              <Icon name="panel" />
            </ActionIcon>
          ) : null}
          {mayWrite ? <AssignMenu ticket={ticket} onAssign={(id, who) => void acts.assign(id, who, ticket.owner?.id ?? null)} /> : null}
          {mayWrite && !closed ? (
            <Button
              leftSection={<Icon name="check" />}
              rightSection={<Keys combo="E" />}
              aria-keyshortcuts="E"
              onClick={() => void acts.solve()}
            >
              {t("console.act.solve")}
            </Button>
          ) : null}
        </div>
      </header>
      {typist && typist.from !== "shopper" ? (
        <div className="typing" role="status">
          <Avatar name={typist.name} size="s" />
          {t("console.typing.colleague", { name: typist.name })}
        </div>
      ) : null}
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
          events={ticket.events ?? []}
          owner={ticket.owner?.name ?? ""}
          shopper={name}
          me={me.name}
          readSeq={readSeq}
          onWithdraw={mayWrite ? withdraw : undefined}
          onOlder={older}
          onRetry={(pending) => {
            dispatch({ type: "retry", clientId: pending.clientId });
            void deliver({ ...pending, state: "sending" }, false);
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
      {mayWrite && closed ? (
        <div className="reopen">
          {t("console.reopen.lead")}
          <Button onClick={() => void acts.reopen()}>{t("console.act.reopen")}</Button>
        </div>
      ) : null}
      {mayWrite && !closed ? (
        <Composer
          ref={composer}
          conversation={ticket.conversation_id}
          channel={ticket.channel}
          onSend={send}
          onTyping={(on) => socket.typing(ticket.conversation_id, on)}
        />
      ) : null}
      <SendGuard
        reply={guard?.reply}
        opened={guard !== null}
        onSend={() => {
          if (guard) send("answer", guard.text, guard.solve, guard.files);
          setGuard(null);
        }}
        onNote={() => {
          if (guard) send("note", guard.text);
          setGuard(null);
        }}
        onStop={() => {
          if (guard) composer.current?.put("answer", guard.text, guard.files);
          setGuard(null);
        }}
      />
    </>
  );
}

interface AssignMenuProps {
  readonly ticket: TicketDetail;
  readonly onAssign: (id: number | null, name: string) => void;
}

function AssignMenu({ ticket, onAssign }: AssignMenuProps) {
  const { t } = useTexts();
  const { me } = useSession();
  const [opened, setOpened] = useState(false);
  const staff = useQuery({ queryKey: ["staff"], queryFn: () => tickets.staff(), enabled: opened, staleTime: 60_000 });
  useShortcuts({ assign: () => setOpened(true) });
  return (
    <Menu opened={opened} onChange={setOpened}>
      <Menu.Target>
        <Button aria-keyshortcuts="A" leftSection={<Icon name="person" />} className="assign">
          {t("console.act.assign")}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item rightSection={<Keys combo="I" />} onClick={() => onAssign(me.id, me.name)}>
          {t("console.act.take")}
        </Menu.Item>
        {(staff.data ?? [])
          .filter((person) => person.id !== me.id)
          .map((person) => (
            <Menu.Item
              key={person.id}
              onClick={() => onAssign(person.id, person.name)}
              rightSection={ticket.owner?.id === person.id ? <Icon name="check" size={16} /> : null}
            >
              {person.name}
            </Menu.Item>
          ))}
        {ticket.owner ? (
          <>
            <Menu.Divider />
            <Menu.Item onClick={() => onAssign(null, "")}>{t("console.act.release")}</Menu.Item>
          </>
        ) : null}
      </Menu.Dropdown>
    </Menu>
  );
}

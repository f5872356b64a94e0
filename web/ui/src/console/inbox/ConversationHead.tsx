import { ActionIcon, Button, Chip, Icon, Menu, Tooltip } from "@kit";
import { dateTime, duration } from "@shared/fmt.ts";
import { useQuery } from "@tanstack/react-query";
import { type FormEvent, lazy, memo, type ReactNode, Suspense, useEffect, useRef, useState } from "react";
import { Link } from "wouter";
import { Hint, useAriaKeys } from "../frame/Hint.tsx";
import { useShortcuts } from "../frame/shortcuts.ts";
import { useOffline } from "../live/useOffline.ts";
import { useSession } from "../session.tsx";
import { useTexts } from "../texts.ts";
import { useNow } from "../useNow.ts";
import { Viewers } from "./CollisionBar.tsx";
import { MoreMenu, type MoreMenuProps } from "./MoreMenu.tsx";
import { clampPriority, deadlineChip } from "./queue.ts";
import { SnoozeMenu } from "./SnoozeMenu.tsx";
import type { TicketDetail } from "./ticket.ts";
import { tickets } from "./ticketApi.ts";
import type { useActs } from "./useActs.ts";

const ReturnStrip = lazy(() => import("./actions/ReturnStrip.tsx"));

export interface ConversationHeadProps extends Omit<MoreMenuProps, "acts"> {
  readonly ticket: TicketDetail;
  readonly name: string;
  readonly back: string;
  readonly acts: ReturnType<typeof useActs>;
  readonly viewers: readonly { readonly id: number; readonly name: string }[];
  /** Seconds until the first answer; null while there is none. */
  readonly firstReply: number | null;
  readonly mayWrite: boolean;
  /** Opens the customer where there is no room beside. */
  readonly onCustomer: (() => void) | undefined;
}

/** Who asks and about what, who has it, who looks at it; and what can be done with it. */
export const ConversationHead = memo(function ConversationHead(props: ConversationHeadProps) {
  const { ticket, name, back, acts, viewers, firstReply, mayWrite, onCustomer } = props;
  const { t, lang } = useTexts();
  const keys = useAriaKeys();
  const off = useOffline();
  const closed = ticket.state === "solved" || ticket.state === "closed";
  const channel = CHANNELS.find((known) => known === ticket.channel) ?? "chat";
  return (
    <>
      <header className="conversation-head">
        <Link href={back} className="back only-narrow" aria-label={t("console.conversation.back")}>
          <Icon name="back" />
        </Link>
        <div className="conversation-title">
          <Title
            key={ticket.number}
            ticket={ticket}
            name={name}
            mayWrite={mayWrite}
            onSave={(title) => acts.change({ title }, t("console_talk.done.title"))}
          />
        </div>
        <div className="conversation-acts">
          <Viewers people={viewers} />
          {onCustomer ? (
            <ActionIcon aria-label={t("console.side.open")} onClick={onCustomer}>
              <Icon name="panel" />
            </ActionIcon>
          ) : null}
          <MoreMenu {...props} />
          {mayWrite && !closed ? (
            <>
              <SnoozeMenu ticket={ticket} acts={acts} />
              <Tooltip label={t("console_talk.solve_hint")}>
                <Button
                  variant="filled"
                  className="solve"
                  leftSection={<Icon name="check" />}
                  rightSection={<Hint id="solve" />}
                  {...keys("solve")}
                  {...off}
                  onClick={() => void acts.solve()}
                >
                  {t("console.act.solve")}
                </Button>
              </Tooltip>
            </>
          ) : null}
        </div>
        <div className="conversation-facts">
          <div className="sub num">
            <span>{t(`console_talk.channel.${channel}`)}</span>
            <span>#{ticket.number}</span>
            {mayWrite ? (
              <AssignMenu ticket={ticket} onAssign={(id, who) => void acts.assign(id, who, ticket.owner?.id ?? null)} />
            ) : (
              <span>{ticket.owner ? t("console.conversation.owner", { name: ticket.owner.name }) : t("console.row.unassigned")}</span>
            )}
            {firstReply === null ? null : <span>{t("console_talk.first_reply", { time: duration(firstReply, lang) })}</span>}
          </div>
          <Standing ticket={ticket} />
        </div>
      </header>
      <Suspense fallback={null}>
        <ReturnStrip ticket={ticket} />
      </Suspense>
    </>
  );
});

const CHANNELS = ["chat", "mail", "form", "phone", "sms"] as const;

/** What is owed next or until when it is put aside, and how urgent it is: each in words and with a sign. */
function Standing({ ticket }: { ticket: TicketDetail }) {
  const { t, lang } = useTexts();
  const now = useNow();
  const until = (at: string) => dateTime(new Date(at), lang, now);
  const owed = ticket.deadline || ticket.snooze ? deadlineChip(ticket, now, t, lang, until) : null;
  const tags = ticket.tags ?? [];
  if (!owed && ticket.priority === 0 && tags.length === 0 && !ticket.spam && !ticket.team && !ticket.status_label) return null;
  return (
    <div className="standing">
      {owed ? (
        <Chip tone={owed.tone} {...(owed.icon ? { icon: owed.icon } : {})}>
          {owed.text}
        </Chip>
      ) : null}
      {ticket.priority > 0 ? (
        <Chip tone={ticket.priority > 1 ? "bad" : "warn"} icon="flag">
          {t(`console.priority.${clampPriority(ticket.priority)}`)}
        </Chip>
      ) : null}
      {ticket.status_label ? <Chip>{ticket.status_label[lang]}</Chip> : null}
      {ticket.spam ? <Chip tone="bad">{t("console_talk.spam")}</Chip> : null}
      {ticket.team ? <Chip icon="people">{ticket.team.name}</Chip> : null}
      {tags.slice(0, MOST_TAGS).map((tag) => (
        <Chip key={tag}>{tag}</Chip>
      ))}
      {tags.length > MOST_TAGS ? <Chip>+{tags.length - MOST_TAGS}</Chip> : null}
    </div>
  );
}

const MOST_TAGS = 3;

interface TitleProps {
  readonly ticket: TicketDetail;
  readonly name: string;
  readonly mayWrite: boolean;
  readonly onSave: (title: string) => Promise<boolean>;
}

function Title({ ticket, name, mayWrite, onSave }: TitleProps) {
  const { t } = useTexts();
  const title = ticket.title ?? ticket.subject;
  const [editing, setEditing] = useState(false);
  const field = useRef<HTMLInputElement>(null);
  const opener = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    if (editing) field.current?.select();
  }, [editing]);
  const leave = () => {
    setEditing(false);
    setTimeout(() => opener.current?.focus());
  };
  const save = async (event: FormEvent) => {
    event.preventDefault();
    const value = field.current?.value.trim() ?? "";
    if (value && value !== title && !(await onSave(value))) return;
    leave();
  };
  if (editing) {
    return (
      <form className="title-form" onSubmit={(event) => void save(event)}>
        <input
          ref={field}
          defaultValue={title}
          maxLength={200}
          aria-label={t("console_talk.title_label")}
          onKeyDown={(event) => {
            if (event.key !== "Escape" || event.nativeEvent.isComposing) return;
            event.preventDefault();
            leave();
          }}
        />
        <Button type="submit" size="xs">
          {t("common.save")}
        </Button>
      </form>
    );
  }
  return (
    <h1>
      {mayWrite ? (
        <button type="button" ref={opener} className="title-edit" onClick={() => setEditing(true)}>
          <span>{title ? `${name} · ${title}` : name}</span>
          <Icon name="edit" size={14} label={t("console_talk.title_edit")} />
        </button>
      ) : title ? (
        `${name} · ${title}`
      ) : (
        name
      )}
    </h1>
  );
}

interface AssignMenuProps {
  readonly ticket: TicketDetail;
  readonly onAssign: (id: number | null, name: string) => void;
}

function AssignMenu({ ticket, onAssign }: AssignMenuProps) {
  const { t } = useTexts();
  const { me } = useSession();
  const keys = useAriaKeys();
  const off = useOffline();
  const [opened, setOpened] = useState(false);
  const staff = useQuery({ queryKey: ["staff"], queryFn: () => tickets.staff(), enabled: opened, staleTime: 60_000 });
  useShortcuts({ assign: () => setOpened(true) });
  const tick = (on: boolean): ReactNode => (on ? <Icon name="check" size={16} /> : null);
  return (
    <Menu opened={opened} onChange={setOpened} position="bottom-start">
      <Menu.Target>
        <button type="button" className="assign" {...keys("assign")} {...off}>
          {ticket.owner ? t("console.conversation.owner", { name: ticket.owner.name }) : t("console.row.unassigned")}
          <Icon name="down" size={14} />
        </button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item rightSection={ticket.owner?.id === me.id ? tick(true) : <Hint id="take" />} onClick={() => onAssign(me.id, me.name)}>
          {t("console.act.take")}
        </Menu.Item>
        {(staff.data ?? [])
          .filter((person) => person.id !== me.id)
          .map((person) => (
            <Menu.Item key={person.id} onClick={() => onAssign(person.id, person.name)} rightSection={tick(ticket.owner?.id === person.id)}>
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

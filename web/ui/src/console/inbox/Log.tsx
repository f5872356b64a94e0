import { Avatar, Button, Icon } from "@kit";
import { date, dayKey } from "@shared/fmt.ts";
import type { Message, Note } from "@shared/types.ts";
import { useEffect, useLayoutEffect, useRef, useState } from "react";
import type { TicketEvent } from "../api.ts";
import { useSession } from "../session.tsx";
import { useTexts } from "../texts.ts";
import { useNow } from "../useNow.ts";
import { When } from "../When.tsx";
import { cardOf, mayWithdraw } from "./cards.ts";
import { eventText } from "./events.ts";
import { FollowLine, MailLine } from "./FollowLine.tsx";
import { filesOf } from "./files/fileOf.ts";
import { MessageFiles } from "./files/MessageFiles.tsx";
import { type Followed, followedOf } from "./followed.ts";
import { linkify } from "./linkify.ts";
import { type Line, lines, type Pending, type ThreadState } from "./thread.ts";

const NEAR_PX = 40;

export interface LogProps {
  readonly conversation: string;
  readonly state: ThreadState;
  readonly events: readonly TicketEvent[];
  /** Who has the ticket now; empty for nobody. */
  readonly owner: string;
  readonly shopper: string;
  readonly me: string;
  /** How far the shopper has read. */
  readonly readSeq: number;
  /** Takes back a message of staff; without it nothing can be. */
  readonly onWithdraw: ((seq: number) => Promise<void>) | undefined;
  readonly onOlder: () => Promise<void>;
  readonly onRetry: (pending: Pending) => void;
  readonly onDrop: (pending: Pending) => void;
}

/** The conversation: it stays at the bottom unless the reader scrolled up, and then says what came. */
export function Log(props: LogProps) {
  const { state, onOlder } = props;
  const { t } = useTexts();
  const box = useRef<HTMLDivElement>(null);
  const stick = useRef(true);
  const before = useRef(0);
  const [below, setBelow] = useState(0);
  const [busy, setBusy] = useState(false);
  const last = state.lastSeq;
  const count = state.messages.length + state.notes.length + state.pending.length;
  const seenLast = useRef(last);

  useLayoutEffect(() => {
    const el = box.current;
    if (!el) return;
    if (before.current > 0) {
      el.scrollTop += el.scrollHeight - before.current; // older ones came above: the place is kept
      before.current = 0;
    } else if (stick.current && count > 0) {
      el.scrollTop = el.scrollHeight;
    }
  }, [count]);
  // The composer grows and shrinks, and so does what is shown: who was at the bottom stays there.
  useEffect(() => {
    const el = box.current;
    if (!el) return;
    const watch = new ResizeObserver(() => {
      if (stick.current) el.scrollTop = el.scrollHeight;
    });
    watch.observe(el);
    for (const child of el.children) watch.observe(child);
    return () => watch.disconnect();
  }, []);
  useEffect(() => {
    if (!stick.current && last > seenLast.current) setBelow((n) => n + last - seenLast.current);
    seenLast.current = last;
  }, [last]);

  const onScroll = () => {
    const el = box.current;
    if (!el) return;
    stick.current = el.scrollHeight - el.scrollTop - el.clientHeight < NEAR_PX;
    if (stick.current) setBelow(0);
  };
  const more = async () => {
    setBusy(true);
    before.current = box.current?.scrollHeight ?? 0;
    await onOlder().catch(() => {
      before.current = 0;
    });
    setBusy(false);
  };
  return (
    <div className="log-wrap">
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by key */}
      <div className="log" role="log" aria-label={t("console.log.label")} aria-busy={busy} tabIndex={0} ref={box} onScroll={onScroll}>
        <ol>
          {state.more ? (
            <li className="day">
              <Button size="xs" variant="subtle" loading={busy} onClick={() => void more()}>
                {t("console.log.older")}
              </Button>
            </li>
          ) : null}
          {withFollowed(lines(state, dayKey), followedOf(props.events)).map((line) =>
            line.kind === "followed" ? <FollowLine key={line.key} followed={line} /> : <LogLine key={line.key} line={line} {...props} />,
          )}
          <LastEvent events={props.events} owner={props.owner} after={state.messages[state.messages.length - 1]?.at ?? ""} />
        </ol>
      </div>
      {below > 0 ? (
        <button
          type="button"
          className="new-below"
          onClick={() => {
            box.current?.scrollTo({ top: box.current.scrollHeight });
          }}
        >
          {t("console.log.below", { n: below })} ↓
        </button>
      ) : null}
    </div>
  );
}

/** The lines of the log with what was told by mail and SMS in between, each at its time. */
function withFollowed(drawn: Line[], followed: readonly Followed[]): (Line | ({ kind: "followed" } & Followed))[] {
  const all: (Line | ({ kind: "followed" } & Followed))[] = [...drawn];
  for (const one of followed) {
    const at = all.findLastIndex((line) => line.kind === "message" && new Date(line.message.at) <= new Date(one.at));
    if (at >= 0) all.splice(at + 1, 0, { kind: "followed", ...one });
  }
  return all;
}

function LogLine({ line, ...props }: LogProps & { line: Line }) {
  const { lang } = useTexts();
  const now = useNow();
  if (line.kind === "day") return <li className="day">{date(new Date(line.day), lang, now)}</li>;
  if (line.kind === "note") return <NoteLine note={line.note} />;
  if (line.kind === "pending") return <PendingLine {...props} pending={line.pending} />;
  const { message, last } = line;
  if (message.from === "system" || message.kind === "event") return <SystemLine message={message} />;
  return <MessageLine {...props} message={message} last={last} read={message.seq <= props.readSeq} />;
}

function SystemLine({ message }: { message: Message }) {
  const { t } = useTexts();
  const card = message.kind === "card" ? cardOf(message.data) : null;
  if (card && card.kind !== "csat") return <AnswerCard message={message} />;
  return (
    <li className="system">
      <Icon name="bolt" size={14} />
      {card ? t(card.score > 0 ? "console.card.csat_answered" : "console.card.csat", { n: card.score }) : message.text}
    </li>
  );
}

/** What the shopper was answered without a person, as they read it. */
function AnswerCard({ message }: { message: Message }) {
  const { t } = useTexts();
  return (
    <li className="message message-mine">
      <Avatar name={t("console.card.auto")} mine />
      <div className="message-body">
        <div className="bubble" style={{ whiteSpace: "pre-line" }}>
          {message.text}
        </div>
        <div className="by">
          {t("console.card.auto")} · <When at={message.at} form="time" />
        </div>
      </div>
    </li>
  );
}

interface MessageLineProps extends LogProps {
  readonly message: Message;
  readonly last: boolean;
  readonly read: boolean;
}

function MessageLine({ conversation, message, last, shopper, read, me, onWithdraw }: MessageLineProps) {
  const { t } = useTexts();
  const files = filesOf(message.data);
  const { me: who } = useSession();
  const now = useNow();
  const mine = message.from === "agent";
  const takeBack = onWithdraw && mayWithdraw(message, me, who.role, now) && (last || message.name === me);
  const name = mine ? (message.name ?? "") : shopper;
  return (
    <li className={mine ? "message message-mine" : "message"} data-more={!last}>
      <Avatar name={name} mine={mine} />
      <div className="message-body">
        <span className="sr">{t("console.log.says", { name })}</span>
        {message.text || files.length === 0 ? (
          <div className="bubble">
            {message.withdrawn ? <i>{t("console.log.withdrawn")}</i> : null}
            {linkify(message.text).map((part) =>
              part.href ? (
                <a key={part.at} href={part.href} target="_blank" rel="noopener noreferrer nofollow ugc">
                  {part.text}
                </a>
              ) : (
                part.text
              ),
            )}
          </div>
        ) : null}
        {files.length > 0 ? <MessageFiles conversation={conversation} files={files} /> : null}
        <MailLine message={message} />
        {last || takeBack ? (
          <div className="by">
            {takeBack ? <Withdraw onWithdraw={() => onWithdraw(message.seq)} /> : null}
            {mine ? `${name} · ` : null}
            {mine && read ? `${t("console.log.read")} · ` : null}
            {message.channel === "mail" || message.channel === "sms" ? `${t(`console.channel.${message.channel}`)} · ` : null}
            <When at={message.at} form="time" />
          </div>
        ) : null}
      </div>
    </li>
  );
}

/** Taking back cannot be undone, so it is asked once, in place. */
function Withdraw({ onWithdraw }: { onWithdraw: () => Promise<void> }) {
  const { t } = useTexts();
  const [asking, setAsking] = useState(false);
  if (!asking) {
    return (
      <button type="button" className="link-button" onClick={() => setAsking(true)}>
        {t("console.withdraw.ask")}
      </button>
    );
  }
  return (
    <>
      <button type="button" className="link-button" onClick={() => void onWithdraw().finally(() => setAsking(false))}>
        {t("console.withdraw.do")}
      </button>
      <button type="button" className="link-button" onClick={() => setAsking(false)}>
        {t("console.withdraw.keep")}
      </button>
    </>
  );
}

function NoteLine({ note }: { note: Note }) {
  const { t } = useTexts();
  return (
    <li className="note">
      <Icon name="lock" label={t("console.note.label")} />
      <div>
        <p>{note.text}</p>
        <div className="by">
          {note.name} · {t("console.note.private")} · <When at={note.at} form="time" />
        </div>
      </div>
    </li>
  );
}

function PendingLine({ pending, me, onRetry, onDrop }: LogProps & { pending: Pending }) {
  const { t } = useTexts();
  const status =
    pending.state === "sending" ? (
      <span>{t("console.pending.sending")}</span>
    ) : (
      <span role="alert" className="failed">
        <Icon name="alert" size={14} />
        {t("console.pending.failed")} {pending.reason}
      </span>
    );
  const acts =
    pending.state === "failed" ? (
      <>
        <button type="button" className="link-button" onClick={() => onRetry(pending)}>
          {t("console.pending.retry")}
        </button>
        <button type="button" className="link-button" onClick={() => onDrop(pending)}>
          {t("common.edit")}
        </button>
      </>
    ) : null;
  if (pending.kind === "note") {
    return (
      <li className="note">
        <Icon name="lock" />
        <div>
          <p>{pending.text}</p>
          <div className="by">
            {status}
            {acts}
          </div>
        </div>
      </li>
    );
  }
  return (
    <li className="message message-mine">
      <Avatar name={me} mine />
      <div className="message-body">
        {pending.text ? <div className="bubble">{pending.text}</div> : null}
        {pending.files?.length ? (
          <p className="pending-files">
            <Icon name="clip" size={14} />
            {pending.files.map((file) => file.name).join(", ")}
          </p>
        ) : null}
        <div className="by">
          {status}
          {acts}
        </div>
      </div>
    </li>
  );
}

// The ticket's own last act (solved, reopened, handed over), if nothing was said since, as one grey line.
function LastEvent({ events, owner, after }: { events: readonly TicketEvent[]; owner: string; after: string }) {
  const { t } = useTexts();
  const told = events.map((event) => ({ event, text: eventText(event, t, owner) })).filter((entry) => entry.text !== "");
  const last = told[told.length - 1];
  if (!last || new Date(last.event.at) < new Date(after)) return null;
  return (
    <li className="system">
      <Icon name="bolt" size={14} />
      {last.text} · <When at={last.event.at} />
    </li>
  );
}

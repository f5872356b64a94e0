import { Avatar, Icon } from "@kit";
import { date } from "@shared/fmt.ts";
import type { Message, Note } from "@shared/types.ts";
import { memo, type ReactNode, useState } from "react";
import { useSession } from "../session.tsx";
import { useTexts } from "../texts.ts";
import { useNow } from "../useNow.ts";
import { When } from "../When.tsx";
import type { Act, Drawn } from "./activity.ts";
import { cardOf, mayWithdraw } from "./cards.ts";
import { FollowLine } from "./FollowLine.tsx";
import { filesOf } from "./files/fileOf.ts";
import { MessageFiles } from "./files/MessageFiles.tsx";
import { Linked } from "./Linked.tsx";
import type { LogProps } from "./Log.tsx";
import { MailBody, MailHead, OutHead } from "./MailBody.tsx";
import { mailOf, outOf } from "./mail.ts";
import { OutState } from "./OutState.tsx";
import type { Pending } from "./thread.ts";

/** One line of the conversation. It is drawn anew only when something of it has changed. What others write is read aloud
 * by the log; what one wrote oneself, days and acts are not. */
export const LogLine = memo(
  function LogLine({ line, ...props }: LogProps & { line: Drawn }) {
    const { lang } = useTexts();
    const now = useNow();
    switch (line.kind) {
      case "followed":
        return <FollowLine followed={line} />;
      case "acts":
        return <ActsLine acts={line.acts} />;
      case "day":
        return (
          <li className="day" aria-live="off">
            {date(new Date(line.day), lang, now)}
          </li>
        );
      case "note":
        return <NoteLine note={line.note} own={line.note.name === props.me} />;
      case "pending":
        return <PendingLine {...props} pending={line.pending} />;
    }
    const { message, last } = line;
    if (message.from === "system" || message.kind === "event") return <SystemLine message={message} />;
    return <MessageLine {...props} message={message} last={last} read={message.seq <= props.readSeq} />;
  },
  (was, is) =>
    sameLine(was.line, is.line) &&
    was.split === is.split &&
    was.me === is.me &&
    was.shopper === is.shopper &&
    (was.onWithdraw === undefined) === (is.onWithdraw === undefined) &&
    (is.line.kind !== "message" || is.line.message.seq <= was.readSeq === is.line.message.seq <= is.readSeq),
);

function sameLine(a: Drawn, b: Drawn): boolean {
  if (a === b) return true;
  if (a.kind === "message" && b.kind === "message") return a.message === b.message && a.last === b.last;
  if (a.kind === "note" && b.kind === "note") return a.note === b.note;
  if (a.kind === "day" && b.kind === "day") return a.key === b.key;
  if (a.kind === "pending" && b.kind === "pending") return a.pending === b.pending;
  if (a.kind === "acts" && b.kind === "acts")
    return a.acts.length === b.acts.length && a.acts.every((act, i) => act.text === b.acts[i]?.text);
  return false;
}

/** What was done: the last of it in words, and all of it when one asks. */
function ActsLine({ acts }: { acts: readonly Act[] }) {
  const { t } = useTexts();
  const [open, setOpen] = useState(false);
  const last = acts[acts.length - 1];
  if (!last) return null;
  const shown = open ? acts : [last];
  return (
    <li className="system acts" data-open={open} aria-live="off">
      <ul>
        {shown.map((act) => (
          <li key={act.key}>
            <Icon name={act.icon} size={14} />
            <span>
              {act.text} · <When at={act.at} form="time" />
            </span>
          </li>
        ))}
      </ul>
      {acts.length > 1 ? (
        <button type="button" className="link-button" aria-expanded={open} onClick={() => setOpen(!open)}>
          {open ? t("console_talk.acts_fold") : t("console_talk.acts_more", { n: acts.length - 1 })}
        </button>
      ) : null}
    </li>
  );
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

function MessageLine({ conversation, message, last, shopper, read, me, split, onSplit, onWithdraw, onUnsend, onResend }: MessageLineProps) {
  const { t } = useTexts();
  const files = filesOf(message.data);
  const { me: who } = useSession();
  const now = useNow();
  const mine = message.from === "agent";
  const own = mine && message.name === me;
  const takeBack = onWithdraw && mayWithdraw(message, me, who.role, now) && (last || own);
  const name = mine ? (message.name ?? "") : shopper;
  const mail = message.withdrawn ? null : mailOf(message);
  const out = outOf(message);
  const chosen = split ? split.from > 0 && message.seq >= split.from && message.seq <= split.to : false;
  return (
    <li
      className={mine ? "message message-mine" : "message"}
      aria-live={own ? "off" : undefined}
      data-more={!last}
      data-seq={message.seq}
      data-mail={mail ? true : undefined}
      data-chosen={chosen || undefined}
    >
      {split ? (
        <label className="message-choose">
          <input type="checkbox" checked={chosen} onChange={() => onSplit(message.seq)} />
          <span className="sr">{t("console_talk.split_choose", { text: message.text.slice(0, 60) })}</span>
        </label>
      ) : null}
      <Avatar name={name} mine={mine} />
      <div className="message-body">
        <span className="sr">{t("console.log.says", { name })}</span>
        {mail ? <MailHead mail={mail} mine={mine} /> : out?.subject ? <OutHead out={out} /> : null}
        {mail ? (
          <MailBody message={message} mail={mail} />
        ) : message.text || files.length === 0 ? (
          <div className="bubble">
            {message.withdrawn ? <span className="withdrawn">{t("console.log.withdrawn")}</span> : <Linked text={message.text} />}
          </div>
        ) : null}
        {files.length > 0 ? <MessageFiles conversation={conversation} files={files} /> : null}
        {out ? (
          <OutState
            out={out}
            at={message.at}
            onUnsend={onUnsend ? () => onUnsend(message.seq) : undefined}
            onResend={onResend ? (maybe) => onResend(message.seq, maybe) : undefined}
          />
        ) : null}
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

/** A note with the colleagues it names in bold. */
function Noted({ text }: { text: string }): ReactNode {
  const parts: ReactNode[] = [];
  let done = 0;
  for (const found of text.matchAll(/(?<=^|\s)@[\p{L}\p{N}_.]+/gu)) {
    if (found.index > done) parts.push(<Linked key={done} text={text.slice(done, found.index)} />);
    parts.push(<b key={`@${found.index}`}>{found[0]}</b>);
    done = found.index + found[0].length;
  }
  if (done < text.length) parts.push(<Linked key={done} text={text.slice(done)} />);
  return parts;
}

function NoteLine({ note, own }: { note: Note; own: boolean }) {
  const { t } = useTexts();
  return (
    <li className="note" aria-live={own ? "off" : undefined}>
      <Icon name="lock" label={t("console.note.label")} />
      <div>
        <p>
          <Noted text={note.text} />
        </p>
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
        {pending.offline ? t("console_talk.pending_waits") : `${t("console.pending.failed")} ${pending.reason ?? ""}`}
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
      <li className="note" aria-live="off">
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
    <li className="message message-mine" aria-live="off">
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

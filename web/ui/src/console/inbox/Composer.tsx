import { Icon } from "@kit";
import { coarsePointer, sendOnEnter } from "@shared/ime.ts";
import { type KeyboardEvent, lazy, memo, type Ref, Suspense, useEffect, useImperativeHandle, useRef, useState } from "react";
import { useCommands } from "../frame/commands.ts";
import { usePutText } from "../frame/composerPort.ts";
import { useTexts } from "../texts.ts";
import { ComposerBar } from "./compose/ComposerBar.tsx";
import { type ComposerKind, ComposerTabs } from "./compose/ComposerTabs.tsx";
import { Marks } from "./compose/Marks.tsx";
import { promisesFile } from "./compose/promised.ts";
import { firstOpen, openVariables, replaceToken } from "./compose/tokens.ts";
import { useDrafts } from "./compose/useDrafts.ts";
import { useFieldMenu } from "./compose/useFieldMenu.ts";
import { useWriting } from "./compose/useWriting.ts";
import { AttachedList } from "./files/AttachedList.tsx";
import type { SentFile } from "./files/fileOf.ts";
import { useFileDrop } from "./files/useFileDrop.ts";
import { useUploads } from "./files/useUploads.ts";
import { looksLikeMail, type Recipients } from "./mail.ts";
import type { DraftTo } from "./talkApi.ts";

const SlashMenu = lazy(() => import("./compose/SlashMenu.tsx"));
const EmojiMenu = lazy(() => import("./compose/EmojiMenu.tsx"));
const MailFields = lazy(() => import("./compose/MailFields.tsx"));

export interface ComposerRef {
  readonly focus: (kind: ComposerKind) => void;
  readonly put: (kind: ComposerKind, text: string, files?: readonly SentFile[], to?: DraftTo | null) => void;
}

/** What goes off, and how. */
export interface Outgoing {
  readonly kind: ComposerKind;
  readonly text: string;
  readonly files: readonly SentFile[];
  readonly solve: boolean;
  readonly to: DraftTo | null;
}

export interface ComposerProps {
  readonly ref: Ref<ComposerRef>;
  readonly conversation: string;
  readonly ticket: number;
  readonly channel: string;
  /** Where an answer goes, in words. */
  readonly goesTo: string;
  readonly recipients: Recipients;
  readonly onSend: (outgoing: Outgoing) => void;
  /** Sends it later: the caller asks when. */
  readonly onLater: (outgoing: Outgoing) => void;
  readonly onMacro: (macro: string, name: string) => void;
  readonly onWriting: (kind: ComposerKind, text: string) => void;
  readonly onKept: (kind: ComposerKind, text: string) => void;
}

const MOST_LETTERS = 4000;
const MOST_MAIL = 50_000;
const NEAR_END = 200;

/** Where answers and notes are written: cream while it is a note, so that nobody answers by mistake. */
export const Composer = memo(function Composer(props: ComposerProps) {
  const { ref, conversation, ticket, channel, goesTo, recipients, onSend, onLater, onMacro, onWriting, onKept } = props;
  const { t } = useTexts();
  const mail = channel === "mail" || channel === "form";
  const [kind, setKind] = useState<ComposerKind>(channel === "phone" ? "note" : "answer");
  const drafts = useDrafts(conversation, onKept);
  const field = useRef<HTMLTextAreaElement>(null);
  const writing = useWriting(onWriting);
  const uploads = useUploads(conversation);
  const picker = useRef<HTMLInputElement>(null);
  const [emoji, setEmoji] = useState(false);
  const [fields, setFields] = useState(false);
  const [promised, setPromised] = useState(false);
  const text = drafts.texts[kind];
  const letters = [...text].length;
  const most = mail && kind === "answer" ? MOST_MAIL : MOST_LETTERS;
  const mayAttach = kind === "answer";
  const carried = kind === "answer" ? uploads.list.length : 0;
  const drop = useFileDrop(mayAttach, uploads.add);
  const missing = kind === "answer" ? openVariables(text) : [];
  const to = drafts.to;
  const wrong = mail && to ? [...(to.to ?? []), ...(to.cc ?? []), ...(to.bcc ?? [])].find((one) => !looksLikeMail(one)) : undefined;

  const write = (which: ComposerKind, value: string) => {
    setPromised(false);
    drafts.write(which, value);
    writing.touch(which, value);
  };
  const put = (value: string, caret: number) => {
    write(kind, value);
    requestAnimationFrame(() => {
      field.current?.focus();
      field.current?.setSelectionRange(caret, caret);
    });
  };
  const insert = (value: string) => {
    const el = field.current;
    const [from, end] = [el?.selectionStart ?? text.length, el?.selectionEnd ?? text.length];
    const edit = replaceToken(el?.value ?? text, { from, to: end }, value);
    put(edit.text, edit.caret);
  };
  usePutText(insert);
  useImperativeHandle(ref, () => ({
    focus: (which) => {
      setKind(which);
      field.current?.focus();
    },
    put: (which, value, files, back) => {
      setKind(which);
      if (files) uploads.restore(files);
      if (back) drafts.setTo(back);
      const was = drafts.texts[which];
      write(which, was && value ? `${was}\n${value}` : was || value);
      field.current?.focus();
    },
  }));

  const outgoing = (solve: boolean): Outgoing | null => {
    const value = field.current?.value.trim() ?? "";
    field.current?.focus();
    if ((!value && carried === 0) || [...value].length > most) return null;
    if (carried > 0 && uploads.waiting) return null; // the line below says what is waited for
    if (kind === "answer") {
      const open = firstOpen(field.current?.value ?? "");
      if (open) {
        field.current?.setSelectionRange(open.from, open.to);
        return null;
      }
      if (wrong) {
        setFields(true);
        return null;
      }
      if (!promised && carried === 0 && promisesFile(value)) {
        setPromised(true); // asked once; the second wish to send is the answer
        return null;
      }
    }
    return {
      kind,
      text: value,
      files: carried > 0 ? uploads.take() : [],
      solve: solve && kind === "answer",
      to: kind === "answer" ? to : null,
    };
  };
  const done = () => {
    drafts.clear(kind);
    if (kind === "answer") drafts.setTo(null);
    writing.stop(kind);
    setPromised(false);
    setFields(false);
    field.current?.focus();
  };
  const submit = (solve: boolean, later = false) => {
    const what = outgoing(solve);
    if (!what) return;
    done();
    (later ? onLater : onSend)(what);
  };
  const latest = useRef(submit);
  latest.current = submit;
  const something = kind === "answer" && text.trim() !== "";
  useCommands(
    something
      ? [
          {
            id: "later",
            icon: "clock",
            name: t("console_talk.send_later"),
            also: "send later schedule 예약 나중에",
            act: () => submit(false, true),
          },
        ]
      : [],
  );

  const menu = useFieldMenu({ field, kind, write: (value) => write(kind, value), put, onMacro });
  const { token } = menu;

  // The menu listens first: Enter picks while it is open.
  useEffect(() => {
    const el = field.current;
    if (!el || mail) return;
    return sendOnEnter(el, { onSend: () => latest.current(false) });
  }, [mail]);

  // A chord pressed while a syllable is open sends once the syllable is closed.
  const wanted = useRef<{ solve: boolean } | null>(null);
  const onKey = (event: KeyboardEvent) => {
    const isComposing = event.nativeEvent.isComposing || event.keyCode === 229;
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      if (isComposing) wanted.current = { solve: event.shiftKey };
      else submit(event.shiftKey);
      return;
    }
    if (!isComposing) menu.onKey(event);
  };
  const chooseKind = (name: ComposerKind) => {
    setKind(name);
    menu.close();
    field.current?.focus();
  };
  const said = () => {
    if (letters > most - NEAR_END)
      return t(letters > most ? "console.composer.too_long" : "console.composer.letters", { n: letters, most });
    if (carried > 0 && uploads.waiting) return t(uploads.waiting === "stuck" ? "console_files.stuck" : "console_files.wait");
    return text ? t("console.composer.saved") : "";
  };
  const copied = (to?.cc ?? recipients.cc).length;
  const where = !mail
    ? goesTo
    : t(copied > 0 ? "console_talk.to_mail_cc" : "console_talk.to_mail", { n: (to?.to ?? recipients.to).length, cc: copied });
  return (
    <div className="composer" data-kind={kind} data-dropping={drop.over} {...drop.on}>
      {token ? (
        <Suspense fallback={null}>
          <SlashMenu ref={menu.ref} ticket={ticket} token={token} only={menu.only} onPick={menu.pick} onActive={menu.setActive} />
        </Suspense>
      ) : null}
      {emoji ? (
        <Suspense fallback={null}>
          <EmojiMenu
            onClose={() => setEmoji(false)}
            onPick={(sign) => {
              setEmoji(false);
              insert(sign);
            }}
          />
        </Suspense>
      ) : null}
      <ComposerTabs kind={kind} onKind={setKind} onChosen={chooseKind}>
        {kind === "note" ? (
          <span className="composer-to">
            <Icon name="lock" size={13} /> {t("console.composer.to_note")}
          </span>
        ) : mail ? (
          <button type="button" className="composer-to" aria-expanded={fields} onClick={() => setFields(!fields)}>
            {where}
            <Icon name={fields ? "up" : "down"} size={13} />
          </button>
        ) : (
          <span className="composer-to">{where}</span>
        )}
      </ComposerTabs>
      <div role="tabpanel" id="composer-panel" aria-labelledby={`composer-${kind}`}>
        {mail && kind === "answer" && fields ? (
          <Suspense fallback={null}>
            <MailFields standard={recipients} to={to} onChange={drafts.setTo} />
          </Suspense>
        ) : null}
        <div className="composer-field">
          <Marks text={text} token={token} field={field} />
          <textarea
            ref={field}
            rows={3}
            value={text}
            aria-invalid={letters > most || missing.length > 0}
            aria-label={t(kind === "note" ? "console.composer.write_note" : "console.composer.write_answer")}
            aria-autocomplete={token ? "list" : undefined}
            aria-controls={token ? "slash-menu" : undefined}
            aria-activedescendant={token && menu.active ? menu.active : undefined}
            placeholder={t(hintOf(kind, mail))}
            onChange={(event) => {
              write(kind, event.currentTarget.value);
              menu.look();
            }}
            onSelect={menu.look}
            onKeyDown={onKey}
            onPaste={drop.onPaste}
            onCompositionStart={menu.onCompositionStart}
            onCompositionEnd={() => {
              const send = wanted.current;
              wanted.current = null;
              if (!menu.onCompositionEnd() && send) setTimeout(() => latest.current(send.solve));
            }}
            onBlur={() => writing.stop(kind)}
          />
        </div>
        {drop.over ? <p className="drop-here">{t("console_files.drop")}</p> : null}
        {kind === "answer" ? <AttachedList uploads={uploads} /> : null}
        {missing.length > 0 ? (
          <p className="composer-warn" role="alert">
            <Icon name="alert" size={14} />
            {t("console_talk.missing_send", { names: missing.join(", ") })}
          </p>
        ) : promised ? (
          <p className="composer-warn" role="alert">
            <Icon name="alert" size={14} />
            {t("console_talk.promised")}
            <button type="button" className="link-button" onClick={() => picker.current?.click()}>
              {t("console_files.attach")}
            </button>
            <button type="button" className="link-button" onClick={() => submit(false)}>
              {t("console_talk.promised_send")}
            </button>
          </p>
        ) : null}
        <ComposerBar
          kind={kind}
          mail={mail}
          picker={picker}
          stuck={missing.length > 0}
          said={said()}
          onFiles={(files) => {
            setPromised(false);
            uploads.add(files);
            field.current?.focus();
          }}
          onAsk={menu.ask}
          onEmoji={() => setEmoji(!emoji)}
          onSend={submit}
        />
      </div>
    </div>
  );
});

/** What the empty field says: on a keyboard of glass Return is a new line. */
function hintOf(kind: ComposerKind, mail: boolean) {
  if (kind === "note") return "console.composer.hint_note";
  if (mail) return "console.composer.hint_mail";
  return coarsePointer() ? "console.composer.hint_touch" : "console.composer.hint_chat";
}

import { ActionIcon, Button, Icon, Keys, Menu, Tooltip } from "@kit";
import { sendOnEnter } from "@shared/ime.ts";
import { type KeyboardEvent, lazy, memo, type Ref, Suspense, useCallback, useEffect, useImperativeHandle, useRef, useState } from "react";
import { useCommands } from "../frame/commands.ts";
import { usePutText } from "../frame/composerPort.ts";
import { useTexts } from "../texts.ts";
import type { Group, Item } from "./compose/items.ts";
import { Marks } from "./compose/Marks.tsx";
import { promisesFile } from "./compose/promised.ts";
import type { MenuRef } from "./compose/SlashMenu.tsx";
import { firstOpen, openVariables, replaceToken, type Token, tokenAt } from "./compose/tokens.ts";
import { useDrafts } from "./compose/useDrafts.ts";
import { useWriting } from "./compose/useWriting.ts";
import { AttachedList } from "./files/AttachedList.tsx";
import type { SentFile } from "./files/fileOf.ts";
import { useFileDrop } from "./files/useFileDrop.ts";
import { ACCEPT, useUploads } from "./files/useUploads.ts";
import { looksLikeMail, type Recipients } from "./mail.ts";
import type { DraftTo } from "./talkApi.ts";

const SlashMenu = lazy(() => import("./compose/SlashMenu.tsx"));
const EmojiMenu = lazy(() => import("./compose/EmojiMenu.tsx"));
const MailFields = lazy(() => import("./compose/MailFields.tsx"));

export type ComposerKind = "answer" | "note";

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

const KINDS = ["answer", "note"] as const;
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
  const menu = useRef<MenuRef>(null);
  const writing = useWriting(onWriting);
  const uploads = useUploads(conversation);
  const picker = useRef<HTMLInputElement>(null);
  const [token, setToken] = useState<Token | null>(null);
  const [only, setOnly] = useState<Group | null>(null);
  const [active, setActive] = useState("");
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

  const look = useCallback(() => {
    const el = field.current;
    if (!el) return;
    const found = tokenAt(el.value, el.selectionStart);
    const wanted = found && (found.sign === "/") === (kind === "answer") ? found : null;
    setToken((was) => (was && wanted && was.from === wanted.from && was.query === wanted.query && was.to === wanted.to ? was : wanted));
    if (!wanted) setOnly(null);
  }, [kind]);
  const close = () => {
    setToken(null);
    setOnly(null);
    setActive("");
  };
  const pick = (item: Item) => {
    const el = field.current;
    if (!el || !token) return;
    if (composing.current) {
      // The syllable is finished first, by the browser; then the whole of it is replaced.
      waiting.current = item;
      el.blur();
      el.focus();
      return;
    }
    const end = Math.max(token.to, el.selectionStart);
    const edit = replaceToken(el.value, { from: token.from, to: end }, item.macro ? "" : item.text);
    close();
    put(edit.text, edit.caret);
    if (item.macro) onMacro(item.macro, item.name);
  };
  const composing = useRef(false);
  const waiting = useRef<Item | null>(null);
  const chosen = useRef(pick);
  chosen.current = pick;
  const opened = useRef(false);
  opened.current = token !== null && active !== "";

  // Enter is heard as the line break it would make: a syllable that is still open keeps it for itself.
  useEffect(() => {
    const el = field.current;
    if (!el) return;
    const onBefore = (event: InputEvent) => {
      if (event.inputType !== "insertLineBreak" && event.inputType !== "insertParagraph") return;
      if (!opened.current || event.isComposing || composing.current) return;
      event.preventDefault();
      event.stopImmediatePropagation();
      menu.current?.pick();
    };
    el.addEventListener("beforeinput", onBefore);
    const undo = mail ? undefined : sendOnEnter(el, { onSend: () => latest.current(false) });
    return () => {
      el.removeEventListener("beforeinput", onBefore);
      undo?.();
    };
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
    if (!token || isComposing) return;
    if (event.key === "Escape") {
      event.preventDefault();
      event.stopPropagation();
      close();
    } else if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      menu.current?.move(event.key === "ArrowDown" ? 1 : -1);
    } else if (event.key === "Tab" && !event.shiftKey && active) {
      event.preventDefault();
      menu.current?.pick();
    }
  };
  /** Opens the menu at the caret as if its sign had been typed. */
  const ask = (group: Group | null) => {
    const el = field.current;
    if (!el) return;
    const before = el.value.slice(0, el.selectionStart);
    const sign = kind === "answer" ? "/" : "@";
    const value = before === "" || /\s$/.test(before) ? sign : ` ${sign}`;
    const caret = before.length + value.length;
    write(kind, before + value + el.value.slice(el.selectionEnd));
    requestAnimationFrame(() => {
      el.focus();
      el.setSelectionRange(caret, caret);
      setOnly(group);
      setToken({ sign, from: caret - 1, to: caret, query: "" });
    });
  };

  const copied = (to?.cc ?? recipients.cc).length;
  const where = !mail
    ? goesTo
    : t(copied > 0 ? "console_talk.to_mail_cc" : "console_talk.to_mail", { n: (to?.to ?? recipients.to).length, cc: copied });
  return (
    <div className="composer" data-kind={kind} data-dropping={drop.over} {...drop.on}>
      {token ? (
        <Suspense fallback={null}>
          <SlashMenu ref={menu} ticket={ticket} token={token} only={only} onPick={pick} onActive={setActive} />
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
      <div className="composer-tabs">
        <div role="tablist" aria-label={t("console.composer.label")}>
          {KINDS.map((name) => (
            <button
              key={name}
              type="button"
              role="tab"
              id={`composer-${name}`}
              aria-controls="composer-panel"
              aria-selected={kind === name}
              aria-keyshortcuts={name === "answer" ? "R" : "N"}
              tabIndex={kind === name ? 0 : -1}
              onClick={() => {
                setKind(name);
                close();
                field.current?.focus();
              }}
              onKeyDown={(event) => {
                if (event.key === "ArrowRight" || event.key === "ArrowLeft") {
                  const other = name === "answer" ? "note" : "answer";
                  setKind(other);
                  document.getElementById(`composer-${other}`)?.focus();
                }
              }}
            >
              {t(`console.composer.${name}`)} <Keys combo={name === "answer" ? "R" : "N"} />
            </button>
          ))}
        </div>
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
      </div>
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
            aria-activedescendant={token && active ? active : undefined}
            placeholder={t(
              kind === "note" ? "console.composer.hint_note" : mail ? "console.composer.hint_mail" : "console.composer.hint_chat",
            )}
            onChange={(event) => {
              write(kind, event.currentTarget.value);
              look();
            }}
            onSelect={look}
            onKeyDown={onKey}
            onPaste={drop.onPaste}
            onCompositionStart={() => {
              composing.current = true;
            }}
            onCompositionEnd={() => {
              composing.current = false;
              const [send, item] = [wanted.current, waiting.current];
              wanted.current = null;
              waiting.current = null;
              if (item) setTimeout(() => chosen.current(item));
              else if (send) setTimeout(() => latest.current(send.solve));
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
        <div className="composer-bar">
          {mayAttach ? (
            <>
              <input
                ref={picker}
                type="file"
                multiple
                hidden
                accept={ACCEPT}
                onChange={(event) => {
                  setPromised(false);
                  uploads.add([...(event.currentTarget.files ?? [])]);
                  event.currentTarget.value = "";
                  field.current?.focus();
                }}
              />
              <Tool icon="clip" label={t("console_files.attach")} onClick={() => picker.current?.click()} />
              <Tool icon="bolt" label={t("console_talk.tool_replies")} onClick={() => ask(null)} />
              <Tool icon="book" label={t("console_talk.tool_article")} onClick={() => ask("articles")} />
            </>
          ) : (
            <Tool icon="at" label={t("console_talk.tool_mention")} onClick={() => ask(null)} />
          )}
          <Tool icon="smile" label={t("console_talk.emoji")} onClick={() => setEmoji(!emoji)} />
          <span className="saved" role="status">
            {letters > most - NEAR_END
              ? t(letters > most ? "console.composer.too_long" : "console.composer.letters", { n: letters, most })
              : carried > 0 && uploads.waiting
                ? t(uploads.waiting === "stuck" ? "console_files.stuck" : "console_files.wait")
                : text
                  ? t("console.composer.saved")
                  : ""}
          </span>
          <div className="right">
            {kind === "answer" ? (
              <Menu position="top-end" width={260}>
                <Menu.Target>
                  <ActionIcon aria-label={t("console_talk.send_more")} className="send-more">
                    <Icon name="up" size={16} />
                  </ActionIcon>
                </Menu.Target>
                <Menu.Dropdown>
                  <Menu.Item
                    leftSection={<Icon name="check" size={16} />}
                    rightSection={<Keys combo="Mod+Shift+Enter" />}
                    onClick={() => submit(true)}
                  >
                    {t("console_talk.send_solve")}
                  </Menu.Item>
                  <Menu.Item leftSection={<Icon name="clock" size={16} />} onClick={() => submit(false, true)}>
                    {t("console_talk.send_later")}
                  </Menu.Item>
                </Menu.Dropdown>
              </Menu>
            ) : null}
            <Button
              variant="filled"
              rightSection={<Keys combo={mail ? "Mod+Enter" : "Enter"} />}
              onClick={() => submit(false)}
              className="send"
              disabled={missing.length > 0}
            >
              {t(kind === "note" ? "console.composer.save_note" : "common.send")}
            </Button>
          </div>
        </div>
      </div>
    </div>
  );
});

interface ToolProps {
  readonly icon: "clip" | "bolt" | "book" | "at" | "smile";
  readonly label: string;
  readonly onClick: () => void;
}

function Tool({ icon, label, onClick }: ToolProps) {
  return (
    <Tooltip label={label}>
      <ActionIcon aria-label={label} onMouseDown={(event) => event.preventDefault()} onClick={onClick}>
        <Icon name={icon} />
      </ActionIcon>
    </Tooltip>
  );
}

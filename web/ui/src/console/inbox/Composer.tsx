import { ActionIcon, Button, Icon, Keys, Tooltip } from "@kit";
import { sendOnEnter } from "@shared/ime.ts";
import { type KeyboardEvent, type Ref, useEffect, useImperativeHandle, useRef, useState } from "react";
import { useTexts } from "../texts.ts";
import { readDraft, writeDraft } from "./drafts.ts";
import { AttachedList } from "./files/AttachedList.tsx";
import type { SentFile } from "./files/fileOf.ts";
import { useFileDrop } from "./files/useFileDrop.ts";
import { ACCEPT, useUploads } from "./files/useUploads.ts";

export type ComposerKind = "answer" | "note";

export interface ComposerRef {
  readonly focus: (kind: ComposerKind) => void;
  readonly put: (kind: ComposerKind, text: string, files?: readonly SentFile[]) => void;
}

export interface ComposerProps {
  readonly ref: Ref<ComposerRef>;
  readonly conversation: string;
  readonly channel: string;
  readonly onSend: (kind: ComposerKind, text: string, solve: boolean, files: readonly SentFile[]) => void;
  readonly onTyping: (on: boolean) => void;
}

const KINDS = ["answer", "note"] as const;
const TYPING_MS = 3000;
const MOST_LETTERS = 4000;
const NEAR_END = 200;

/** Where answers and notes are written: cream while it is a note, so that nobody answers by mistake. */
export function Composer({ ref, conversation, channel, onSend, onTyping }: ComposerProps) {
  const { t } = useTexts();
  const [kind, setKind] = useState<ComposerKind>("answer");
  const [texts, setTexts] = useState(() => ({ answer: readDraft(conversation, "answer"), note: readDraft(conversation, "note") }));
  const field = useRef<HTMLTextAreaElement>(null);
  const typing = useTypingSignal(onTyping);
  const text = texts[kind];
  const mail = channel === "mail";
  const letters = [...text].length;
  const uploads = useUploads(conversation);
  const picker = useRef<HTMLInputElement>(null);
  const mayAttach = kind === "answer" && channel === "chat";
  const carried = kind === "answer" ? uploads.list.length : 0;
  const drop = useFileDrop(mayAttach, uploads.add);

  const write = (which: ComposerKind, value: string) => {
    setTexts((was) => ({ ...was, [which]: value }));
    writeDraft(conversation, which, value);
  };
  useImperativeHandle(ref, () => ({
    focus: (which) => {
      setKind(which);
      field.current?.focus();
    },
    put: (which, value, files) => {
      setKind(which);
      if (files) uploads.restore(files);
      setTexts((was) => ({ ...was, [which]: was[which] && value ? `${was[which]}\n${value}` : was[which] || value }));
      field.current?.focus();
    },
  }));
  const submit = (solve: boolean) => {
    const value = field.current?.value.trim() ?? "";
    if ((!value && carried === 0) || [...value].length > MOST_LETTERS) return field.current?.focus();
    if (carried > 0 && uploads.waiting) return field.current?.focus(); // the line below says what is waited for
    write(kind, "");
    typing.stop();
    onSend(kind, value, solve && kind === "answer", carried > 0 ? uploads.take() : []);
    field.current?.focus();
  };
  const latest = useRef(submit);
  latest.current = submit;
  useEffect(() => {
    const el = field.current;
    return el && !mail ? sendOnEnter(el, { onSend: () => latest.current(false) }) : undefined;
  }, [mail]);

  // A chord pressed while a syllable is open sends once the syllable is closed.
  const wanted = useRef<{ solve: boolean } | null>(null);
  const onKey = (event: KeyboardEvent) => {
    if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey)) return;
    event.preventDefault();
    if (event.nativeEvent.isComposing) wanted.current = { solve: event.shiftKey };
    else submit(event.shiftKey);
  };
  return (
    <div className="composer" data-kind={kind} data-dropping={drop.over} {...drop.on}>
      <div className="composer-tabs" role="tablist" aria-label={t("console.composer.label")}>
        {KINDS.map((name) => (
          <button
            key={name}
            type="button"
            role="tab"
            id={`composer-${name}`}
            aria-controls="composer-panel"
            aria-selected={kind === name}
            tabIndex={kind === name ? 0 : -1}
            onClick={() => {
              setKind(name);
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
        <span className="composer-to">
          {t(kind === "note" ? "console.composer.to_note" : mail ? "console.composer.to_mail" : "console.composer.to_chat")}
        </span>
      </div>
      <div role="tabpanel" id="composer-panel" aria-labelledby={`composer-${kind}`}>
        <textarea
          ref={field}
          rows={3}
          value={text}
          aria-invalid={letters > MOST_LETTERS}
          aria-label={t(kind === "note" ? "console.composer.write_note" : "console.composer.write_answer")}
          placeholder={t(
            kind === "note" ? "console.composer.hint_note" : mail ? "console.composer.hint_mail" : "console.composer.hint_chat",
          )}
          onChange={(event) => {
            write(kind, event.currentTarget.value);
            if (kind === "answer") typing.touch();
          }}
          onKeyDown={onKey}
          onPaste={drop.onPaste}
          onCompositionEnd={() => {
            const send = wanted.current;
            wanted.current = null;
            if (send) setTimeout(() => latest.current(send.solve));
          }}
          onBlur={typing.stop}
        />
        {drop.over ? <p className="drop-here">{t("console_files.drop")}</p> : null}
        {kind === "answer" ? <AttachedList uploads={uploads} /> : null}
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
                  uploads.add([...(event.currentTarget.files ?? [])]);
                  event.currentTarget.value = "";
                  field.current?.focus();
                }}
              />
              <Tooltip label={t("console_files.attach")}>
                <ActionIcon aria-label={t("console_files.attach")} onClick={() => picker.current?.click()}>
                  <Icon name="clip" />
                </ActionIcon>
              </Tooltip>
            </>
          ) : null}
          <span className="saved" role="status">
            {letters > MOST_LETTERS - NEAR_END
              ? t(letters > MOST_LETTERS ? "console.composer.too_long" : "console.composer.letters", { n: letters, most: MOST_LETTERS })
              : carried > 0 && uploads.waiting
                ? t(uploads.waiting === "stuck" ? "console_files.stuck" : "console_files.wait")
                : text
                  ? t("console.composer.saved")
                  : ""}
          </span>
          <div className="right">
            <Button
              variant="filled"
              rightSection={<Keys combo={mail ? "Mod+Enter" : "Enter"} />}
              onClick={() => submit(false)}
              className="send"
            >
              {t(kind === "note" ? "console.composer.save_note" : "common.send")}
            </Button>
          </div>
        </div>
      </div>
    </div>
  );
}

// Says "types" at most every three seconds, and "stopped" once.
function useTypingSignal(onTyping: (on: boolean) => void) {
  const latest = useRef(onTyping);
  latest.current = onTyping;
  const said = useRef(0);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const stop = () => {
    clearTimeout(timer.current);
    if (said.current === 0) return;
    said.current = 0;
    latest.current(false);
  };
  const stopLater = useRef(stop);
  stopLater.current = stop;
  useEffect(() => () => stopLater.current(), []);
  const touch = () => {
    const now = Date.now();
    if (now - said.current >= TYPING_MS) {
      said.current = now;
      latest.current(true);
    }
    clearTimeout(timer.current);
    timer.current = setTimeout(() => stopLater.current(), TYPING_MS + 1000);
  };
  return { touch, stop };
}

import { useEffect, useLayoutEffect, useRef, useState } from "preact/hooks";
import { sendOnEnter } from "../shared/ime.ts";
import { Icon } from "./icons.tsx";
import { frameStorage, keepDraft, loadDraft } from "./outbox.ts";
import type { Panel } from "./panel.ts";

export const TEXT_MOST = 4000;
const COUNT_FROM = 3800;
const LINES_MOST = 6;
const LINE_PX = 24;
const PADDING_PX = 20;

/** The field keeps its own value: nothing writes to it while a syllable is being composed, and it is
 * never disabled, so that a phone's keyboard stays up. */
export function Composer({ panel, asked, onSent }: { panel: Panel; asked: string; onSent: () => void }) {
  const { t, chat } = panel;
  const field = useRef<HTMLTextAreaElement>(null);
  const [length, setLength] = useState(0);
  const store = useRef(frameStorage());
  const over = length - TEXT_MOST;

  const changed = () => {
    const el = field.current;
    if (!el) return;
    el.style.height = "0";
    el.style.height = `${Math.min(el.scrollHeight, LINES_MOST * LINE_PX + PADDING_PX)}px`;
    setLength([...el.value.trim()].length);
    keepDraft(store.current, el.value, Date.now());
  };
  const send = useRef(() => {});
  send.current = () => {
    const el = field.current;
    const text = el?.value.trim() ?? "";
    if (!el || text === "" || over > 0) return;
    el.value = "";
    changed();
    chat.write(text);
    onSent();
    el.focus();
  };
  useLayoutEffect(() => {
    if (!field.current) return;
    field.current.value = asked || loadDraft(store.current, Date.now());
    changed();
  }, [asked]);
  useEffect(() => (field.current ? sendOnEnter(field.current, { onSend: () => send.current() }) : undefined), []);

  return (
    <form
      class="cmp"
      onSubmit={(event) => {
        event.preventDefault();
        send.current();
      }}
    >
      <textarea
        ref={field}
        data-first
        rows={1}
        aria-label={t("widget.message")}
        placeholder={t("widget.placeholder")}
        enterkeyhint="enter"
        onInput={() => {
          changed();
          chat.typing();
        }}
      />
      {length >= COUNT_FROM && (
        <span class={over > 0 ? "left bad" : "left"} role="status">
          {over > 0 ? t("widget.over", { n: over }) : t("widget.left", { n: -over })}
        </span>
      )}
      <button type="submit" class="send" aria-label={t("widget.send")} aria-disabled={length === 0 || over > 0}>
        <Icon name="up" />
      </button>
    </form>
  );
}

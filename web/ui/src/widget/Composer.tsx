import { coarsePointer, sendOnEnter } from "../shared/ime.ts";
import { toBottom } from "./follow.ts";
import { Icon } from "./icons.tsx";
import { frameStorage, keepDraft, loadDraft } from "./outbox.ts";
import { asked, chat, flip, seldom, set, state, t, takeAsked } from "./panel.ts";
import { give } from "./parts.tsx";

// The field keeps its own value: nothing writes to it while a syllable is being composed, and it is
// never disabled, so that a phone's keyboard stays up. So the length is drawn by hand, near the limit.

const TEXT_MOST = 4000;
const COUNTED = 200;
const HEIGHT_MOST = 6 * 24 + 20;

const store = frameStorage();
let field: HTMLTextAreaElement | null = null;

/** How many letters are past the most. */
const over = () => [...(field?.value.trim() ?? "")].length - TEXT_MOST;

function changed(): void {
  if (!field) return;
  const { value, style, form } = field;
  const its = over();
  const left = form?.querySelector("output");
  style.height = "0";
  style.height = `${Math.min(field.scrollHeight, HEIGHT_MOST)}px`;
  form?.querySelector(".send")?.setAttribute("aria-disabled", String(its === -TEXT_MOST || its > 0));
  if (left) left.textContent = "";
  if (left && its >= -COUNTED) seldom((our) => our.count(left, over()));
  keepDraft(store, value, Date.now());
  if (value !== state.writing) set({ writing: value });
}

function put(text: string): void {
  if (!field) return;
  field.value = text;
  changed();
}

/** What was asked elsewhere comes behind what is being written. */
function fill(): void {
  const written = field?.value || loadDraft(store, Date.now());
  const more = takeAsked();
  put(written.includes(more) ? written : [written, more].filter(Boolean).join("\n"));
}

function send(): void {
  const text = field?.value.trim() ?? "";
  if (!text || over() > 0) return;
  put("");
  if (state.product) set({ product: undefined }); // asked about
  chat?.write(text);
  toBottom();
  field?.focus();
}

function fieldRef(element: HTMLTextAreaElement | null): void {
  field = element;
  if (!field) return;
  fill();
  sendOnEnter(field, { onSend: send });
}

export function Composer() {
  if (asked && field) fill();
  return (
    <form
      class="cmp"
      onSubmit={(event) => {
        event.preventDefault();
        send();
      }}
    >
      <label class="ib">
        <Icon name="clip" />
        <input
          type="file"
          multiple
          accept="image/*,application/pdf"
          aria-label={t("widget.attach")}
          onChange={(event) => {
            give(event.currentTarget.files);
            event.currentTarget.value = "";
          }}
        />
      </label>
      {coarsePointer() || (
        <button
          type="button"
          class="ib"
          aria-label={t("widget.emoji")}
          aria-haspopup="dialog"
          aria-expanded={state.menu === "emoji"}
          onClick={() => flip("emoji")}
        >
          <Icon name="smile" />
        </button>
      )}
      <textarea
        ref={fieldRef}
        data-first
        rows={1}
        aria-label={t("widget.message")}
        placeholder={t("widget.placeholder")}
        onPaste={(event) => give(event.clipboardData?.files) && event.preventDefault()}
        onInput={() => {
          changed();
          chat?.typing(field?.value ?? "");
        }}
      />
      <output />
      <button type="submit" class="send" aria-label={t("widget.send")}>
        <Icon name="up" />
      </button>
    </form>
  );
}

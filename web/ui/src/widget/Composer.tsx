import { sendOnEnter } from "../shared/ime.ts";
import { toBottom } from "./follow.ts";
import { Icon } from "./icons.tsx";
import { frameStorage, keepDraft, loadDraft } from "./outbox.ts";
import { asked, chat, set, state, t, takeAsked } from "./panel.ts";
import { give } from "./parts.tsx";

// The field keeps its own value: nothing writes to it while a syllable is being composed, and it is
// never disabled, so that a phone's keyboard stays up. So the length is drawn by hand.

const TEXT_MOST = 4000;
const COUNT_FROM = 3800;
const HEIGHT_MOST = 6 * 24 + 20;

const store = frameStorage();
let field: HTMLTextAreaElement | null = null;

function changed(): void {
  if (!field) return;
  const { value, style, form } = field;
  const length = [...value.trim()].length;
  const over = length - TEXT_MOST;
  const left = form?.querySelector("output");
  style.height = "0";
  style.height = `${Math.min(field.scrollHeight, HEIGHT_MOST)}px`;
  form?.querySelector(".send")?.setAttribute("aria-disabled", String(length === 0 || over > 0));
  if (left) left.textContent = length < COUNT_FROM ? "" : over > 0 ? t("widget.over", { n: over }) : t("widget.left", { n: -over });
  keepDraft(store, value, Date.now());
  if (value !== state.writing) set({ writing: value });
}

function put(text: string): void {
  if (!field) return;
  field.value = text;
  changed();
}

function send(): void {
  const text = field?.value.trim() ?? "";
  if (!text || [...text].length > TEXT_MOST) return;
  put("");
  chat?.write(text);
  toBottom();
  field?.focus();
}

function fieldRef(element: HTMLTextAreaElement | null): void {
  field = element;
  if (!field) return;
  put(takeAsked() || loadDraft(store, Date.now()));
  sendOnEnter(field, { onSend: send });
}

export function Composer() {
  if (asked && field) put(takeAsked());
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

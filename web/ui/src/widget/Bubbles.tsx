import { time } from "../shared/fmt.ts";
import type { Message } from "../shared/types.ts";
import { Icon } from "./icons.tsx";
import type { Panel, T } from "./panel.ts";
import type { Outgoing } from "./thread.ts";
import { rich } from "./words.ts";

function Text({ text, bold }: { text: string; bold: boolean }) {
  return (
    <div class="b">
      {rich(text, bold).map((p) =>
        p.href ? (
          <a href={p.href} target="_blank" rel="noopener nofollow ugc">
            {p.text}
          </a>
        ) : p.hit ? (
          <b>{p.text}</b>
        ) : (
          p.text
        ),
      )}
    </div>
  );
}

interface BubbleProps {
  readonly panel: Panel;
  readonly message: Message;
  /** The last of its group carries name and time. */
  readonly last: boolean;
  readonly read: boolean;
}

export function Bubble({ panel, message, last, read }: BubbleProps) {
  const { t } = panel;
  const at = new Date(message.at);
  if (message.from === "system") return <li class="day">{systemLine(message, t)}</li>;
  const said = <time dateTime={message.at}>{time(at, panel.state.lang)}</time>;
  if (message.from === "agent") {
    return (
      <li class="m ag">
        <Text text={message.text} bold={true} />
        {last && (
          <div class="by">
            {message.name && <b>{message.name}</b>}
            <span>
              {t("widget.agent")} · {said}
            </span>
          </div>
        )}
      </li>
    );
  }
  // The shopper knows what they wrote: own lines are not read aloud.
  return (
    <li class="m me" aria-live="off">
      <Text text={message.text} bold={false} />
      {last && (
        <div class="by">
          {read && <Icon name="read" />}
          <span>
            {t(read ? "widget.read" : "widget.sent")} · {said}
          </span>
        </div>
      )}
    </li>
  );
}

function systemLine(message: Message, t: T): string {
  const data = message.data as { number?: unknown } | undefined;
  if (message.text) return message.text;
  return data?.number ? t("widget.ticket", { number: String(data.number) }) : "";
}

export function OutgoingBubble({ panel, item, last }: { panel: Panel; item: Outgoing; last: boolean }) {
  const { t, chat } = panel;
  if (item.state === "failed") {
    return (
      <li class="m me no" aria-live="off">
        <Text text={item.text} bold={false} />
        <div class="by bad">
          <span role="alert">{item.reason || t("widget.failed")}</span>
          <button type="button" onClick={() => chat.retry(item.clientId)}>
            {t("widget.retry")}
          </button>
          <button type="button" onClick={() => chat.discard(item.clientId)}>
            {t("widget.discard")}
          </button>
        </div>
      </li>
    );
  }
  const words = item.state === "queued" ? "widget.waiting" : item.state === "sending" ? "widget.sending" : "widget.sent";
  return (
    <li class={item.state === "queued" ? "m me wait" : "m me"} aria-live="off">
      <Text text={item.text} bold={false} />
      {last && <div class="by">{t(words)}</div>}
    </li>
  );
}

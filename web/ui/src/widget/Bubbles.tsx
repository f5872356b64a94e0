import { time } from "../shared/fmt.ts";
import type { Message } from "../shared/types.ts";
import { Icon } from "./icons.tsx";
import { chat, state, t } from "./panel.ts";
import type { Outgoing } from "./quiet.ts";
import { rich } from "./words.ts";

function Text({ text, bold }: { text: string; bold?: boolean }) {
  return (
    <div class="b">
      {rich(text, bold === true).map((p, i) =>
        p.href ? (
          // biome-ignore lint/suspicious/noArrayIndexKey: the pieces of a text never change places
          <a key={i} href={p.href} target="_blank" rel="noopener nofollow ugc">
            {p.text}
          </a>
        ) : p.hit ? (
          // biome-ignore lint/suspicious/noArrayIndexKey: the pieces of a text never change places
          <b key={i}>{p.text}</b>
        ) : (
          p.text
        ),
      )}
    </div>
  );
}

function systemLine(message: Message): string {
  const data = message.data as { number?: unknown } | null | undefined;
  return message.text || (data?.number ? t("widget.ticket", { number: String(data.number) }) : "");
}

/** One stored message; the last of its group carries name and time. The shopper knows what they
 * wrote: own lines are not read aloud. */
export function Bubble({ message, last, read }: { message: Message; last: boolean; read: boolean }) {
  const mine = message.from === "shopper";
  if (message.from === "system") return <li class="day">{systemLine(message)}</li>;
  return (
    <li class={mine ? "m me" : "m ag"} aria-live={mine ? "off" : undefined}>
      <Text text={message.text} bold={!mine} />
      {last && (
        <div class="by">
          {mine && read && <Icon name="read" />}
          {!mine && message.name && <b>{message.name}</b>}
          <span>
            {t(mine ? (read ? "widget.read" : "widget.sent") : "widget.agent")} ·{" "}
            <time dateTime={message.at}>{time(new Date(message.at), state.lang)}</time>
          </span>
        </div>
      )}
    </li>
  );
}

const WORDS = { queued: "widget.waiting", sending: "widget.sending", stored: "widget.sent", failed: "widget.failed" } as const;

/** A text that the server has not confirmed yet. */
export function OutgoingBubble({ item, last }: { item: Outgoing; last: boolean }) {
  const failed = item.state === "failed";
  return (
    <li class={`m me ${item.state}`} aria-live="off">
      <Text text={item.text} />
      {(last || failed) && (
        <div class="by">
          <span role={failed ? "alert" : undefined}>{(failed && item.reason) || t(WORDS[item.state])}</span>
          {failed && (
            <>
              <button type="button" onClick={() => chat?.retry(item.clientId)}>
                {t("widget.retry")}
              </button>
              <button type="button" onClick={() => chat?.discard(item.clientId)}>
                {t("widget.discard")}
              </button>
            </>
          )}
        </div>
      )}
    </li>
  );
}

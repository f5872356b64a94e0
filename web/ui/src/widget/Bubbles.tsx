import { time } from "../shared/clock.ts";
import type { Message } from "../shared/types.ts";
import { Icon } from "./icons.tsx";
import { chat, openOrder, state, t } from "./panel.ts";
import { Part } from "./parts.tsx";
import type { Outgoing } from "./quiet.ts";
import { rich } from "./rich.ts";

function Text({ text, staff }: { text: string; staff?: boolean }) {
  return (
    <div class="b">
      {rich(text, staff === true).map(({ text: words, href, order, hit }, i) =>
        href ? (
          // biome-ignore lint/suspicious/noArrayIndexKey: the pieces of a text never change places
          <a key={i} href={href} target="_blank" rel="noopener nofollow ugc">
            {words}
          </a>
        ) : order ? (
          // biome-ignore lint/suspicious/noArrayIndexKey: the pieces of a text never change places
          <button key={i} type="button" onClick={() => openOrder(order)}>
            {words}
          </button>
        ) : hit ? (
          // biome-ignore lint/suspicious/noArrayIndexKey: the pieces of a text never change places
          <b key={i}>{words}</b>
        ) : (
          words
        ),
      )}
    </div>
  );
}

/** What a message shows: its text, its files, its card; and a mark in place of one taken back. */
function Body({ message, mine }: { message: Message; mine: boolean }) {
  const { files, card } = (message.data ?? {}) as { files?: unknown; card?: string };
  if (message.withdrawn) return <div class="b off">{t("widget.withdrawn")}</div>;
  return (
    <>
      {message.text && !/^(csat|receipt)$/.test(card ?? "") && <Text text={message.text} staff={!mine} />}
      {files && <Part of="files" s={state} message={message} />}
      {card && <Part of="card" s={state} message={message} />}
    </>
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
  const { card } = (message.data ?? {}) as { card?: string };
  if (message.from === "system" && !card) return <li class="day">{systemLine(message)}</li>;
  return (
    <li class={mine ? "m me" : card ? "m ag cd" : "m ag"} aria-live={mine ? "off" : undefined}>
      <Body message={message} mine={mine} />
      {last && message.from !== "system" && (
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
      {item.text && <Text text={item.text} />}
      {item.files && <Part of="files" s={state} message={{ data: item } as unknown as Message} />}
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

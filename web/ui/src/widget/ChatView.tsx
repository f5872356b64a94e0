import type { Props } from "./App.tsx";
import { Bubble, OutgoingBubble } from "./Bubbles.tsx";
import { Composer } from "./Composer.tsx";
import { logRef, scrolled, toBottom } from "./follow.ts";
import { Icon } from "./icons.tsx";
import { go, seldom, t } from "./panel.ts";
import { everGiven, give, Part } from "./parts.tsx";
import { rows } from "./rows.ts";

export function ChatView({ s }: Props) {
  const { thread, typing, busy, late } = s.chat;
  const { shown, outgoing, readByStaff } = thread;
  const phone = s.config?.phone;
  const today = [t("widget.today"), s.config?.hours].filter(Boolean).join(" · ");
  const first = shown.length + outgoing.length === 0;
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: what can be dropped can be chosen by the clip too
    <div class="ct" onDragOver={(event) => event.preventDefault()} onDrop={dropped}>
      {(!s.online || late) && (
        <p class="bn" role="status">
          <Icon name="off" />
          {t(s.online ? "widget.reconnecting" : "widget.offline")}
        </p>
      )}
      {s.config?.form && s.config.promise && (
        <p class="bn info">
          <span>
            {t("widget.away", { promise: s.config.promise })}{" "}
            {first && (
              <button type="button" onClick={() => go("leave")}>
                {t("widget.contact")}
              </button>
            )}
          </span>
        </p>
      )}
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: the arrow keys scroll it */}
      <div class="log" role="log" aria-label={t("widget.log")} aria-busy={busy} tabIndex={0} ref={logRef} onScroll={scrolled}>
        <ol>
          {first && (
            <li class="day">
              {t("widget.start")}
              <br />
              {s.config?.hours}
            </li>
          )}
          {/* What the page tells is told while this can be read, and never without it. */}
          <li class="day">{t("widget.looking")}</li>
          {rows(shown, s.lang, new Date(), today).map((row) =>
            row.kind === "day" ? (
              <li key={row.key} class="day">
                {row.label}
              </li>
            ) : (
              <Bubble key={row.key} message={row.message} last={row.last} read={row.message.seq <= readByStaff} />
            ),
          )}
          {outgoing.map((item, i) => (
            <OutgoingBubble key={item.clientId} item={item} last={outgoing[i + 1]?.state !== item.state} />
          ))}
          {typing !== null && (
            <li class="m ag" aria-hidden="true">
              <div class="b dots">
                <i />
                <i />
                <i />
              </div>
            </li>
          )}
        </ol>
      </div>
      <p class="sr" role="status">
        {typing === null ? "" : typing ? t("widget.typing_name", { name: typing }) : t("widget.typing")}
      </p>
      {s.below > 0 && (
        <button type="button" class="pill" onClick={toBottom}>
          {t("widget.new_messages", { n: s.below })}
          <Icon name="down" />
        </button>
      )}
      {everGiven() && <Part of="uploads" s={s} />}
      {first && [...s.writing].length > 3 && <Part of="suggest" s={s} />}
      {s.product && (
        <p class="pc">
          <span class="one">{t("widget.product", { title: s.product.title })}</span>
          <button type="button" class="ib" aria-label={t("widget.product_off")} onClick={() => seldom((our) => our.dropProduct())}>
            <Icon name="close" />
          </button>
        </p>
      )}
      {s.menu === "emoji" && <Part of="emoji" s={s} />}
      <Composer />
      {phone && (
        <p class="foot">
          {t("widget.phone")} <a href={`tel:${phone.replace(/[^\d+]/g, "")}`}>{phone}</a>
        </p>
      )}
    </div>
  );
}

function dropped(event: DragEvent): void {
  event.preventDefault();
  give(event.dataTransfer?.files);
}

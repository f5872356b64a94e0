import { useEffect, useLayoutEffect, useRef, useState } from "preact/hooks";
import type { ViewProps } from "./App.tsx";
import { Bubble, OutgoingBubble } from "./Bubbles.tsx";
import { Composer } from "./Composer.tsx";
import { Icon } from "./icons.tsx";
import { rows } from "./rows.ts";

const BOTTOM_PX = 40;
const BANNER_MS = 1500;

export function ChatView({ panel, state }: ViewProps) {
  const { t } = panel;
  const { thread, typing, busy, connection } = state.chat;
  const log = useRef<HTMLDivElement>(null);
  const stuck = useRef(true);
  const seen = useRef(0);
  const [below, setBelow] = useState(0);

  const toBottom = () => {
    const el = log.current;
    if (!el) return;
    el.scrollTop = el.scrollHeight;
    stuck.current = true;
    setBelow(0);
  };
  // New lines keep the reader at the end, unless they have scrolled up to read: then they are told.
  useLayoutEffect(() => {
    const fresh = thread.shown.filter((m) => m.seq > seen.current && m.from === "agent").length;
    seen.current = thread.cursor;
    if (stuck.current) toBottom();
    else if (fresh > 0) setBelow((n) => n + fresh);
  }, [thread.cursor, thread.outgoing.length, typing]);
  // The keyboard of a phone shrinks the view: what was at the end stays there.
  useEffect(() => {
    const onResize = () => stuck.current && toBottom();
    addEventListener("resize", onResize);
    return () => removeEventListener("resize", onResize);
  }, []);
  useEffect(() => {
    if (panel.reading && stuck.current) panel.chat.seen();
  }, [panel.reading, thread.cursor, below, connection]);

  const onScroll = () => {
    const el = log.current;
    if (!el) return;
    stuck.current = el.scrollHeight - el.scrollTop - el.clientHeight < BOTTOM_PX;
    if (stuck.current && below > 0) setBelow(0);
  };
  const hours = state.config?.hours;
  const list = rows(thread.shown, state.lang, new Date(), t("widget.today"));
  const { outgoing } = thread;
  return (
    <>
      <Banner panel={panel} state={state} />
      <div class="log" role="log" aria-label={t("widget.log")} aria-busy={busy} tabIndex={0} ref={log} onScroll={onScroll}>
        <ol>
          {list.length === 0 && outgoing.length === 0 && (
            <li class="day">
              {t("widget.start")}
              {hours && <br />}
              {hours}
            </li>
          )}
          {list.map((row) =>
            row.kind === "day" ? (
              <li key={row.key} class="day">
                {row.today && hours ? `${row.label} · ${hours}` : row.label}
              </li>
            ) : (
              <Bubble key={row.key} panel={panel} message={row.message} last={row.last} read={row.message.seq <= thread.readByStaff} />
            ),
          )}
          {outgoing.map((item, i) => (
            <OutgoingBubble key={item.clientId} panel={panel} item={item} last={outgoing[i + 1]?.state !== item.state} />
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
      {below > 0 && (
        <button type="button" class="pill" onClick={toBottom}>
          {t("widget.new_messages", { n: below })}
          <Icon name="down" />
        </button>
      )}
      <Composer panel={panel} asked={state.asked} onSent={toBottom} />
      {state.config?.phone && (
        <p class="foot">
          {t("widget.phone")} <a href={`tel:${state.config.phone.replace(/[^\d+]/g, "")}`}>{state.config.phone}</a>
        </p>
      )}
    </>
  );
}

/** Short losses pass unnoticed; a longer one is told, and being offline at once. */
function Banner({ panel, state }: ViewProps) {
  const { connection } = state.chat;
  const away = connection === "waiting" || connection === "connecting";
  const [late, setLate] = useState(false);
  useEffect(() => {
    setLate(false);
    if (!away) return;
    const timer = setTimeout(() => setLate(true), BANNER_MS);
    return () => clearTimeout(timer);
  }, [away]);
  if (state.online && !(late && away)) return null;
  return (
    <p class="bn" role="status">
      <Icon name="off" />
      {panel.t(state.online ? "widget.reconnecting" : "widget.offline")}
    </p>
  );
}

import { Button, Modal } from "@kit";
import { useEffect, useRef, useState } from "react";
import { useLive } from "../live/useLive.tsx";
import { useSession } from "../session.tsx";
import { useTexts } from "../texts.ts";
import { lastActive, markActive, warningLeft } from "./idle.ts";
import { useToasts } from "./toasts.tsx";

const TICK_MS = 1000;
const MARK_MS = 5000;
const MOVES = ["pointerdown", "pointermove", "keydown", "wheel", "touchstart"] as const;

/** Goes away after five quiet minutes, the last with a warning, and comes back with the first move. */
export function IdleWatch() {
  const { t } = useTexts();
  const { can } = useSession();
  const { presence, state, socket } = useLive();
  const { say } = useToasts();
  const [left, setLeft] = useState<number | null>(null);
  const last = useRef(Date.now());
  const byItself = useRef(false);
  const now = useRef({ presence, state, left });
  now.current = { presence, state, left };
  const words = useRef({ t, say });
  words.current = { t, say };
  const may = can("tickets:write");
  useEffect(() => {
    if (!may) return;
    let marked = 0;
    let at = "";
    const moved = (event: Event) => {
      // Browsers tell of a move as well when the page changes under a pointer that rests.
      if (event instanceof PointerEvent && event.type === "pointermove") {
        const here = `${event.screenX} ${event.screenY}`;
        if (here === at) return;
        at = here;
      }
      last.current = Date.now();
      if (last.current - marked > MARK_MS) {
        marked = last.current;
        markActive(marked);
      }
      if (!byItself.current || now.current.presence !== "away" || now.current.state !== "open") return;
      byItself.current = false;
      socket.presence("online");
      words.current.say(words.current.t("console.presence.back"));
    };
    const tick = () => {
      if (now.current.presence !== "online" || now.current.state !== "open") return setLeft(null);
      const rest = warningLeft(Date.now() - Math.max(last.current, lastActive()));
      setLeft(rest);
      if (rest !== 0) return;
      byItself.current = true;
      setLeft(null);
      socket.presence("away");
      words.current.say(words.current.t("console.presence.auto"));
    };
    for (const name of MOVES) addEventListener(name, moved, { passive: true, capture: true });
    const timer = setInterval(tick, TICK_MS);
    return () => {
      for (const name of MOVES) removeEventListener(name, moved, { capture: true });
      clearInterval(timer);
    };
  }, [may, socket]);
  const stay = () => {
    last.current = Date.now();
    markActive(last.current);
    setLeft(null);
  };
  return (
    <Modal
      opened={left !== null}
      onClose={stay}
      title={t("console.presence.warn")}
      closeButtonProps={{ "aria-label": t("common.close") }}
      size={400}
    >
      <p className="num">{t("console.presence.warn_body", { n: left ?? 0 })}</p>
      <div className="guard-acts">
        <Button
          onClick={() => {
            byItself.current = false;
            setLeft(null);
            socket.presence("away");
          }}
        >
          {t("console.presence.go_away")}
        </Button>
        <Button variant="filled" data-autofocus onClick={stay}>
          {t("console.presence.stay")}
        </Button>
      </div>
    </Modal>
  );
}

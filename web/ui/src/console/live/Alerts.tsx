import { Button, Icon } from "@kit";
import { useQuery } from "@tanstack/react-query";
import { useRef, useState } from "react";
import { useLocation } from "wouter";
import { useToasts } from "../frame/toasts.tsx";
import { setPrefs } from "../prefs.ts";
import { useSession } from "../session.tsx";
import { usePrefs, useTexts } from "../texts.ts";
import { standard, waysOf } from "./alertRules.ts";
import { alerts as alertsApi } from "./alertsApi.ts";
import { ring, sinceSound } from "./sound.ts";
import { useFrames } from "./useLive.tsx";

const SHOP_TIME = new Intl.DateTimeFormat("en-GB", { timeZone: "Asia/Seoul", hour: "2-digit", minute: "2-digit", hour12: false });

/** Tells what happened elsewhere, as the matrix says; and asks once whether it may be heard. */
export function Alerts() {
  const { t } = useTexts();
  const { can } = useSession();
  const { alerts } = usePrefs();
  const { tell } = useToasts();
  const [path, navigate] = useLocation();
  const settings = useQuery({
    queryKey: ["alerts"],
    queryFn: ({ signal }) => alertsApi.read(signal),
    enabled: can("tickets:read"),
    staleTime: 300_000,
    retry: false,
  });
  const [blocked, setBlocked] = useState(false);
  const here = useRef(path);
  here.current = path;
  useFrames((frame) => {
    if (frame.t !== "alert") return;
    const open = frame.ticket > 0 ? `/inbox/${frame.ticket}` : "/inbox";
    const ways = waysOf({
      row: frame.row,
      settings: settings.data ?? standard,
      inView: document.visibilityState === "visible" && document.hasFocus() && here.current.endsWith(`/${frame.ticket}`),
      focused: document.visibilityState === "visible" && document.hasFocus(),
      time: SHOP_TIME.format(new Date()),
      sinceSoundMs: sinceSound(),
    });
    if (ways.screen) tell(frame.text, { text: t("console.key.open"), act: () => navigate(open) });
    if (ways.sound && alerts !== "off") void ring().then((heard) => setBlocked(!heard));
    if (ways.desktop && alerts === "on") notify(frame.text, frame.ticket, () => navigate(open));
  });
  if (!can("tickets:write")) return null;
  if (alerts === "ask") return <AskBar />;
  if (blocked && alerts === "on") {
    return (
      <div className="banner" role="status">
        <Icon name="bell_off" />
        {t("console.sound.blocked")} · {t("console.sound.blocked_help")}
        <button type="button" className="link-button" onClick={() => void ring().then((heard) => setBlocked(!heard))}>
          {t("console.sound.on")}
        </button>
      </div>
    );
  }
  return null;
}

/** The first visit: one click allows sound and notifications at once. */
function AskBar() {
  const { t } = useTexts();
  const { say } = useToasts();
  const on = async () => {
    setPrefs({ alerts: "on" });
    await ring(); // the click unlocks it
    if (typeof Notification !== "undefined" && Notification.permission === "default")
      await Notification.requestPermission().catch(() => "denied");
    say(t("console.sound.done"));
  };
  return (
    <div className="ask-bar" role="region" aria-label={t("console.sound.ask")}>
      <Icon name="bell" />
      <span>{t("console.sound.ask")}</span>
      <Button size="xs" onClick={() => void on()}>
        {t("console.sound.on")}
      </Button>
      <Button size="xs" variant="subtle" onClick={() => setPrefs({ alerts: "off" })}>
        {t("console.sound.later")}
      </Button>
    </div>
  );
}

function notify(text: string, ticket: number, open: () => void): void {
  if (typeof Notification === "undefined" || Notification.permission !== "granted") return;
  try {
    const shown = new Notification(text, {
      tag: `ticket-${ticket}`,
      icon: document.querySelector<HTMLLinkElement>("link[rel=icon]")?.href ?? "",
    });
    shown.onclick = () => {
      window.focus();
      open();
      shown.close();
    };
  } catch {
    // some browsers allow them to service workers only
  }
}

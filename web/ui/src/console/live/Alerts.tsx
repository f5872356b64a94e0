import { Button, Icon } from "@kit";
import { useQuery } from "@tanstack/react-query";
import { useRef, useState } from "react";
import { useLocation } from "wouter";
import { useToasts } from "../frame/toasts.tsx";
import { setPrefs } from "../prefs.ts";
import { useSession } from "../session.tsx";
import { usePrefs, useTexts } from "../texts.ts";
import { waysOf } from "./alertRules.ts";
import { alerts as alertsApi } from "./alertsApi.ts";
import { ring, sinceSound } from "./sound.ts";
import { useFrames } from "./useLive.tsx";

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
    const { number } = frame.ticket;
    const open = number > 0 ? `/inbox/${number}` : "/inbox";
    const focused = document.visibilityState === "visible" && document.hasFocus();
    const ways = waysOf({
      alert: frame,
      onScreen: settings.data?.matrix[frame.row]?.screen ?? true,
      inView: focused && number > 0 && here.current.endsWith(`/${number}`),
      focused,
      sinceSoundMs: sinceSound(),
    });
    const text = frame.text ? `${frame.title} · ${frame.text}` : frame.title;
    if (ways.screen) tell(text, { text: t("console.key.open"), act: () => navigate(open) });
    if (ways.sound && alerts !== "off") void ring().then((heard) => setBlocked(!heard));
    if (ways.desktop && alerts === "on") notify(frame.title, frame.text, frame.key, () => navigate(open));
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

function notify(title: string, body: string, tag: string, open: () => void): void {
  if (typeof Notification === "undefined" || Notification.permission !== "granted") return;
  try {
    const icon = document.querySelector<HTMLLinkElement>("link[rel=icon]")?.href ?? "";
    const shown = new Notification(title, { body, tag, icon });
    shown.onclick = () => {
      window.focus();
      open();
      shown.close();
    };
  } catch {
    // some browsers allow them to service workers only
  }
}

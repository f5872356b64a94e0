import { Icon } from "@kit";
import { time } from "@shared/fmt.ts";
import { useEffect, useState } from "react";
import { useLive } from "../live/useLive.tsx";
import { useTexts } from "../texts.ts";

const HOLD_MS = 1500;

/** Says that the connection is gone and how old the page is: after 1.5 s, at once when the machine is offline. */
export function Banner() {
  const { t, lang } = useTexts();
  const { lostAt } = useLive();
  const [shown, setShown] = useState(false);
  useEffect(() => {
    if (!lostAt) return setShown(false);
    const timer = setTimeout(() => setShown(true), navigator.onLine ? HOLD_MS : 0);
    return () => clearTimeout(timer);
  }, [lostAt]);
  return (
    <div role="status">
      {shown && lostAt ? (
        <div className="banner">
          <Icon name="alert" />
          {t(navigator.onLine ? "console.banner.reconnecting" : "console.banner.offline", { time: time(lostAt, lang) })}
        </div>
      ) : null}
    </div>
  );
}

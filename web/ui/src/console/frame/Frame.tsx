import { lazy, type ReactNode, Suspense, useEffect, useState } from "react";
import { useLocation } from "wouter";
import { Alerts } from "../live/Alerts.tsx";
import { useLive } from "../live/useLive.tsx";
import { currentPrefs, setPrefs } from "../prefs.ts";
import { useSession } from "../session.tsx";
import { usePrefs, useTexts } from "../texts.ts";
import { Banner } from "./Banner.tsx";
import { Boundary } from "./Boundary.tsx";
import { IdleWatch } from "./IdleWatch.tsx";
import { Nav } from "./Nav.tsx";
import { places } from "./places.ts";
import { useKeyboard, useShortcuts } from "./shortcuts.ts";
import { useToasts } from "./toasts.tsx";

const loadPalette = () => import("./Palette.tsx");
const loadSheet = () => import("./KeySheet.tsx");
const Palette = lazy(loadPalette);
const KeySheet = lazy(loadSheet);
const NewTicket = lazy(() => import("../make/NewTicketDialog.tsx"));

const PRELOAD_MS = 1500;
const STEP_PX = 24;
const LIST = { least: 280, most: 560 };

function changeList(by: number): void {
  setPrefs({ listWidth: Math.min(LIST.most, Math.max(LIST.least, currentPrefs().listWidth + by)) });
}

/** Navigation, banner and the page beside them. */
export function Frame({ children }: { children: ReactNode }) {
  const { t } = useTexts();
  const { nav, navWidth } = usePrefs();
  const { state } = useLive();
  const [path, navigate] = useLocation();
  const [layer, setLayer] = useState<"keys" | "palette" | "new" | null>(null);
  const { can } = useSession();
  const { undoLast } = useToasts();
  const pending = useKeyboard();
  useShortcuts({
    keys: () => setLayer("keys"),
    places: () => setLayer("palette"),
    search: () => navigate("/search"),
    nav: () => setPrefs({ nav: !currentPrefs().nav }),
    narrower: () => changeList(-STEP_PX),
    wider: () => changeList(STEP_PX),
    undo: undoLast,
    ...(can("tickets:write") ? { new_ticket: () => setLayer("new") } : {}),
    ...Object.fromEntries(places.flatMap(({ key, path: to, needs }) => (key && (!needs || can(needs)) ? [[key, () => navigate(to)]] : []))),
    leave: () => {
      if (document.activeElement instanceof HTMLElement) document.activeElement.blur();
    },
  });
  useEffect(() => {
    document.body.dataset["live"] = state;
  }, [state]);
  useEffect(() => {
    // They must open at once when they are asked for.
    const timer = setTimeout(() => {
      void loadPalette();
      void loadSheet();
    }, PRELOAD_MS);
    return () => clearTimeout(timer);
  }, []);
  const deep = /^\/(inbox|mine|snoozed|waiting|solved|all|outbox|view\/[^/]+)\/[^/]+/.test(path);
  const close = () => setLayer(null);
  return (
    <div className="frame" data-nav={nav ? "on" : "off"} data-open={deep} style={{ "--nav-w": `${navWidth}px` } as React.CSSProperties}>
      <a className="skip" href="#main">
        {t("common.skip")}
      </a>
      <Nav onPalette={() => setLayer("palette")} onKeys={() => setLayer("keys")} />
      <div className="main" id="main">
        <Banner />
        <Alerts />
        {children}
      </div>
      <Boundary>
        <Suspense fallback={null}>
          {layer === "keys" ? <KeySheet opened onClose={close} /> : null}
          {layer === "palette" ? <Palette opened onClose={close} /> : null}
          {layer === "new" ? <NewTicket onClose={close} /> : null}
        </Suspense>
      </Boundary>
      <IdleWatch />
      {pending ? <div className="hint">{t("console.hint", { key: pending })}</div> : null}
    </div>
  );
}

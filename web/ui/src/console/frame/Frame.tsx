import { type ReactNode, useEffect, useState } from "react";
import { useLocation } from "wouter";
import { useLive } from "../live/useLive.tsx";
import { currentPrefs, setPrefs } from "../prefs.ts";
import { usePrefs, useTexts } from "../texts.ts";
import { Banner } from "./Banner.tsx";
import { KeySheet } from "./KeySheet.tsx";
import { Nav } from "./Nav.tsx";
import { Places } from "./Places.tsx";
import { useKeyboard, useShortcuts } from "./shortcuts.ts";
import { useToasts } from "./toasts.tsx";

/** Navigation, banner and the page beside them. */
export function Frame({ children }: { children: ReactNode }) {
  const { t } = useTexts();
  const { nav } = usePrefs();
  const { state } = useLive();
  const [path, navigate] = useLocation();
  const [sheet, setSheet] = useState(false);
  const [places, setPlaces] = useState(false);
  const { undoLast } = useToasts();
  const pending = useKeyboard();
  useShortcuts({
    keys: () => setSheet(true),
    places: () => setPlaces(true),
    nav: () => setPrefs({ nav: !currentPrefs().nav }),
    undo: undoLast,
    inbox: () => navigate("/inbox"),
    mine: () => navigate("/mine"),
    waiting: () => navigate("/waiting"),
    campaigns: () => navigate("/campaigns"),
    faq: () => navigate("/faq"),
    leave: () => {
      if (document.activeElement instanceof HTMLElement) document.activeElement.blur();
    },
  });
  useEffect(() => {
    document.body.dataset["live"] = state;
  }, [state]);
  const deep = /^\/(inbox|mine|waiting|solved|outbox)\/[^/]+/.test(path);
  return (
    <div className="frame" data-nav={nav ? "on" : "off"} data-open={deep}>
      <a className="skip" href="#main">
        {t("common.skip")}
      </a>
      <Nav onPlaces={() => setPlaces(true)} onKeys={() => setSheet(true)} />
      <div className="main" id="main">
        <Banner />
        {children}
      </div>
      <KeySheet opened={sheet} onClose={() => setSheet(false)} />
      <Places opened={places} onClose={() => setPlaces(false)} />
      {pending ? <div className="hint">{t("console.hint", { key: pending })}</div> : null}
    </div>
  );
}

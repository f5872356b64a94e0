import { useEffect, useRef } from "preact/hooks";
import { ArticleView } from "./ArticleView.tsx";
import { ChatView } from "./ChatView.tsx";
import { Header } from "./Header.tsx";
import { Home } from "./Home.tsx";
import type { Panel, PanelState } from "./panel.ts";

export interface ViewProps {
  readonly panel: Panel;
  readonly state: PanelState;
}

export function App({ panel, state }: ViewProps) {
  const { lang, theme, place, full, opening, by } = state;
  const heading = useRef<HTMLHeadingElement>(null);
  const shop = state.chat.shopName || state.config?.shop || "";
  const dark = theme === "dark" || (theme === "auto" && matchMedia("(prefers-color-scheme:dark)").matches);
  const title = panel.t("widget.title", { shop }).trim();

  useEffect(() => {
    document.documentElement.lang = lang;
    document.documentElement.dataset["theme"] = dark ? "dark" : "light";
    document.title = title;
  });
  // By key the heading says where one is; by mouse the hand goes on to the field; by touch nothing
  // is focused, so that the keyboard stays down.
  useEffect(() => {
    if (by === "keyboard") heading.current?.focus();
    else if (by === "mouse") document.querySelector<HTMLElement>("[data-first]")?.focus();
  }, [opening]);

  return (
    <div class="panel" role="dialog" aria-modal={full} aria-labelledby="title">
      <Header panel={panel} state={state} shop={shop} title={title} heading={heading} />
      {place.view === "home" && <Home panel={panel} state={state} />}
      {place.view === "chat" && <ChatView panel={panel} state={state} />}
      {place.view === "article" && <ArticleView key={place.slug + lang} panel={panel} lang={lang} slug={place.slug} url={place.url} />}
    </div>
  );
}

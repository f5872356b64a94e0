import type { RefObject } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import type { ViewProps } from "./App.tsx";
import { Icon } from "./icons.tsx";
import { status } from "./status.ts";

interface HeaderProps extends ViewProps {
  readonly shop: string;
  readonly title: string;
  readonly heading: RefObject<HTMLHeadingElement | null>;
}

export function Header({ panel, state, shop, title, heading }: HeaderProps) {
  const { t } = panel;
  const { text, green } = status(state, t);
  return (
    <header class="hd">
      {state.place.view !== "home" && (
        <button type="button" class="ib back" aria-label={t("widget.back")} onClick={() => panel.go({ view: "home" })}>
          <Icon name="back" />
        </button>
      )}
      <span class={green ? "mark on" : "mark"} aria-hidden="true">
        {[...shop][0]}
      </span>
      <div class="who">
        <h1 id="title" tabIndex={-1} ref={heading}>
          {title}
        </h1>
        <p role="status">{text}</p>
      </div>
      <Menu panel={panel} state={state} />
      <button type="button" class="ib" aria-label={t("widget.close")} onClick={() => panel.close()}>
        <Icon name={state.full ? "close" : "down"} />
      </button>
    </header>
  );
}

function Menu({ panel, state }: ViewProps) {
  const [open, setOpen] = useState(false);
  const box = useRef<HTMLDivElement>(null);
  const button = useRef<HTMLButtonElement>(null);
  const { t } = panel;

  useEffect(() => {
    if (!open) return;
    box.current?.querySelector<HTMLElement>("[aria-checked=true]")?.focus();
    const away = (event: Event) => {
      if (!box.current?.contains(event.target as Node) && !button.current?.contains(event.target as Node)) setOpen(false);
    };
    addEventListener("pointerdown", away);
    return () => removeEventListener("pointerdown", away);
  }, [open]);

  const leave = () => {
    setOpen(false);
    button.current?.focus();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const items = [...(box.current?.querySelectorAll<HTMLElement>("button") ?? [])];
    const at = items.indexOf(document.activeElement as HTMLElement);
    const step = event.key === "ArrowDown" ? 1 : event.key === "ArrowUp" ? -1 : 0;
    if (step) items[(at + step + items.length) % items.length]?.focus();
    else if (event.key === "Escape") leave();
    else if (event.key === "Tab") return setOpen(false);
    else return;
    event.preventDefault();
  };
  const choice = (label: string, on: boolean, choose: () => void) => (
    <button
      type="button"
      role="menuitemradio"
      aria-checked={on}
      onClick={() => {
        choose();
        leave();
      }}
    >
      {label}
      {on && <Icon name="check" />}
    </button>
  );
  return (
    <>
      <button type="button" class="ib" ref={button} aria-label={t("widget.menu")} aria-haspopup="menu" aria-expanded={open} onClick={() => setOpen(!open)}>
        <Icon name="dots" />
      </button>
      {open && (
        <div class="menu" role="menu" aria-label={t("widget.menu")} ref={box} onKeyDown={onKeyDown}>
          {/* The name of a language is written in that language, so it is no text to translate. */}
          {choice("한국어", state.lang === "ko", () => panel.setLang("ko"))}
          {choice("English", state.lang === "en", () => panel.setLang("en"))}
          <hr />
          {choice(t("widget.theme_light"), state.theme === "light", () => panel.setTheme("light"))}
          {choice(t("widget.theme_dark"), state.theme === "dark", () => panel.setTheme("dark"))}
          {choice(t("widget.theme_auto"), state.theme === "auto", () => panel.setTheme("auto"))}
        </div>
      )}
    </>
  );
}

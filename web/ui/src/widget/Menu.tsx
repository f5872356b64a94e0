import en from "@texts/en/widget_menu.json";
import ko from "@texts/ko/widget_menu.json";
import type { ComponentChildren } from "preact";
import type { Props } from "./App.tsx";
import { render } from "./draw.ts";
import { Icon } from "./icons.tsx";
import css from "./menu.css?inline";
import type { Theme } from "./messages.ts";
import { call, go, post, remember, set, setLang, state, style, tell } from "./panel.ts";
import type { Draw } from "./parts.tsx";

style(css);

// The menu of the header, loaded when a hand comes near it.

const t = (key: keyof typeof ko) => ({ ko, en })[state.lang][key];

function setTheme(theme: Theme): void {
  set({ theme });
  remember({ theme });
  post("theme", theme);
}

function setSound(sound: boolean): void {
  set({ sound });
  remember({ sound });
}

function leave(): void {
  set({ menu: false });
  document.getElementById("menu")?.focus();
}

function onKeyDown(event: KeyboardEvent): void {
  const items = [...document.querySelectorAll<HTMLElement>(".menu button")];
  const at = items.indexOf(document.activeElement as HTMLElement);
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (step) items[(at + step + items.length) % items.length]?.focus();
  else if (event.key === "Escape") leave();
  else {
    if (event.key === "Tab") set({ menu: false });
    return;
  }
  event.preventDefault();
}

const focusFirst = (menu: HTMLElement | null) => menu?.querySelector<HTMLElement>("[aria-checked=true]")?.focus();

/** The conversation is over for the shopper; writing again begins anew. */
async function end(): Promise<void> {
  const ended = await call("end").catch(() => ({}));
  if (Object.keys(ended).length > 0) tell("ended");
  go("chat");
}

interface ItemProps {
  /** Absent where there is nothing to be on or off. */
  readonly on?: boolean;
  readonly one?: boolean;
  readonly act: () => void;
  readonly children: ComponentChildren;
}

function Item({ on, one, act, children }: ItemProps) {
  return (
    // biome-ignore lint/a11y/useAriaPropsSupportedByRole: every role here but the last has it, which gets none
    <button
      type="button"
      role={on === undefined ? "menuitem" : one ? "menuitemradio" : "menuitemcheckbox"}
      aria-checked={on}
      onClick={() => {
        leave();
        act();
      }}
    >
      {children}
      {on && <Icon name="check" />}
    </button>
  );
}

function Menu({ s }: Props) {
  const talked = s.chat.thread.shown.length > 0;
  return (
    <div class="menu pop" role="menu" aria-label={t("widget_menu.title")} ref={focusFirst} onKeyDown={onKeyDown}>
      {/* The name of a language is written in that language, so it is no text to translate. */}
      <Item one on={s.lang === "ko"} act={() => setLang("ko")}>
        한국어
      </Item>
      <Item one on={s.lang === "en"} act={() => setLang("en")}>
        English
      </Item>
      <hr />
      <Item one on={s.theme === "light"} act={() => setTheme("light")}>
        {t("widget_menu.light")}
      </Item>
      <Item one on={s.theme === "dark"} act={() => setTheme("dark")}>
        {t("widget_menu.dark")}
      </Item>
      <Item one on={s.theme === "auto"} act={() => setTheme("auto")}>
        {t("widget_menu.auto")}
      </Item>
      <hr />
      <Item on={s.sound} act={() => setSound(!s.sound)}>
        {t("widget_menu.sound")}
      </Item>
      {talked && <Item act={() => go("transcript")}>{t("widget_menu.transcript")}</Item>}
      {talked && <Item act={end}>{t("widget_menu.end")}</Item>}
      <Item act={() => go("privacy")}>{t("widget_menu.privacy")}</Item>
    </div>
  );
}

const draw: Draw = (into, props) => render(props && <Menu s={props.s} />, into as HTMLElement);
export default draw;

import type { Props } from "./App.tsx";
import { shopName } from "./follow.ts";
import { Icon } from "./icons.tsx";
import { close, go, set, setLang, setTheme, t } from "./panel.ts";

/** The line under the shop's name: the connection comes first, then what the shop says of its hours. */
function statusLine({ s }: Props, staffed: boolean): string {
  if (!s.online) return t("widget.status_offline");
  if (s.chat.late) return t("widget.status_reconnecting");
  return (
    s.config?.statusLine || (s.config || s.chat.staffOnline !== null ? t(staffed ? "widget.status_online" : "widget.status_away") : "")
  );
}

export function Header({ s }: Props) {
  const staffed = s.online && !s.chat.late && (s.chat.staffOnline ?? s.config?.online ?? false);
  return (
    <header class="hd">
      {s.view !== "home" && (
        <button type="button" class="ib back" aria-label={t("widget.back")} onClick={() => go("home")}>
          <Icon name="back" />
        </button>
      )}
      <span class={staffed ? "mark on" : "mark"} aria-hidden="true">
        {[...shopName()][0]}
      </span>
      <div class="who">
        <h1 id="title" tabIndex={-1}>
          {t("widget.title", { shop: shopName() })}
        </h1>
        <p role="status">{statusLine({ s }, staffed)}</p>
      </div>
      <button
        type="button"
        class="ib"
        id="menu"
        aria-label={t("widget.menu")}
        aria-haspopup="menu"
        aria-expanded={s.menu}
        onClick={() => set({ menu: !s.menu })}
      >
        <Icon name="dots" />
      </button>
      <button type="button" class="ib" aria-label={t("widget.close")} onClick={close}>
        <Icon name={s.full ? "close" : "down"} />
      </button>
      {s.menu && <Menu s={s} />}
    </header>
  );
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

function Menu({ s }: Props) {
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
    <div class="menu" role="menu" aria-label={t("widget.menu")} ref={focusFirst} onKeyDown={onKeyDown}>
      {/* The name of a language is written in that language, so it is no text to translate. */}
      {choice("한국어", s.lang === "ko", () => setLang("ko"))}
      {choice("English", s.lang === "en", () => setLang("en"))}
      <hr />
      {choice(t("widget.theme_light"), s.theme === "light", () => setTheme("light"))}
      {choice(t("widget.theme_dark"), s.theme === "dark", () => setTheme("dark"))}
      {choice(t("widget.theme_auto"), s.theme === "auto", () => setTheme("auto"))}
    </div>
  );
}

import type { Props } from "./App.tsx";
import { shopName } from "./follow.ts";
import { Icon } from "./icons.tsx";
import { close, flip, go, t } from "./panel.ts";
import { Part, prepare } from "./parts.tsx";

/** The line under the shop's name: the connection comes first, then what the shop says of its hours. */
function statusLine({ s }: Props): string {
  if (!s.online) return t("widget.status_offline");
  if (s.chat.late) return t("widget.status_reconnecting");
  return s.config?.status_line ?? "";
}

export function Header({ s }: Props) {
  const staffed = s.online && !s.chat.late && /open|busy/.test(s.config?.state ?? ""); // as the words beside it say
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
        <p role="status">{statusLine({ s })}</p>
      </div>
      <button
        type="button"
        class="ib"
        id="menu"
        aria-label={t("widget.menu")}
        aria-haspopup="menu"
        aria-expanded={s.menu === "main"}
        onPointerEnter={() => prepare("menu")}
        onClick={() => flip("main")}
      >
        <Icon name="dots" />
      </button>
      <button type="button" class="ib" aria-label={t("widget.close")} onClick={close}>
        <Icon name={s.full ? "close" : "down"} />
      </button>
      {s.menu === "main" && <Part of="menu" s={s} />}
    </header>
  );
}

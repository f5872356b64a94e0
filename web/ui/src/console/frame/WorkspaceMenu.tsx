import { Icon, Menu } from "@kit";
import { useQuery } from "@tanstack/react-query";
import { lazy, Suspense, useState } from "react";
import { Link } from "wouter";
import { tickets } from "../inbox/ticketApi.ts";
import type { Presence } from "../live/socket.ts";
import { useLive } from "../live/useLive.tsx";
import { setPrefs } from "../prefs.ts";
import { useSession } from "../session.tsx";
import { usePrefs, useTexts } from "../texts.ts";

const HandOver = lazy(() => import("./HandOver.tsx"));

const THEMES = ["auto", "light", "dark"] as const;
const PRESENCES = ["online", "away", "offline"] as const;
const LANGS = ["ko", "en"] as const;

/** Who sits here and whether chats come to them; how the screen looks. */
export function WorkspaceMenu({ onKeys }: { onKeys: () => void }) {
  const { t, lang } = useTexts();
  const { theme, typed } = usePrefs();
  const { me, shopName, can, signOut } = useSession();
  const { state, presence, socket } = useLive();
  const [opened, setOpened] = useState(false);
  const [leaving, setLeaving] = useState<{ readonly state: Presence; readonly chats: number } | null>(null);
  const duty = useQuery({
    queryKey: ["presence"],
    queryFn: ({ signal }) => tickets.presence(signal),
    enabled: opened && can("tickets:write"),
    staleTime: 0,
  });
  const held = duty.data?.me;
  const shown = state !== "open" ? state : presence === "online" ? "open" : presence === "away" ? "away" : "off";
  const choose = (next: Presence) => {
    socket.presence(next);
    if (next !== "online" && held && held.open_chats > 0) setLeaving({ state: next, chats: held.open_chats });
  };
  return (
    <>
      <Menu position="bottom-start" width={260} onChange={setOpened}>
        <Menu.Target>
          <button type="button" className="workspace">
            <span className="sr">{t("console.nav.account", { name: me.name })}</span>
            <span className="workspace-mark" aria-hidden="true">
              {[...shopName][0]}
              <i className="dot" data-state={shown} />
            </span>
            <span className="workspace-name">
              <b>{shopName}</b>
              <small>
                <i className="dot" data-state={shown} />
                {me.name} · {t(state === "open" ? `console.presence.${presence}` : "console.nav.connecting")}
              </small>
            </span>
          </button>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Label>{me.email}</Menu.Label>
          {can("tickets:write")
            ? PRESENCES.map((value) => (
                <Menu.Item
                  key={value}
                  aria-current={presence === value}
                  disabled={state !== "open"}
                  onClick={() => choose(value)}
                  leftSection={<i className="dot" data-state={value === "online" ? "open" : value === "away" ? "away" : "off"} />}
                  rightSection={presence === value ? <Icon name="check" size={16} /> : null}
                >
                  {t(`console.presence.${value}`)}
                </Menu.Item>
              ))
            : null}
          {held ? <Menu.Label>{t("console.presence.held", { n: held.open_chats, most: held.capacity })}</Menu.Label> : null}
          {can("tickets:read") ? (
            <Menu.Item
              role="menuitemcheckbox"
              aria-checked={typed}
              onClick={() => setPrefs({ typed: !typed })}
              rightSection={typed ? <Icon name="check" size={16} /> : null}
            >
              {t("console.typed")}
            </Menu.Item>
          ) : null}
          <Menu.Label>{t("console.theme")}</Menu.Label>
          {THEMES.map((value) => (
            <Menu.Item
              key={value}
              aria-current={theme === value}
              onClick={() => setPrefs({ theme: value })}
              rightSection={theme === value ? <Icon name="check" size={16} /> : null}
            >
              {t(`console.theme.${value}`)}
            </Menu.Item>
          ))}
          <Menu.Label>{t("common.language")}</Menu.Label>
          {LANGS.map((value) => (
            <Menu.Item
              key={value}
              aria-current={lang === value}
              onClick={() => setPrefs({ lang: value })}
              rightSection={lang === value ? <Icon name="check" size={16} /> : null}
            >
              {t(`common.language.${value}`)}
            </Menu.Item>
          ))}
          <Menu.Divider />
          <Menu.Item component={Link} href="/settings/me" leftSection={<Icon name="gear" />}>
            {t("console.nav.me")}
          </Menu.Item>
          <Menu.Item leftSection={<Icon name="keys" />} onClick={onKeys}>
            {t("console.keys.title")}
          </Menu.Item>
          <Menu.Item leftSection={<Icon name="signout" />} onClick={() => void signOut()}>
            {t("console.signout")}
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
      <Suspense fallback={null}>{leaving ? <HandOver chats={leaving.chats} onClose={() => setLeaving(null)} /> : null}</Suspense>
    </>
  );
}

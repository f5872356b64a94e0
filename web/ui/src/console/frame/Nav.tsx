import { Icon, Keys, Menu } from "@kit";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { Link, useLocation } from "wouter";
import { tickets } from "../api.ts";
import { useLive } from "../live/useLive.tsx";
import { setPrefs } from "../prefs.ts";
import { useSession } from "../session.tsx";
import { usePrefs, useTexts } from "../texts.ts";
import { places } from "./Places.tsx";

const MOST = 99;
const THEMES = ["auto", "light", "dark"] as const;
const PRESENCES = ["online", "away", "offline"] as const;
const LANGS = ["ko", "en"] as const;

export interface NavProps {
  readonly onPlaces: () => void;
  readonly onKeys: () => void;
}

export function Nav({ onPlaces, onKeys }: NavProps) {
  const { t } = useTexts();
  const { can } = useSession();
  const counts = useQuery({
    queryKey: ["counts"],
    queryFn: ({ signal }) => tickets.counts(signal),
    enabled: can("tickets:read"),
    refetchInterval: 30_000,
  });
  const shown: Readonly<Record<string, number | undefined>> = {
    "/inbox": counts.data?.inbox,
    "/mine": counts.data?.mine,
    "/waiting": counts.data?.waiting,
  };
  const visible = places.filter((place) => can(place.needs));
  return (
    <nav className="nav" aria-label={t("console.nav.label")}>
      <WorkspaceMenu onKeys={onKeys} />
      <button type="button" className="nav-find" onClick={onPlaces} aria-keyshortcuts="Control+K">
        <Icon name="find" size={16} />
        <span>{t("console.nav.find")}</span>
        <Keys combo="Mod+K" />
      </button>
      {visible.slice(0, 4).map((place) => (
        <NavLink key={place.path} {...place} count={shown[place.path]} />
      ))}
      <span className="nav-space" />
      {visible.slice(4).map((place) => (
        <NavLink key={place.path} {...place} count={undefined} />
      ))}
    </nav>
  );
}

type NavLinkProps = (typeof places)[number] & { readonly count: number | undefined };

function NavLink({ path, icon, label, count }: NavLinkProps) {
  const { t } = useTexts();
  const [here] = useLocation();
  const current = here === path || here.startsWith(`${path}/`);
  return (
    <Link href={path} aria-current={current ? "page" : undefined} title={t(label)}>
      <Icon name={icon} />
      <span className="label">{t(label)}</span>
      {count ? <span className="count num">{count > MOST ? `${MOST}+` : count}</span> : null}
    </Link>
  );
}

function WorkspaceMenu({ onKeys }: { onKeys: () => void }) {
  const { t, lang } = useTexts();
  const { theme, typed } = usePrefs();
  const { me, shopName, can, signOut } = useSession();
  const { state, presence, socket } = useLive();
  const [opened, setOpened] = useState(false);
  const duty = useQuery({
    queryKey: ["presence"],
    queryFn: ({ signal }) => tickets.presence(signal),
    enabled: opened && can("tickets:write"),
    staleTime: 0,
  });
  const held = duty.data?.me;
  return (
    <Menu position="bottom-start" width={240} onChange={setOpened}>
      <Menu.Target>
        <button type="button" className="workspace">
          <span className="sr">{t("console.nav.account", { name: me.name })}</span>
          <span className="workspace-mark" aria-hidden="true">
            {[...shopName][0]}
          </span>
          <span className="workspace-name">
            <b>{shopName}</b>
            <small>
              <i className="dot" data-state={state === "open" && presence !== "online" ? "away" : state} />
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
                onClick={() => socket.presence(value)}
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
        <Menu.Item leftSection={<Icon name="keys" />} onClick={onKeys}>
          {t("console.keys.title")}
        </Menu.Item>
        <Menu.Item leftSection={<Icon name="signout" />} onClick={() => void signOut()}>
          {t("console.signout")}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}

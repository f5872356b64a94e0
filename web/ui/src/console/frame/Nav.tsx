import { Icon, type IconName, Menu } from "@kit";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { type DragEvent, useEffect, useRef, useState } from "react";
import { Link, useLocation } from "wouter";
import { tickets } from "../inbox/ticketApi.ts";
import { setBadge } from "../live/badge.ts";
import { useMentionCount } from "../mentions/useMentions.ts";
import { setPrefs, WIDTHS } from "../prefs.ts";
import { useSession } from "../session.tsx";
import { usePrefs, useTexts } from "../texts.ts";
import { useWide } from "../useWide.ts";
import { type View, views as viewsApi } from "../views/api.ts";
import { Bell } from "./Bell.tsx";
import { Hint, useAriaKeys } from "./Hint.tsx";
import { belongs, type Place, places } from "./places.ts";
import { Splitter } from "./Splitter.tsx";
import { WorkspaceMenu } from "./WorkspaceMenu.tsx";

const MOST = 99;
const NARROW_PX = 768;
const RENEW_MS = 30_000;

export interface NavProps {
  readonly onPalette: () => void;
  readonly onKeys: () => void;
}

export function Nav({ onPalette, onKeys }: NavProps) {
  const { t } = useTexts();
  const { can } = useSession();
  const wide = useWide(NARROW_PX);
  const { navWidth } = usePrefs();
  const keys = useAriaKeys();
  const counts = useQuery({
    queryKey: ["counts"],
    queryFn: ({ signal }) => tickets.counts(signal),
    enabled: can("tickets:read"),
    refetchInterval: RENEW_MS,
  });
  const shown: Readonly<Record<string, number | undefined>> = {
    "/inbox": counts.data?.inbox,
    "/mine": counts.data?.mine,
    "/snoozed": counts.data?.snoozed,
    "/waiting": counts.data?.waiting,
    "/mentions": useMentionCount(),
  };
  const waits = (counts.data?.inbox ?? 0) > 0;
  useEffect(() => setBadge(waits), [waits]);
  const mayGo = (place: Place) => !place.needs || can(place.needs);
  const queue = places.filter((place) => place.section === "queue" && mayGo(place));
  const tools = places.filter((place) => place.section === "tools" && mayGo(place));
  if (!wide) return <NarrowNav queue={queue} tools={tools} counts={shown} onKeys={onKeys} />;
  return (
    <nav className="nav" aria-label={t("console.nav.label")}>
      <div className="nav-top">
        <WorkspaceMenu onKeys={onKeys} />
        <Bell />
      </div>
      <button type="button" className="nav-find" onClick={onPalette} {...keys("places")}>
        <Icon name="find" size={16} />
        <span>{t("console.nav.find")}</span>
        <Hint id="places" />
      </button>
      {queue.map((place) => (
        <NavLink key={place.path} path={place.path} icon={place.icon} name={t(place.label)} count={shown[place.path]} />
      ))}
      {can("tickets:read") ? <Views /> : null}
      <span className="nav-space" />
      {tools.map((place) => (
        <NavLink key={place.path} path={place.path} icon={place.icon} name={t(place.label)} count={undefined} />
      ))}
      <Splitter
        label={t("console.nav.width")}
        value={navWidth}
        least={180}
        most={320}
        standard={WIDTHS.navWidth}
        onChange={(px) => setPrefs({ navWidth: px })}
      />
    </nav>
  );
}

interface NavLinkProps {
  readonly path: string;
  readonly icon?: IconName;
  readonly name: string;
  readonly count: number | null | undefined;
}

function NavLink({ path, icon, name, count }: NavLinkProps) {
  const [here] = useLocation();
  const current = belongs(here, path);
  return (
    <Link href={path} aria-current={current ? "page" : undefined} title={name}>
      {icon ? <Icon name={icon} /> : null}
      <span className="label">{name}</span>
      {count ? <span className="count num">{count > MOST ? `${MOST}+` : count}</span> : null}
    </Link>
  );
}

/** Saved views in one's own order: dragged, or moved on their page. */
function Views() {
  const { t } = useTexts();
  const client = useQueryClient();
  const query = useQuery({
    queryKey: ["views"],
    queryFn: ({ signal }) => viewsApi.list(signal),
    refetchInterval: RENEW_MS,
    retry: false,
    staleTime: 20_000,
  });
  const dragged = useRef<string | null>(null);
  const views = query.data ?? [];
  if (views.length === 0) return null;
  const drop = (event: DragEvent, before: string) => {
    event.preventDefault();
    const moved = views.find((view) => view.id === dragged.current);
    dragged.current = null;
    if (!moved || moved.id === before) return;
    const rest = views.filter((view) => view.id !== moved.id);
    const at = rest.findIndex((view) => view.id === before);
    const next: View[] = [...rest.slice(0, at), moved, ...rest.slice(at)];
    client.setQueryData(["views"], next);
    void viewsApi.order(next.map((view) => view.id)).finally(() => client.invalidateQueries({ queryKey: ["views"] }));
  };
  return (
    <>
      <h2 className="nav-title label">{t("console.nav.views")}</h2>
      {views.map((view) => (
        // biome-ignore lint/a11y/noStaticElementInteractions: dragging has a twin on the page of views
        <div
          key={view.id}
          className="nav-view"
          draggable
          onDragStart={() => {
            dragged.current = view.id;
          }}
          onDragOver={(event) => event.preventDefault()}
          onDrop={(event) => drop(event, view.id)}
        >
          <NavLink path={`/view/${view.id}`} icon="filter" name={view.name} count={view.count} />
        </div>
      ))}
    </>
  );
}

interface NarrowNavProps {
  readonly queue: readonly Place[];
  readonly tools: readonly Place[];
  readonly counts: Readonly<Record<string, number | undefined>>;
  readonly onKeys: () => void;
}

const MOST_BELOW = 3;

/** On a phone: the queue's first places under the thumb, the rest behind one button. */
function NarrowNav({ queue, tools, counts, onKeys }: NarrowNavProps) {
  const { t } = useTexts();
  const { can } = useSession();
  const [here, navigate] = useLocation();
  const [opened, setOpened] = useState(false);
  const views = useQuery({
    queryKey: ["views"],
    queryFn: ({ signal }) => viewsApi.list(signal),
    enabled: opened && can("tickets:read"),
    retry: false,
  });
  const first = queue.length > 0 ? queue.slice(0, MOST_BELOW) : tools.slice(0, MOST_BELOW);
  const rest = [...queue, ...tools].filter((place) => !first.includes(place));
  return (
    <nav className="nav" aria-label={t("console.nav.label")}>
      {first.map((place) => (
        <NavLink key={place.path} path={place.path} icon={place.icon} name={t(place.label)} count={counts[place.path]} />
      ))}
      {can("tickets:read") ? <NavLink path="/search" icon="find" name={t("console.nav.search")} count={undefined} /> : null}
      <Menu position="top-end" width={240} onChange={setOpened}>
        <Menu.Target>
          <button type="button" className="nav-more" aria-label={t("common.more")}>
            <Icon name="dots" />
          </button>
        </Menu.Target>
        <Menu.Dropdown>
          {rest.map((place) => (
            <Menu.Item
              key={place.path}
              leftSection={<Icon name={place.icon} />}
              aria-current={belongs(here, place.path) ? "page" : undefined}
              rightSection={counts[place.path] ? <span className="count num">{counts[place.path]}</span> : null}
              onClick={() => navigate(place.path)}
            >
              {t(place.label)}
            </Menu.Item>
          ))}
          {(views.data ?? []).map((view) => (
            <Menu.Item key={view.id} leftSection={<Icon name="filter" />} onClick={() => navigate(`/view/${view.id}`)}>
              {view.name}
            </Menu.Item>
          ))}
        </Menu.Dropdown>
      </Menu>
      <WorkspaceMenu onKeys={onKeys} />
    </nav>
  );
}

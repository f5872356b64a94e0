import { ActionIcon, Icon, Menu } from "@kit";
import { useQuery } from "@tanstack/react-query";
import { lazy, Suspense, useState } from "react";
import { type Command, useCommands } from "../frame/commands.ts";
import { Hint } from "../frame/Hint.tsx";
import { useShortcuts } from "../frame/shortcuts.ts";
import { useToasts } from "../frame/toasts.tsx";
import { useMenuFocus } from "../frame/useMenuFocus.ts";
import { useTexts } from "../texts.ts";
import type { Ticket, TicketDetail } from "./ticket.ts";
import { tickets } from "./ticketApi.ts";
import type { useActs } from "./useActs.ts";

const TagsDialog = lazy(() => import("./dialogs/TagsDialog.tsx"));
const MergeDialog = lazy(() => import("./dialogs/MergeDialog.tsx"));

export interface MoreMenuProps {
  readonly ticket: TicketDetail;
  readonly acts: ReturnType<typeof useActs>;
  readonly mayWrite: boolean;
  /** Begins the choosing of messages that make a ticket of their own. */
  readonly onSplit: () => void;
  /** The ticket goes on in another one. */
  readonly onMerged: (into: number, ticket: Ticket) => void;
}

const PRIORITIES = [3, 2, 1, 0] as const;
type Open = "more" | "priority" | "team" | "status" | null;

/** What is done to a ticket less often. */
export function MoreMenu({ ticket, acts, mayWrite, onSplit, onMerged }: MoreMenuProps) {
  const { t, lang } = useTexts();
  const { say, fail } = useToasts();
  const [open, setOpen] = useState<Open>(null);
  const [dialog, setDialog] = useState<"tags" | "merge" | null>(null);
  const closed = ticket.state === "solved" || ticket.state === "closed";
  const teams = useQuery({
    queryKey: ["teams"],
    queryFn: ({ signal }) => tickets.teams(signal),
    enabled: open === "team",
    staleTime: 60_000,
  });
  const states = useQuery({
    queryKey: ["ticket-states"],
    queryFn: ({ signal }) => tickets.states(signal),
    enabled: open !== null && mayWrite,
    staleTime: 60_000,
  });
  const list = useMenuFocus(open !== null, open, teams.isPending);
  useShortcuts({
    tag: () => {
      if (mayWrite) setDialog("tags");
    },
    priority: () => {
      if (mayWrite) setOpen("priority");
    },
  });
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(`${location.origin}/app/inbox/${ticket.number}`);
      say(t("console_talk.done.copied"));
    } catch {
      fail(t("console_talk.copy_failed"));
    }
  };
  const spam = () => acts.change({ spam: !ticket.spam }, t(ticket.spam ? "console_talk.done.no_spam" : "console_talk.done.spam"));
  const print = () => void import("./dialogs/print.ts").then((m) => m.printConversation());
  const merge: Command = {
    id: "merge",
    icon: "merge",
    name: t("console_talk.merge"),
    also: "merge 합치기 병합",
    act: () => setDialog("merge"),
  };
  const split: Command = { id: "split", icon: "split", name: t("console_talk.split"), also: "split 나누기", act: onSplit };
  const asSpam = t(ticket.spam ? "console_talk.no_spam" : "console_talk.spam_do");
  useCommands([
    ...(mayWrite && !closed ? [merge, split] : []),
    ...(mayWrite ? [{ id: "spam", icon: "alert", name: asSpam, also: "spam 스팸", act: () => void spam() } as const] : []),
    { id: "copy", icon: "link", name: t("console_talk.copy"), also: "copy link 링크 주소", act: () => void copy() },
    { id: "print", icon: "print", name: t("console_talk.print"), also: "print 인쇄", act: print },
  ]);
  const label = t("console_talk.more");
  return (
    <>
      <Menu opened={open !== null} onChange={(on) => setOpen(on ? "more" : null)} width={240} closeOnItemClick={false}>
        <Menu.Target>
          <ActionIcon aria-label={label} title={label}>
            <Icon name="dots" />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown ref={list} onClick={(event) => closing(event.target) && setOpen(null)}>
          {open === "priority" ? (
            <>
              <Menu.Label>{t("console_talk.priority")}</Menu.Label>
              {PRIORITIES.map((level) => (
                <Menu.Item
                  key={level}
                  data-close
                  leftSection={<Icon name="flag" size={16} />}
                  rightSection={ticket.priority === level ? <Icon name="check" size={16} /> : null}
                  onClick={() =>
                    void acts.change({ priority: level }, t("console_talk.done.priority", { to: t(`console.priority.${level}`) }))
                  }
                >
                  {t(`console.priority.${level}`)}
                </Menu.Item>
              ))}
            </>
          ) : open === "status" ? (
            <>
              <Menu.Label>{t("console_talk.status")}</Menu.Label>
              {(states.data ?? []).map((state) => (
                <Menu.Item
                  key={state.key}
                  data-close
                  rightSection={ticket.status === state.key ? <Icon name="check" size={16} /> : null}
                  onClick={() => void acts.change({ status: state.key }, t("console_talk.done.status", { to: state.label[lang] }))}
                >
                  {state.label[lang]}
                </Menu.Item>
              ))}
              <Menu.Item
                data-close
                disabled={!ticket.status}
                onClick={() => void acts.change({ status: "" }, t("console_talk.done.no_status"))}
              >
                {t("console_talk.status_none")}
              </Menu.Item>
            </>
          ) : open === "team" ? (
            <>
              <Menu.Label>{t("console_talk.team")}</Menu.Label>
              {(teams.data ?? []).map((team) => (
                <Menu.Item
                  key={team.id}
                  data-close
                  rightSection={ticket.team?.id === team.id ? <Icon name="check" size={16} /> : null}
                  onClick={() => void acts.change({ team_id: team.id }, t("console_talk.done.team", { team: team.name }))}
                >
                  {team.name}
                </Menu.Item>
              ))}
              {teams.isSuccess && teams.data.length === 0 ? <Menu.Item disabled>{t("console_talk.no_teams")}</Menu.Item> : null}
              <Menu.Item
                data-close
                onClick={() => void acts.change({ team_id: 0 }, t("console_talk.done.no_team"))}
                disabled={!ticket.team}
              >
                {t("console_talk.team_none")}
              </Menu.Item>
            </>
          ) : (
            <>
              {mayWrite ? (
                <>
                  <Menu.Item
                    leftSection={<Icon name="flag" size={16} />}
                    rightSection={<Hint id="priority" />}
                    onClick={() => setOpen("priority")}
                  >
                    {t("console_talk.priority")}
                  </Menu.Item>
                  <Menu.Item
                    data-close
                    leftSection={<Icon name="tag" size={16} />}
                    rightSection={<Hint id="tag" />}
                    onClick={() => setDialog("tags")}
                  >
                    {t("console_talk.tags")}
                  </Menu.Item>
                  <Menu.Item leftSection={<Icon name="people" size={16} />} onClick={() => setOpen("team")}>
                    {t("console_talk.team")}
                  </Menu.Item>
                  {states.data?.length && !closed ? (
                    <Menu.Item leftSection={<Icon name="hourglass" size={16} />} onClick={() => setOpen("status")}>
                      {t("console_talk.status")}
                    </Menu.Item>
                  ) : null}
                  <Menu.Divider />
                  <Menu.Item data-close leftSection={<Icon name="merge" size={16} />} disabled={closed} onClick={() => setDialog("merge")}>
                    {t("console_talk.merge")}
                  </Menu.Item>
                  <Menu.Item data-close leftSection={<Icon name="split" size={16} />} disabled={closed} onClick={onSplit}>
                    {t("console_talk.split")}
                  </Menu.Item>
                  <Menu.Item data-close leftSection={<Icon name="alert" size={16} />} onClick={() => void spam()}>
                    {asSpam}
                  </Menu.Item>
                  <Menu.Divider />
                </>
              ) : null}
              <Menu.Item data-close leftSection={<Icon name="link" size={16} />} onClick={() => void copy()}>
                {t("console_talk.copy")}
              </Menu.Item>
              <Menu.Item data-close leftSection={<Icon name="print" size={16} />} onClick={print}>
                {t("console_talk.print")}
              </Menu.Item>
            </>
          )}
        </Menu.Dropdown>
      </Menu>
      <Suspense fallback={null}>
        {dialog === "tags" ? <TagsDialog ticket={ticket} acts={acts} onClose={() => setDialog(null)} /> : null}
        {dialog === "merge" ? <MergeDialog ticket={ticket} onMerged={onMerged} onClose={() => setDialog(null)} /> : null}
      </Suspense>
    </>
  );
}

const closing = (target: EventTarget): boolean => target instanceof Element && target.closest("[data-close]") !== null;

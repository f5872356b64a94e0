import { Button, Icon, Menu } from "@kit";
import { dateTime } from "@shared/fmt.ts";
import { useQuery } from "@tanstack/react-query";
import { lazy, Suspense, useState } from "react";
import { Hint, useAriaKeys } from "../frame/Hint.tsx";
import { useShortcuts } from "../frame/shortcuts.ts";
import { useMenuFocus } from "../frame/useMenuFocus.ts";
import { useOffline } from "../live/useOffline.ts";
import { useTexts } from "../texts.ts";
import { useNow } from "../useNow.ts";
import type { TicketDetail } from "./ticket.ts";
import { tickets } from "./ticketApi.ts";
import type { useActs } from "./useActs.ts";

const DateDialog = lazy(() => import("./dialogs/DateDialog.tsx"));

export interface SnoozeMenuProps {
  readonly ticket: TicketDetail;
  readonly acts: ReturnType<typeof useActs>;
}

/** Puts the ticket aside until a time the shop is open, or until the shopper answers. */
export function SnoozeMenu({ ticket, acts }: SnoozeMenuProps) {
  const { t, lang } = useTexts();
  const now = useNow();
  const keys = useAriaKeys();
  const off = useOffline();
  const [opened, setOpened] = useState(false);
  const [picking, setPicking] = useState(false);
  const choices = useQuery({
    queryKey: ["snooze-choices"],
    queryFn: ({ signal }) => tickets.snoozeChoices(signal),
    enabled: opened,
    staleTime: 60_000,
  });
  const snoozed = Boolean(ticket.snooze?.until || ticket.snooze?.reply);
  const list = useMenuFocus(opened, choices.isPending);
  useShortcuts({ snooze: () => setOpened(true) });
  const until = (at: string | null) => (at ? dateTime(new Date(at), lang, now) : "");
  const said = (at: string | null) => (at ? t("console_talk.done.snoozed", { at: until(at) }) : t("console_talk.done.snoozed_reply"));
  return (
    <>
      <Menu opened={opened} onChange={setOpened} width={330}>
        <Menu.Target>
          <Button
            className="snooze"
            title={t("console_talk.snooze")}
            leftSection={<Icon name="moon" />}
            rightSection={<Hint id="snooze" />}
            {...keys("snooze")}
            {...off}
          >
            {t("console_talk.snooze")}
          </Button>
        </Menu.Target>
        <Menu.Dropdown ref={list}>
          {snoozed ? (
            <>
              <Menu.Item leftSection={<Icon name="sun" size={16} />} onClick={() => void acts.unsnooze(t("console_talk.done.woken"))}>
                {t("console_talk.wake")}
              </Menu.Item>
              <Menu.Divider />
            </>
          ) : null}
          {choices.isPending ? <Menu.Item disabled>{t("console.loading")}</Menu.Item> : null}
          {choices.isError ? <Menu.Item onClick={() => void choices.refetch()}>{t("common.retry")}</Menu.Item> : null}
          {(choices.data ?? []).map((one) => (
            <Menu.Item
              key={one.choice}
              rightSection={one.until ? <span className="menu-hint num">{until(one.until)}</span> : null}
              onClick={() => void acts.snooze({ choice: one.choice }, said(one.until))}
            >
              {one.label}
            </Menu.Item>
          ))}
          <Menu.Divider />
          <Menu.Item leftSection={<Icon name="clock" size={16} />} onClick={() => setPicking(true)}>
            {t("console_talk.snooze_pick")}
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
      {picking ? (
        <Suspense fallback={null}>
          <DateDialog
            title={t("console_talk.snooze_pick_title")}
            submit={t("console_talk.snooze_do")}
            onClose={() => setPicking(false)}
            onPick={(at) => {
              setPicking(false);
              void acts.snooze({ until: at }, said(at));
            }}
          />
        </Suspense>
      ) : null}
    </>
  );
}

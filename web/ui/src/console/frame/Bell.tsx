import { ActionIcon, Icon, Menu } from "@kit";
import { useState } from "react";
import { usePrefs, useTexts } from "../texts.ts";
import { When } from "../When.tsx";
import { type Toast, useToasts } from "./toasts.tsx";

/** What was said in the last 24 hours, for whoever looked away; with a slash while notifications are blocked. */
export function Bell() {
  const { t } = useTexts();
  const { past } = useToasts();
  const { alerts } = usePrefs();
  const [shown, setShown] = useState<readonly Toast[]>([]);
  const blocked = alerts === "on" && typeof Notification !== "undefined" && Notification.permission === "denied";
  return (
    <Menu position="bottom-start" width={320} onOpen={() => setShown(past())}>
      <Menu.Target>
        <ActionIcon
          aria-label={blocked ? t("console.sound.blocked") : t("console.inboxbell")}
          title={blocked ? t("console.sound.blocked") : t("console.inboxbell")}
          className="bell"
        >
          <Icon name={blocked ? "bell_off" : "bell"} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>{t("console.bell.title")}</Menu.Label>
        {blocked ? <Menu.Label>{t("console.sound.blocked_help")}</Menu.Label> : null}
        {shown.length === 0 ? <Menu.Item disabled>{t("console.bell.empty")}</Menu.Item> : null}
        {shown.slice(0, 12).map((toast) => (
          <Menu.Item
            key={toast.id}
            leftSection={<Icon name={toast.bad ? "alert" : toast.open ? "bell" : "check"} size={16} />}
            rightSection={<When at={new Date(toast.at).toISOString()} />}
            onClick={() => toast.open?.act()}
          >
            {toast.text}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}

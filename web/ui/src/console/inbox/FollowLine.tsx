import { Icon } from "@kit";
import { useTexts } from "../texts.ts";
import { When } from "../When.tsx";
import type { Followed } from "./followed.ts";

/** “SMS로 알림 오후 2:02 · 열람 오후 2:05” */
export function FollowLine({ followed }: { followed: Followed }) {
  const { t } = useTexts();
  const said = followed.failed ? "failed" : "sent";
  return (
    <li className="system">
      <Icon name="bolt" size={14} />
      <span>
        {t(`console.followed.${followed.channel}_${said}`)} <When at={followed.at} form="time" />
        {followed.openedAt ? (
          <>
            {` · ${t("console.followed.opened")} `}
            <When at={followed.openedAt} form="time" />
          </>
        ) : null}
        {followed.stoppedAt ? (
          <>
            {` · ${t("console.followed.stopped")} `}
            <When at={followed.stoppedAt} form="time" />
          </>
        ) : null}
      </span>
    </li>
  );
}

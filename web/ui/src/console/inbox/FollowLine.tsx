import { Icon } from "@kit";
import type { Message } from "@shared/types.ts";
import { useTexts } from "../texts.ts";
import { When } from "../When.tsx";
import { type Followed, mailOf } from "./followed.ts";

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

/** What stands under a message that came by mail: a stranger's address, files, what was folded away. */
export function MailLine({ message }: { message: Message }) {
  const { t } = useTexts();
  const mail = mailOf(message);
  if (!mail) return null;
  return (
    <>
      {mail.unverified ? (
        <div className="by">
          <Icon name="alert" size={14} /> {t("console.followed.unverified", { from: mail.from })}
        </div>
      ) : null}
      {mail.files.length > 0 ? <div className="by">{t("console.followed.files", { names: mail.files.join(", ") })}</div> : null}
      {mail.quoted ? (
        <details className="by">
          <summary>{t("console.followed.quoted")}</summary>
          <div style={{ whiteSpace: "pre-wrap" }}>{mail.quoted}</div>
        </details>
      ) : null}
    </>
  );
}

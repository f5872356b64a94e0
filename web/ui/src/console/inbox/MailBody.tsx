import { Button, Icon } from "@kit";
import type { Message } from "@shared/types.ts";
import { useState } from "react";
import { useTexts } from "../texts.ts";
import { Linked } from "./Linked.tsx";
import type { MailNote, Out } from "./mail.ts";

/** From whom to whom a mail went, and what is to be minded about it. */
export function MailHead({ mail, mine }: { mail: MailNote; mine: boolean }) {
  const { t } = useTexts();
  const others = [...mail.to, ...mail.cc].map((a) => a.address);
  return (
    <div className="mail-head">
      {mail.subject ? <b>{mail.subject}</b> : null}
      {mine || !mail.from.address ? null : (
        <details>
          <summary>
            <span className="num">{mail.from.address}</span>
          </summary>
          {others.length > 0 ? <p className="num">{t("console_talk.mail_to", { to: others.join(", ") })}</p> : null}
        </details>
      )}
      {mail.unverified ? (
        <p className="mail-warn">
          <Icon name="alert" size={14} /> {t("console.followed.unverified", { from: mail.from.address })}
        </p>
      ) : null}
      {mail.auto ? <p>{t("console_talk.mail_auto")}</p> : null}
      {mail.otherTopic ? (
        <p className="mail-warn">
          <Icon name="alert" size={14} /> {t("console_talk.mail_other_topic")}
        </p>
      ) : null}
    </div>
  );
}

/** Whom an answer by mail went to. */
export function OutHead({ out }: { out: Out }) {
  const { t } = useTexts();
  return (
    <div className="mail-head mail-head-mine">
      <b>{out.subject}</b>
      <p className="num">{t("console_talk.mail_to", { to: [...out.to, ...out.cc].join(", ") })}</p>
    </div>
  );
}

/** The words of a mail, what it quoted folded away, and the mail as it was made in a frame that can do nothing. */
export function MailBody({ message, mail }: { message: Message; mail: MailNote }) {
  const { t } = useTexts();
  const [shown, setShown] = useState(false);
  const [images, setImages] = useState(false);
  const [tall, setTall] = useState(false);
  return (
    <div className="bubble mail">
      {shown ? (
        <iframe
          className="mail-frame"
          data-tall={tall}
          title={t("console_talk.mail_frame", { subject: mail.subject || t("console_talk.mail_no_subject") })}
          sandbox="allow-popups allow-popups-to-escape-sandbox"
          referrerPolicy="no-referrer"
          src={`/mail/${mail.id}${images ? "?images=1" : ""}`}
        />
      ) : (
        <Linked text={message.text} />
      )}
      {mail.quoted && !shown ? (
        <details>
          <summary>{t("console.followed.quoted")}</summary>
          <div className="mail-quoted">{mail.quoted}</div>
        </details>
      ) : null}
      {mail.cut ? <p className="sub">{t("console_talk.mail_cut")}</p> : null}
      {mail.left.length > 0 ? <p className="sub">{t("console.followed.files", { names: mail.left.join(", ") })}</p> : null}
      {mail.html && mail.id ? (
        <div className="mail-acts">
          <Button size="xs" variant="subtle" onClick={() => setShown(!shown)}>
            {t(shown ? "console_talk.mail_text" : "console_talk.mail_original")}
          </Button>
          {shown ? (
            <>
              <Button size="xs" variant="subtle" onClick={() => setTall(!tall)}>
                {t(tall ? "console_talk.mail_short" : "console_talk.mail_tall")}
              </Button>
              {images ? null : (
                <Button size="xs" variant="subtle" onClick={() => setImages(true)}>
                  {t("console_talk.mail_images")}
                </Button>
              )}
            </>
          ) : null}
        </div>
      ) : null}
    </div>
  );
}

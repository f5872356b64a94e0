import { Button } from "@kit";
import { useState } from "react";
import { useTexts } from "../../texts.ts";
import { looksLikeMail, type Recipients, splitAddresses } from "../mail.ts";
import type { DraftTo } from "../talkApi.ts";

export interface MailFieldsProps {
  /** Where it goes by itself. */
  readonly standard: Recipients;
  /** What was changed of that. */
  readonly to: DraftTo | null;
  readonly onChange: (to: DraftTo | null) => void;
}

const FIELDS = ["to", "cc", "bcc"] as const;

/** To whom an answer by mail goes, in copy to whom, and under which subject. */
export default function MailFields({ standard, to, onChange }: MailFieldsProps) {
  const { t } = useTexts();
  const [typed, setTyped] = useState<Readonly<Record<string, string>>>({});
  const [more, setMore] = useState(Boolean(to?.bcc?.length));
  const listOf = (name: "to" | "cc" | "bcc") => to?.[name] ?? (name === "bcc" ? [] : standard[name]);
  const commit = (name: "to" | "cc" | "bcc", value: string) => onChange({ ...to, [name]: splitAddresses(value) });
  return (
    <div className="mail-fields">
      {FIELDS.filter((name) => name !== "bcc" || more).map((name) => {
        const value = typed[name] ?? listOf(name).join(", ");
        const wrong = splitAddresses(value).filter((address) => !looksLikeMail(address));
        return (
          <label key={name}>
            <span>{t(`console_talk.mail.${name}`)}</span>
            <input
              type="text"
              inputMode="email"
              autoComplete="off"
              spellCheck={false}
              value={value}
              aria-invalid={wrong.length > 0}
              onChange={(event) => setTyped({ ...typed, [name]: event.currentTarget.value })}
              onBlur={(event) => {
                const { [name]: _was, ...others } = typed;
                setTyped(others);
                if (_was !== undefined) commit(name, event.currentTarget.value);
              }}
            />
            {wrong.length > 0 && typed[name] === undefined ? <em>{t("console_talk.mail_wrong", { address: wrong[0] ?? "" })}</em> : null}
          </label>
        );
      })}
      <label>
        <span>{t("console_talk.mail.subject")}</span>
        <input
          type="text"
          maxLength={400}
          value={to?.subject ?? standard.subject}
          onChange={(event) => onChange({ ...to, subject: event.currentTarget.value })}
        />
      </label>
      {standard.quotable ? (
        <label className="mail-quote">
          <input
            type="checkbox"
            checked={to?.quote ?? true}
            onChange={(event) => onChange({ ...to, quote: event.currentTarget.checked })}
          />
          <span>{t("console_talk.mail_quote")}</span>
        </label>
      ) : null}
      {more ? null : (
        <Button size="xs" variant="subtle" onClick={() => setMore(true)}>
          {t("console_talk.mail_bcc_add")}
        </Button>
      )}
    </div>
  );
}

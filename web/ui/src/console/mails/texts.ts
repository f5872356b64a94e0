import { type Lang, type Text, type Translate, translator } from "@shared/i18n.ts";
import mailsEn from "@texts/en/mails.json";
import mailsKo from "@texts/ko/mails.json";
import { usePrefs } from "../texts.ts";

// The texts of this page come with its route: nobody else downloads them.
export type MailsKey = keyof typeof mailsKo;
export type MailsT = Translate<MailsKey>;

const both: { ko: Record<MailsKey, Text>; en: Record<MailsKey, Text> } = { ko: mailsKo, en: mailsEn };
const translators: Record<Lang, MailsT> = { ko: translator<MailsKey>(both, "ko"), en: translator<MailsKey>(both, "en") };

export function useMailsTexts(): MailsT {
  return translators[usePrefs().lang];
}

/** The words for why a mail is where it is. */
export function reasonKey(reason: string, kind: string, state: string): MailsKey {
  if (state === "done" && reason === "complaint") return "mails.reason.complained";
  const key = `mails.reason.${reason || kind}`;
  return key in mailsKo ? (key as MailsKey) : "mails.reason.none";
}

import "../pages.css";
import { Button, Chip, Icon } from "@kit";
import type { Page } from "@shared/types.ts";
import { useInfiniteQuery, useMutation, useQueryClient } from "@tanstack/react-query";
import { Link, useSearchParams } from "wouter";
import { call, post } from "../api.ts";
import { useToasts } from "../frame/toasts.tsx";
import { ListPage } from "../ListPage.tsx";
import { SETTINGS } from "../PageHead.tsx";
import { PageTabs } from "../PageTabs.tsx";
import { sayProblem } from "../problems.ts";
import { useSession } from "../session.tsx";
import { useTexts } from "../texts.ts";
import { When } from "../When.tsx";
import { reasonKey, useMailsTexts } from "./texts.ts";

interface Mail {
  readonly id: string;
  readonly state: string;
  readonly kind: string;
  readonly reason: string;
  readonly error: string;
  readonly attempts: number;
  readonly from: string;
  readonly name: string;
  readonly subject: string;
  readonly whole: boolean;
  readonly kept: boolean;
  readonly at: string;
  readonly ticket: number | null;
}

const STATES = ["quarantined", "ignored", "done"] as const;

/** Mails that did not become tickets, and why: nothing that came in is out of sight. */
export default function MailsPage() {
  const t = useMailsTexts();
  const { t: common } = useTexts();
  const [search, setSearch] = useSearchParams();
  const state = STATES.find((name) => name === search.get("state")) ?? "quarantined";
  const list = useInfiniteQuery({
    queryKey: ["mails", state],
    queryFn: ({ pageParam, signal }) => call<Page<Mail>>("/mails", { query: { state, cursor: pageParam }, signal }),
    initialPageParam: "",
    getNextPageParam: (last) => last.next || undefined,
  });
  const rows = list.data?.pages.flatMap((page) => page.items ?? []) ?? [];
  return (
    <ListPage
      title={common("console.nav.mails")}
      back={SETTINGS}
      lead={t(state === "done" ? "mails.lead_done" : "mails.lead")}
      act={null}
      query={list}
      empty={
        rows.length === 0
          ? { icon: "mail", title: t(`mails.empty.${state}`), detail: t(state === "done" ? "mails.empty_detail" : "mails.empty_aside") }
          : null
      }
      above={
        <PageTabs
          names={STATES}
          chosen={state}
          label={(name) => t(`mails.tab.${name}`)}
          onChoose={(name) => setSearch(name === "quarantined" ? {} : { state: name })}
        />
      }
      head={
        <>
          <th>{t("mails.subject")}</th>
          <th>{t("mails.reason")}</th>
          <th>{t("mails.at")}</th>
          <th className="right">{t("mails.acts")}</th>
        </>
      }
    >
      {rows.map((mail) => (
        <MailRow key={mail.id} mail={mail} />
      ))}
      {list.hasNextPage ? (
        <tr>
          <td colSpan={4}>
            <Button loading={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
              {t("mails.more")}
            </Button>
          </td>
        </tr>
      ) : null}
    </ListPage>
  );
}

function MailRow({ mail }: { mail: Mail }) {
  const t = useMailsTexts();
  const subject = mail.subject || t("mails.no_subject");
  return (
    <tr>
      <td>
        <b>{subject}</b>
        <small>{[mail.name, mail.from].filter(Boolean).join(" · ") || t("mails.no_sender")}</small>
      </td>
      <td>
        <Chip tone={mail.state === "quarantined" ? "warn" : "plain"}>{t(reasonKey(mail.reason, mail.kind, mail.state))}</Chip>
        {mail.state === "quarantined" && mail.attempts > 1 ? <small>{t("mails.tries", { n: mail.attempts })}</small> : null}
        {mail.whole ? null : <small>{t("mails.cut")}</small>}
        {mail.state === "quarantined" && mail.error ? (
          <details className="mail-why">
            <summary>{t("mails.why")}</summary>
            <code>{mail.error}</code>
          </details>
        ) : null}
      </td>
      <td>
        <When at={mail.at} />
      </td>
      <td className="right">
        <Acts mail={mail} subject={subject} />
      </td>
    </tr>
  );
}

function Acts({ mail, subject }: { mail: Mail; subject: string }) {
  const t = useMailsTexts();
  const { t: common } = useTexts();
  const { can } = useSession();
  const { say, fail } = useToasts();
  const client = useQueryClient();
  const again = useMutation({
    mutationFn: (act: "retry" | "ticket" | "dismiss") => post<Mail>(`/mails/${mail.id}/${act}`),
    onSuccess: (after, act) => say(t(act === "dismiss" ? "mails.dismissed" : after.state === "done" ? "mails.made" : "mails.retried")),
    onError: (error) => fail(sayProblem(error, common)),
    onSettled: () => client.invalidateQueries({ queryKey: ["mails"] }),
  });
  const decides = can("tickets:write") && mail.state !== "done";
  const may = decides && mail.whole && mail.kept;
  return (
    <div className="acts one-line">
      {mail.ticket ? <Link href={`/all/${mail.ticket}`}>{t("mails.open_ticket", { number: mail.ticket })}</Link> : null}
      {mail.kept ? (
        <Button
          size="xs"
          component="a"
          href={`/api/v1/mails/${mail.id}/raw`}
          variant="subtle"
          leftSection={<Icon name="tray" size={16} />}
          aria-label={t("mails.raw_of", { subject })}
        >
          {t("mails.raw")}
        </Button>
      ) : (
        <span className="soft">{t("mails.gone")}</span>
      )}
      {decides && mail.state === "quarantined" ? (
        <Button
          variant="subtle"
          loading={again.isPending}
          onClick={() => again.mutate("dismiss")}
          aria-label={t("mails.dismiss_of", { subject })}
        >
          {t("mails.dismiss")}
        </Button>
      ) : null}
      {may && mail.state === "quarantined" ? (
        <Button size="xs" loading={again.isPending} onClick={() => again.mutate("retry")} aria-label={t("mails.retry_of", { subject })}>
          {t("mails.retry")}
        </Button>
      ) : null}
      {may ? (
        <Button size="xs" loading={again.isPending} onClick={() => again.mutate("ticket")} aria-label={t("mails.ticket_of", { subject })}>
          {t("mails.ticket")}
        </Button>
      ) : null}
    </div>
  );
}

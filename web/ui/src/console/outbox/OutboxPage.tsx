import "../inbox/list.css";
import "./outbox.css";
import "../pages.css";
import { Icon, Skeleton, StateView, TextInput } from "@kit";
import { phone } from "@shared/fmt.ts";
import { useQuery } from "@tanstack/react-query";
import { useDeferredValue, useState } from "react";
import { Link, useParams } from "wouter";
import { errorState } from "../problems.ts";
import { useTexts } from "../texts.ts";
import { useTitle } from "../useTitle.ts";
import { When } from "../When.tsx";
import { type Captured, outbox } from "./api.ts";
import { MessageView } from "./MessageView.tsx";

const EVERY_MS = 3000;
const MOST = 200;
const SKELETONS = ["a", "b", "c", "d"];

/** What would have been sent: every mail and text message of this development server. */
export default function OutboxPage() {
  const { t } = useTexts();
  const { id } = useParams<{ id?: string }>();
  const [to, setTo] = useState("");
  const wanted = useDeferredValue(to.trim());
  const query = useQuery({
    queryKey: ["outbox", wanted],
    queryFn: ({ signal }) => outbox.list(wanted, signal),
    refetchInterval: EVERY_MS,
    placeholderData: (was) => was,
  });
  const rows = (query.data ?? []).slice(0, MOST);
  const chosen = query.data?.find((message) => String(message.id) === id);
  useTitle(t("console.nav.outbox"));
  return (
    <div className="outbox" data-open={id !== undefined}>
      <section className="list" role={id === undefined ? "main" : undefined} aria-label={t("console.nav.outbox")}>
        <div className="list-head">{id === undefined ? <h1>{t("console.nav.outbox")}</h1> : <h2>{t("console.nav.outbox")}</h2>}</div>
        <div className="outbox-find">
          <TextInput
            aria-label={t("console.outbox.find")}
            placeholder={t("console.outbox.find")}
            leftSection={<Icon name="find" size={16} />}
            value={to}
            onChange={(e) => setTo(e.currentTarget.value)}
          />
        </div>
        <div className="rows-wrap">
          <StateView
            waiting={query.isPending}
            loadingLabel={t("console.loading")}
            skeleton={SKELETONS.map((name) => (
              <div key={name} className="row-skeleton">
                <Skeleton height={14} width="50%" />
                <Skeleton height={12} />
              </div>
            ))}
            error={query.isError && !query.data ? errorState(query.error, t, () => void query.refetch()) : null}
            empty={
              rows.length === 0
                ? {
                    icon: "tray",
                    title: t(wanted ? "console.outbox.none_found" : "console.outbox.empty"),
                    detail: t("console.outbox.empty_detail"),
                  }
                : null
            }
          >
            <div className="rows">
              <ul>
                {rows.map((message) => (
                  <li key={message.id}>
                    <OutboxRow message={message} current={String(message.id) === id} />
                  </li>
                ))}
              </ul>
            </div>
          </StateView>
        </div>
      </section>
      <section className="outbox-view" role={id === undefined ? undefined : "main"} aria-label={t("console.outbox.view")}>
        {chosen ? (
          <MessageView message={chosen} />
        ) : (
          <StateView
            waiting={false}
            skeleton={null}
            loadingLabel=""
            empty={{ icon: "tray", title: t("console.outbox.pick"), detail: t("console.outbox.pick_detail") }}
          >
            {null}
          </StateView>
        )}
      </section>
    </div>
  );
}

function OutboxRow({ message, current }: { message: Captured; current: boolean }) {
  const { t } = useTexts();
  const icon = message.channel === "sms" ? "phone" : "mail";
  return (
    <div className="row" data-current={current}>
      <Link href={`/outbox/${message.id}`} className="row-link" aria-current={current ? "true" : undefined}>
        <Icon name={icon} label={t(`console.send.${message.channel}`)} />
        <div className="row-body">
          <div className="row-top">
            <b className="num">{phone(message.to)}</b>
            <When at={message.captured_at} />
          </div>
          <p>{message.subject || message.text}</p>
        </div>
      </Link>
    </div>
  );
}

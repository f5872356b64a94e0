import "../pages.css";
import "./mentions.css";
import { ActionIcon, Avatar, Button, Icon } from "@kit";
import { useInfiniteQuery, useQueryClient } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { Link, useSearchParams } from "wouter";
import { useToasts } from "../frame/toasts.tsx";
import { LoadedPage } from "../LoadedPage.tsx";
import { PageHead } from "../PageHead.tsx";
import { PageTabs } from "../PageTabs.tsx";
import { sayProblem } from "../problems.ts";
import { useSession } from "../session.tsx";
import { useTexts } from "../texts.ts";
import { When } from "../When.tsx";
import { type Mention, mentions } from "./api.ts";
import { marked } from "./marked.ts";
import { useMentionsTexts } from "./texts.ts";
import { useMentionCount } from "./useMentions.ts";

const TABS = ["unread", "all"] as const;
/** So many are marked unread by one call. */
const MOST = 100;

/** The notes that name me, newest first. */
export default function MentionsPage() {
  const t = useMentionsTexts();
  const { t: common } = useTexts();
  const [search, setSearch] = useSearchParams();
  const tab = TABS.find((name) => name === search.get("tab")) ?? "all";
  const client = useQueryClient();
  const { say, fail } = useToasts();
  const query = useInfiniteQuery({
    queryKey: ["mentions", "list", tab],
    queryFn: ({ pageParam, signal }) => mentions.list(tab === "unread", pageParam, signal),
    initialPageParam: "",
    getNextPageParam: (last) => last.next || undefined,
  });
  const list = query.data?.pages.flatMap((page) => page.items) ?? [];
  const unread = useMentionCount();
  const renew = () => client.invalidateQueries({ queryKey: ["mentions"] });
  const doing = async (act: Promise<unknown>, said?: string, undo?: () => Promise<unknown>) => {
    try {
      await act;
      if (said) say(said, undo ? () => void undo().then(renew, renew) : undefined);
    } catch (error) {
      fail(sayProblem(error, common));
    }
    await renew();
  };
  // What was unread is looked up first, so that the way back brings back all of it, loaded here or not.
  const readAll = async () => {
    const ids: number[] = [];
    const look = async () => {
      for (let cursor = ""; ; ) {
        const page = await mentions.list(true, cursor);
        ids.push(...page.items.map((one) => one.id));
        if (!page.next) break;
        cursor = page.next;
      }
      await mentions.read({ all: true });
    };
    const again = async () => {
      for (let from = 0; from < ids.length; from += MOST) await mentions.unread(ids.slice(from, from + MOST));
    };
    await doing(look(), t("mentions.all_read"), again);
  };
  return (
    <LoadedPage
      waiting={query.isPending}
      error={query.data ? null : query.error}
      onRetry={() => void query.refetch()}
      empty={
        query.data && list.length === 0
          ? { icon: "at", title: t(tab === "unread" ? "mentions.none_unread" : "mentions.none"), detail: t("mentions.none_detail") }
          : null
      }
      above={
        <>
          <PageHead
            title={t("mentions.title")}
            acts={
              unread > 0 ? (
                <Button leftSection={<Icon name="check" size={16} />} onClick={() => void readAll()}>
                  {t("mentions.read_all")}
                </Button>
              ) : null
            }
          />
          <PageTabs
            names={TABS}
            chosen={tab}
            label={(name) => t(`mentions.tab.${name}`)}
            onChoose={(name) => setSearch(name === "all" ? {} : { tab: name })}
          />
        </>
      }
    >
      <ul className="panel mentions">
        {list.map((one) => (
          <Row
            key={one.id}
            mention={one}
            onRead={(read) => void doing(read ? mentions.read({ ids: [one.id] }) : mentions.unread([one.id]))}
          />
        ))}
      </ul>
      {query.hasNextPage ? (
        <div className="mentions-more">
          <Button loading={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
            {t("mentions.more")}
          </Button>
        </div>
      ) : null}
    </LoadedPage>
  );
}

function Row({ mention, onRead }: { mention: Mention; onRead: (read: boolean) => void }) {
  const t = useMentionsTexts();
  const { me } = useSession();
  const { by, text, ticket, subject, shopper, read, at } = mention;
  const toggle = t(read ? "mentions.mark_unread" : "mentions.mark_read");
  return (
    <li className="mention" data-unread={!read}>
      <Avatar name={by} />
      <Link href={`/all/${ticket}`} className="mention-what" onClick={() => (read ? undefined : onRead(true))}>
        <span className="mention-top">
          <b>{by}</b>
          {read ? null : <span className="sr">{t("mentions.unread")}</span>}
          <When at={at} />
        </span>
        <span className="mention-text">{words(text, me.name)}</span>
        <span className="meta mention-ticket">
          <span className="num">#{ticket}</span> {[shopper, subject].filter(Boolean).join(" · ")}
        </span>
      </Link>
      <ActionIcon aria-label={`${toggle}: ${by}, #${ticket}`} title={toggle} onClick={() => onRead(!read)}>
        <Icon name={read ? "unread" : "check"} />
      </ActionIcon>
    </li>
  );
}

/** The note with my name marked in it. */
const words = (text: string, name: string): ReactNode =>
  marked(text, name).map(([part, mine], i) =>
    // biome-ignore lint/suspicious/noArrayIndexKey: the parts of one text never move
    mine ? <mark key={i}>{part}</mark> : part,
  );

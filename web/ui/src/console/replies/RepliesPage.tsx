import "../automations/auto.css";
import { Button, Chip, Icon, TextInput } from "@kit";
import { number as grouped } from "@shared/fmt.ts";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { Link, useLocation } from "wouter";
import { replies } from "../automations/api.ts";
import { useAutoTexts } from "../automations/texts.ts";
import { bestScore } from "../frame/match.ts";
import { ListPage } from "../ListPage.tsx";
import { SETTINGS } from "../PageHead.tsx";
import { useSession } from "../session.tsx";
import { useTexts } from "../texts.ts";

/** All saved replies that whoever sits here can use. */
export default function RepliesPage() {
  const t = useAutoTexts();
  const { t: common } = useTexts();
  const { can } = useSession();
  const [, navigate] = useLocation();
  const [text, setText] = useState("");
  const list = useQuery({ queryKey: ["replies"], queryFn: replies.list });
  const all = list.data ?? [];
  const rows = all.filter((one) => bestScore(text, [one.name, one.shortcut, one.category, one.text.ko, one.text.en]) > 0);
  const act = can("tickets:write") ? (
    <Button variant="filled" leftSection={<Icon name="plus" />} onClick={() => navigate("/settings/replies/new")}>
      {t("automation.replies.new")}
    </Button>
  ) : null;
  const empty =
    all.length === 0
      ? { icon: "chat" as const, title: t("automation.replies.empty"), detail: t("automation.replies.empty_detail") }
      : {
          icon: "find" as const,
          title: t("automation.replies.none"),
          detail: common("console.all_n", { n: all.length }),
          action: <Button onClick={() => setText("")}>{common("console.empty.clear")}</Button>,
        };
  return (
    <ListPage
      title={t("automation.replies.title")}
      back={SETTINGS}
      lead={t("automation.replies.lead")}
      act={act}
      query={list}
      empty={rows.length === 0 ? empty : null}
      above={
        all.length > 0 ? (
          <TextInput
            className="page-find"
            type="search"
            aria-label={t("automation.replies.find")}
            placeholder={t("automation.replies.find")}
            leftSection={<Icon name="find" size={16} />}
            value={text}
            onChange={(e) => setText(e.currentTarget.value)}
          />
        ) : null
      }
      head={
        <>
          <th>{t("automation.name")}</th>
          <th>{t("automation.category")}</th>
          <th>{t("automation.shared")}</th>
          <th className="right">{t("automation.used")}</th>
        </>
      }
    >
      {rows.map((one) => (
        <tr key={one.id}>
          <td>
            <Link href={`/settings/replies/${one.id}`}>{one.name}</Link>
            <small>{one.text.ko || one.text.en}</small>
          </td>
          <td className={one.category ? undefined : "none"}>{one.category || "–"}</td>
          <td>{one.shared ? t("automation.shared_all") : <Chip icon="person">{t("automation.shared_me")}</Chip>}</td>
          <td className="right num">{t("automation.times", { n: one.used, count: grouped(one.used) })}</td>
        </tr>
      ))}
    </ListPage>
  );
}

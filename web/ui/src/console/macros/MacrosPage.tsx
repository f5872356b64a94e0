import "../automations/auto.css";
import { Button, Chip, Icon } from "@kit";
import { useQuery } from "@tanstack/react-query";
import { Link, useLocation } from "wouter";
import { type Macro, macros } from "../automations/api.ts";
import { stateOf } from "../automations/rules.ts";
import { type AutoT, useAutoTexts } from "../automations/texts.ts";
import { ListPage } from "../ListPage.tsx";
import { SETTINGS } from "../PageHead.tsx";
import { useSession } from "../session.tsx";

/** All macros that whoever sits here can run. */
export default function MacrosPage() {
  const t = useAutoTexts();
  const { can } = useSession();
  const [, navigate] = useLocation();
  const list = useQuery({ queryKey: ["macros"], queryFn: macros.list });
  const rows = list.data ?? [];
  const act = can("tickets:write") ? (
    <Button variant="filled" leftSection={<Icon name="plus" />} onClick={() => navigate("/settings/macros/new")}>
      {t("automation.macros.new")}
    </Button>
  ) : null;
  return (
    <ListPage
      title={t("automation.macros.title")}
      back={SETTINGS}
      lead={t("automation.macros.lead")}
      act={act}
      query={list}
      empty={rows.length === 0 ? { icon: "bolt", title: t("automation.macros.empty"), detail: t("automation.macros.empty_detail") } : null}
      head={
        <>
          <th>{t("automation.name")}</th>
          <th>{t("automation.macros.does")}</th>
          <th>{t("automation.shared")}</th>
          <th className="right">{t("automation.used")}</th>
        </>
      }
    >
      {rows.map((one) => (
        <tr key={one.id}>
          <td>
            <Link href={`/settings/macros/${one.id}`}>{one.name}</Link>
          </td>
          <td>
            <Does macro={one} t={t} />
          </td>
          <td>{one.shared ? t("automation.shared_all") : <Chip icon="person">{t("automation.shared_me")}</Chip>}</td>
          <td className="right num">{t("automation.times", { n: one.used })}</td>
        </tr>
      ))}
    </ListPage>
  );
}

function Does({ macro, t }: { macro: Macro; t: AutoT }) {
  const { actions } = macro;
  const state = stateOf(actions);
  const said = [
    macro.reply_id || macro.text.ko || macro.text.en ? t("automation.macros.sends") : "",
    macro.note ? t("automation.macros.notes") : "",
    state ? t(`automation.state_${state}`) : "",
    actions.snooze ? t("automation.snooze") : "",
    actions.priority === undefined ? "" : t("automation.priority"),
    actions.owner ? t("automation.owner") : "",
    actions.team_id === undefined ? "" : t("automation.team"),
    actions.type ? t("automation.type") : "",
    ...(actions.add_tags ?? []).map((tag) => `#${tag}`),
  ].filter(Boolean);
  return (
    <span className="meter">
      {said.map((text) => (
        <Chip key={text}>{text}</Chip>
      ))}
    </span>
  );
}

import "../pages.css";
import "./auto.css";
import { ActionIcon, Button, Chip, Icon } from "@kit";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { Link, useLocation } from "wouter";
import { useToasts } from "../frame/toasts.tsx";
import { LoadedPage } from "../LoadedPage.tsx";
import { PageHead, SETTINGS } from "../PageHead.tsx";
import { sayProblem } from "../problems.ts";
import { useSession } from "../session.tsx";
import { useTexts } from "../texts.ts";
import { AnswerOwns } from "./AnswerOwns.tsx";
import { type Automation, automations } from "./api.ts";
import { type AutoKey, useAutoTexts } from "./texts.ts";

/** What is done to tickets by itself, in the order in which it is done. */
export default function AutomationsPage() {
  const t = useAutoTexts();
  const { t: common } = useTexts();
  const { can } = useSession();
  const client = useQueryClient();
  const [, navigate] = useLocation();
  const { say, fail } = useToasts();
  const list = useQuery({ queryKey: ["automations"], queryFn: automations.list });
  const rules = list.data?.rules ?? [];
  const mayWrite = can("settings:write");
  const doing = async (act: Promise<unknown>, said?: string, undo?: () => void) => {
    try {
      await act;
      if (said) say(said, undo);
    } catch (error) {
      fail(sayProblem(error, common));
    }
    await client.invalidateQueries({ queryKey: ["automations"] });
  };
  const turn = (rule: Automation) => {
    const { id, version, fired, capped, last_fired_at, ...draft } = rule;
    const said = t(rule.active ? "automation.rules.turned_off" : "automation.rules.turned_on", { name: rule.name });
    void doing(automations.save(id, { ...draft, active: !rule.active }, version), said, () => {
      void doing(automations.save(id, draft, version + 1));
    });
  };
  const move = (from: number, to: number) => {
    const ids = rules.map((rule) => rule.id);
    const [moved] = ids.splice(from, 1);
    if (moved !== undefined) ids.splice(to, 0, moved);
    void doing(automations.order(ids));
  };
  return (
    <LoadedPage
      waiting={list.isPending}
      error={list.data ? null : list.error}
      onRetry={() => void list.refetch()}
      empty={rules.length === 0 ? { icon: "bolt", title: t("automation.rules.empty"), detail: t("automation.rules.empty_detail") } : null}
      above={
        <>
          <PageHead
            title={t("automation.rules.title")}
            back={SETTINGS}
            lead={`${t("automation.rules.lead")} ${list.data ? t("automation.rules.cap", { cap: list.data.cap }) : ""}`}
            acts={
              mayWrite ? (
                <Button variant="filled" leftSection={<Icon name="plus" />} onClick={() => navigate("/settings/automations/new")}>
                  {t("automation.rules.new")}
                </Button>
              ) : null
            }
          />
          {list.data ? <AnswerOwns /> : null}
          {list.data && list.data.capped_today > 0 ? (
            <p className="auto-bad page-note">
              <Icon name="alert" size={16} /> {t("automation.rules.capped", { n: list.data.capped_today })}
            </p>
          ) : null}
        </>
      }
    >
      <ol className="panel auto-list">
        {rules.map((rule, place) => (
          <li key={rule.id} className="auto-rule">
            <span className="auto-place num">{place + 1}</span>
            <div className="what">
              <Link href={`/settings/automations/${rule.id}`}>{rule.name}</Link>
              <small>
                {t(`automation.rules.event.${rule.event.kind}` as AutoKey)} · {t("automation.times", { n: rule.fired })}
                {rule.capped > 0 ? ` · ${t("automation.rules.outcome.capped")} ${t("automation.times", { n: rule.capped })}` : null}
              </small>
            </div>
            {rule.active ? (
              <Chip tone="ok" icon="check">
                {t("automation.rules.on")}
              </Chip>
            ) : (
              <Chip>{t("automation.rules.off")}</Chip>
            )}
            {mayWrite ? (
              <div className="acts">
                <Button
                  size="compact-sm"
                  aria-label={`${t("automation.rules.switch", { name: rule.name })} ${t(rule.active ? "automation.rules.turn_off" : "automation.rules.turn_on")}`}
                  onClick={() => turn(rule)}
                >
                  {t(rule.active ? "automation.rules.turn_off" : "automation.rules.turn_on")}
                </Button>
                <ActionIcon
                  aria-label={t("automation.rules.up", { name: rule.name })}
                  disabled={place === 0}
                  onClick={() => move(place, place - 1)}
                >
                  <Icon name="up" />
                </ActionIcon>
                <ActionIcon
                  aria-label={t("automation.rules.down", { name: rule.name })}
                  disabled={place === rules.length - 1}
                  onClick={() => move(place, place + 1)}
                >
                  <Icon name="down" />
                </ActionIcon>
              </div>
            ) : null}
          </li>
        ))}
      </ol>
    </LoadedPage>
  );
}

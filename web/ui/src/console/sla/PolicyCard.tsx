import { ActionIcon, Chip, Icon } from "@kit";
import { duration, number } from "@shared/fmt.ts";
import { useState } from "react";
import { AskDialog } from "../Dialog.tsx";
import { useTexts } from "../texts.ts";
import type { Policy } from "./api.ts";
import { Reapply } from "./Reapply.tsx";
import { takesAll } from "./rules.ts";
import { type SlaT, useSlaTexts } from "./texts.ts";
import { useTypeLabels } from "./useTypes.ts";

interface PolicyCardProps {
  readonly policy: Policy;
  readonly place: number;
  readonly last: boolean;
  /** One before it takes every ticket. */
  readonly unreached: boolean;
  readonly mayWrite: boolean;
  readonly onEdit: () => void;
  readonly onMove: (to: number) => void;
  readonly onRetire: () => void;
}

/** A policy as the list shows it: to whom it applies and what is owed. */
export function PolicyCard({ policy, place, last, unreached, mayWrite, onEdit, onMove, onRetire }: PolicyCardProps) {
  const t = useSlaTexts();
  const [asking, setAsking] = useState(false);
  const { name } = policy;
  return (
    <li className="panel panel-pad sla-card">
      <div className="sla-head">
        <h2>
          <span className="sla-place num">{place}</span>
          {name}
        </h2>
        {mayWrite ? (
          <div className="acts">
            <ActionIcon aria-label={t("sla.up", { name })} disabled={place === 1} onClick={() => onMove(place - 1)}>
              <Icon name="up" />
            </ActionIcon>
            <ActionIcon aria-label={t("sla.down", { name })} disabled={last} onClick={() => onMove(place + 1)}>
              <Icon name="down" />
            </ActionIcon>
            <ActionIcon aria-label={t("sla.edit_of", { name })} onClick={onEdit}>
              <Icon name="edit" />
            </ActionIcon>
            <ActionIcon aria-label={t("sla.retire_of", { name })} onClick={() => setAsking(true)}>
              <Icon name="trash" />
            </ActionIcon>
          </div>
        ) : null}
      </div>
      <Applies policy={policy} t={t} />
      {unreached ? (
        <p className="sla-warn">
          <Icon name="alert" size={16} /> {t("sla.unreached")}
        </p>
      ) : null}
      <dl className="sla-owed">
        <Owed label={t("sla.first")} minutes={policy.first_minutes} />
        <Owed label={t("sla.next")} minutes={policy.next_minutes} />
        <Owed label={t("sla.solve")} minutes={policy.solve_minutes} />
      </dl>
      <div className="acts sla-foot">
        <span className="meta">{t("sla.open", { n: number(policy.open) })}</span>
        {mayWrite ? <Reapply policy={policy} /> : null}
      </div>
      {asking ? (
        <AskDialog
          title={t("sla.retire_ask", { name })}
          act={t("sla.retire_of", { name })}
          keep={t("sla.keep")}
          danger
          onAct={onRetire}
          onClose={() => setAsking(false)}
        >
          {t("sla.retire_note")}
        </AskDialog>
      ) : null}
    </li>
  );
}

function Owed({ label, minutes }: { label: string; minutes: number | null }) {
  const t = useSlaTexts();
  const { lang } = useTexts();
  return (
    <div>
      <dt>{label}</dt>
      <dd className="num">{minutes === null ? t("sla.not_owed") : duration(minutes * 60, lang)}</dd>
    </div>
  );
}

function Applies({ policy, t }: { policy: Policy; t: SlaT }) {
  const labels = useTypeLabels();
  if (takesAll(policy)) return <p className="meta">{t("sla.all")}</p>;
  const { types, channels, tags, grades } = policy.applies;
  const said = [
    ...types.map((key) => labels.get(key) ?? key),
    ...channels.map((key) => channelName(key, t)),
    ...tags.map((tag) => t("sla.tag", { tag })),
    ...grades.map((grade) => t("sla.grade", { grade })),
  ];
  return (
    <p className="sla-chips">
      {said.map((text) => (
        <Chip key={text}>{text}</Chip>
      ))}
    </p>
  );
}

export const CHANNELS = ["chat", "mail", "form", "phone", "sms"] as const;

function channelName(key: string, t: SlaT): string {
  const known = CHANNELS.find((one) => one === key);
  return known ? t(`sla.channel.${known}`) : key;
}

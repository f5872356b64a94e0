import { Button, Chip, Icon, Modal } from "@kit";
import { date } from "@shared/fmt.ts";
import { Problem } from "@shared/problem.ts";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useToasts } from "../frame/toasts.tsx";
import { sayProblem } from "../problems.ts";
import { SaveBar } from "../SaveBar.tsx";
import { useTexts } from "../texts.ts";
import { useLeaveAsk } from "../useLeaveAsk.ts";
import { type OwnHours, type OwnPlan, ownHours, ownPlanOf } from "./api.ts";
import { Exceptions } from "./Exceptions.tsx";
import { wrongSpans } from "./rules.ts";
import { useHoursTexts } from "./texts.ts";
import { WeekGrid } from "./WeekGrid.tsx";
import "./hours.css";

const LIST = ["calendar", "people"];

/** Who works other hours than the shop, and who is away: each opens their own. */
export function PeopleHours({ mayWrite }: { mayWrite: boolean }) {
  const t = useHoursTexts();
  const { lang } = useTexts();
  const [shown, setShown] = useState<number | null>(null);
  const query = useQuery({ queryKey: LIST, queryFn: ({ signal }) => ownHours.people(signal), refetchInterval: 60_000 });
  if (!query.data) return null;
  const now = new Date();
  const day = (iso: string) => date(new Date(`${iso}T12:00:00+09:00`), lang, now);
  return (
    <section className="panel panel-pad form" aria-labelledby="hours-own">
      <h2 id="hours-own">{t("hours.own")}</h2>
      <p className="meta">{t("hours.own_note")}</p>
      <ul className="hours-days">
        {query.data.items.map((person) => (
          <li key={person.id}>
            <i className="dot" data-state={person.working ? "open" : "away"} aria-hidden="true" />
            <b>{person.name}</b>
            <span className="meta">
              {t(person.follows_shop ? "hours.own_shop" : "hours.own_week")}
              {person.off
                ? ` · ${t("hours.own_off", { days: person.off.from === person.off.to ? day(person.off.from) : `${day(person.off.from)} – ${day(person.off.to)}` })}`
                : null}
            </span>
            <Button
              size="compact-sm"
              variant="subtle"
              className="hours-open"
              aria-label={t("hours.own_open", { name: person.name })}
              onClick={() => setShown(person.id)}
            >
              {t(mayWrite ? "hours.own_change" : "hours.own_show")}
            </Button>
          </li>
        ))}
      </ul>
      {shown === null ? null : <PersonDialog id={shown} mayWrite={mayWrite} onClose={() => setShown(null)} />}
    </section>
  );
}

function PersonDialog({ id, mayWrite, onClose }: { id: number; mayWrite: boolean; onClose: () => void }) {
  const t = useHoursTexts();
  const { t: common } = useTexts();
  const query = useQuery({ queryKey: ["calendar", "person", id], queryFn: ({ signal }) => ownHours.read(id, signal), staleTime: 0 });
  const [dirty, setDirty] = useState(false);
  const close = () => {
    if (!dirty || confirm(t("hours.leave"))) onClose();
  };
  return (
    <Modal
      opened
      onClose={close}
      size="lg"
      title={query.data ? t("hours.own_of", { name: query.data.name }) : t("hours.own")}
      closeButtonProps={{ "aria-label": common("common.close") }}
    >
      {query.data ? <OwnEditor saved={query.data} who={id} locked={!mayWrite} onDirty={setDirty} /> : null}
    </Modal>
  );
}

/** My own hours, among my settings. */
export function MyHours() {
  const t = useHoursTexts();
  const query = useQuery({ queryKey: ["calendar", "person", "me"], queryFn: ({ signal }) => ownHours.read("me", signal), retry: false });
  if (!query.data) return null;
  return (
    <section className="panel panel-pad form" aria-labelledby="my-hours">
      <h2 id="my-hours">{t("hours.own_mine")}</h2>
      <p className="meta">{t("hours.own_mine_note")}</p>
      <OwnEditor saved={query.data} who="me" locked={false} />
    </section>
  );
}

interface OwnEditorProps {
  readonly saved: OwnHours;
  readonly who: number | "me";
  readonly locked: boolean;
  readonly onDirty?: (dirty: boolean) => void;
}

function OwnEditor({ saved, who, locked, onDirty }: OwnEditorProps) {
  const t = useHoursTexts();
  const { t: common, lang } = useTexts();
  const { say, fail } = useToasts();
  const client = useQueryClient();
  const [draft, setDraft] = useState<OwnPlan | null>(null);
  const [busy, setBusy] = useState(false);
  const [stale, setStale] = useState(false);
  const plan = draft ?? ownPlanOf(saved);
  const key = ["calendar", "person", who];
  useLeaveAsk(draft !== null, t("hours.leave"));
  const put = (next: OwnPlan | null) => {
    setDraft(next);
    onDirty?.(next !== null);
  };
  const change = (part: Partial<OwnPlan>) => {
    const next = { ...plan, ...part };
    put(JSON.stringify(next) === JSON.stringify(ownPlanOf(saved)) ? null : next);
  };
  const keep = (next: OwnHours) => {
    client.setQueryData(key, next);
    void client.invalidateQueries({ queryKey: LIST });
  };
  const save = async () => {
    const before = ownPlanOf(saved);
    setBusy(true);
    try {
      const next = await ownHours.save(who, plan);
      keep(next);
      put(null);
      say(t("hours.own_saved", { name: next.name }), () => {
        ownHours.save(who, { ...before, version: next.version }).then(keep, (error: unknown) => fail(sayProblem(error, common)));
      });
    } catch (error) {
      if (error instanceof Problem && error.status === 409) setStale(true);
      else fail(sayProblem(error, common));
    } finally {
      setBusy(false);
    }
  };
  const right = plan.follows_shop || plan.week.every((day) => wrongSpans(day.open).size === 0 && wrongSpans(day.lunch).size === 0);
  return (
    <div className="form">
      <p>
        <Chip tone={saved.working ? "ok" : "plain"} icon="clock">
          {t(saved.working ? "hours.own_working" : "hours.own_resting")}
        </Chip>
      </p>
      <fieldset className="radio-list" aria-label={t("hours.own_which")} disabled={locked}>
        {([true, false] as const).map((follows) => (
          <label key={String(follows)}>
            <input
              type="radio"
              name={`hours-of-${who}`}
              checked={plan.follows_shop === follows}
              onChange={() => change({ follows_shop: follows })}
            />
            {t(follows ? "hours.own_follow" : "hours.own_other")}
          </label>
        ))}
      </fieldset>
      {plan.follows_shop ? null : (
        <>
          <WeekGrid week={plan.week} lang={lang} locked={locked} onChange={(week) => change({ week })} />
          <label className="hours-check">
            <input
              type="checkbox"
              checked={plan.public_holidays}
              disabled={locked}
              onChange={(event) => change({ public_holidays: event.currentTarget.checked })}
            />
            {t("hours.holidays_off")}
          </label>
        </>
      )}
      <h3 className="field-label">
        <Icon name="moon" size={16} /> {t("hours.own_days")}
      </h3>
      <Exceptions plan={{ ...plan, temporary: [] }} lang={lang} now={new Date(saved.now)} locked={locked} own onChange={change} />
      <SaveBar
        dirty={draft !== null}
        stale={stale}
        busy={busy}
        right={right}
        texts={{ dirty: t("hours.dirty"), conflict: t("hours.conflict"), revert: t("hours.revert"), reload: t("hours.reload") }}
        onRevert={() => {
          put(null);
          if (stale) void client.invalidateQueries({ queryKey: key });
          setStale(false);
        }}
        onSave={() => void save()}
      />
    </div>
  );
}

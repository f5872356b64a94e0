import { Button, Chip, Icon } from "@kit";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { Dialog } from "../Dialog.tsx";
import { useToasts } from "../frame/toasts.tsx";
import { Loaded } from "../Loaded.tsx";
import { leaving } from "../leave.ts";
import { sayProblem } from "../problems.ts";
import { SaveBar } from "../SaveBar.tsx";
import { useTexts } from "../texts.ts";
import { useSheet } from "../useSheet.ts";
import { type OwnHours, type OwnPlan, ownHours, ownPlanOf, type PersonHours } from "./api.ts";
import { dates } from "./dates.ts";
import { Exceptions } from "./Exceptions.tsx";
import { wrongSpans } from "./rules.ts";
import { useHoursTexts } from "./texts.ts";
import { WeekGrid } from "./WeekGrid.tsx";
import "./hours.css";

const LIST = ["calendar", "people"];

/** Who works other hours than the shop, and who is away: each opens their own. */
export function PeopleHours({ mayWrite }: { mayWrite: boolean }) {
  const t = useHoursTexts();
  const [shown, setShown] = useState<number | null>(null);
  const query = useQuery({ queryKey: LIST, queryFn: ({ signal }) => ownHours.people(signal), refetchInterval: 60_000 });
  return (
    <section className="panel panel-pad form" aria-labelledby="hours-own">
      <h2 id="hours-own">{t("hours.own")}</h2>
      <p className="meta">{t("hours.own_note")}</p>
      <Loaded query={query}>
        <ul className="hours-days">
          {(query.data?.items ?? []).map((person) => (
            <PersonRow key={person.id} person={person} mayWrite={mayWrite} onOpen={() => setShown(person.id)} />
          ))}
        </ul>
      </Loaded>
      {shown === null ? null : <PersonDialog id={shown} mayWrite={mayWrite} onClose={() => setShown(null)} />}
    </section>
  );
}

function PersonRow({ person, mayWrite, onOpen }: { person: PersonHours; mayWrite: boolean; onOpen: () => void }) {
  const t = useHoursTexts();
  const { lang } = useTexts();
  const { off } = person;
  return (
    <li>
      <i className="dot" data-state={person.working ? "open" : "away"} aria-hidden="true" />
      <b>{person.name}</b>
      <span className="meta">
        {t(person.follows_shop ? "hours.own_shop" : "hours.own_week")}
        {off ? ` · ${t("hours.own_off", { days: dates(off.from, off.to, lang, new Date()) })}` : null}
      </span>
      <Button
        size="compact-sm"
        variant="subtle"
        className="hours-open"
        aria-label={t("hours.own_open", { name: person.name })}
        onClick={onOpen}
      >
        {t(mayWrite ? "hours.own_change" : "hours.own_show")}
      </Button>
    </li>
  );
}

function PersonDialog({ id, mayWrite, onClose }: { id: number; mayWrite: boolean; onClose: () => void }) {
  const t = useHoursTexts();
  const query = useQuery({ queryKey: ["calendar", "person", id], queryFn: ({ signal }) => ownHours.read(id, signal), staleTime: 0 });
  return (
    <Dialog size="lg" title={query.data ? t("hours.own_of", { name: query.data.name }) : t("hours.own")} onClose={() => leaving(onClose)}>
      <Loaded query={query}>{query.data ? <OwnEditor saved={query.data} who={id} locked={!mayWrite} /> : null}</Loaded>
    </Dialog>
  );
}

/** My own hours, among my settings. */
export function MyHours() {
  const t = useHoursTexts();
  const query = useQuery({ queryKey: ["calendar", "person", "me"], queryFn: ({ signal }) => ownHours.read("me", signal) });
  return (
    <section className="panel panel-pad form" aria-labelledby="my-hours">
      <h2 id="my-hours">{t("hours.own_mine")}</h2>
      <p className="meta">{t("hours.own_mine_note")}</p>
      <Loaded query={query}>{query.data ? <OwnEditor saved={query.data} who="me" locked={false} /> : null}</Loaded>
    </section>
  );
}

interface OwnEditorProps {
  readonly saved: OwnHours;
  readonly who: number | "me";
  readonly locked: boolean;
}

function OwnEditor({ saved, who, locked }: OwnEditorProps) {
  const t = useHoursTexts();
  const { t: common, lang } = useTexts();
  const { say, fail } = useToasts();
  const client = useQueryClient();
  const key = ["calendar", "person", who];
  const keep = (next: OwnHours) => {
    client.setQueryData(key, next);
    void client.invalidateQueries({ queryKey: LIST });
  };
  const sheet = useSheet<OwnPlan>(ownPlanOf(saved), {
    store: async (plan) => {
      const before = ownPlanOf(saved);
      const next = await ownHours.save(who, plan);
      keep(next);
      say(t("hours.own_saved", { name: next.name }), () => {
        ownHours.save(who, { ...before, version: next.version }).then(keep, (error: unknown) => fail(sayProblem(error, common)));
      });
    },
    reread: () => void client.invalidateQueries({ queryKey: key }),
  });
  const { value: plan, change } = sheet;
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
          <WeekGrid week={plan.week} locked={locked} onChange={(week) => change({ week })} />
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
      <SaveBar of={sheet} right={right} />
    </div>
  );
}

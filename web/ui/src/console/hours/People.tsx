import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useToasts } from "../frame/toasts.tsx";
import type { Duty, DutyList } from "../inbox/ticketApi.ts";
import { tickets } from "../inbox/ticketApi.ts";
import { Loaded } from "../Loaded.tsx";
import { sayProblem } from "../problems.ts";
import { useTexts } from "../texts.ts";
import { capacityOf } from "./api.ts";
import { useHoursTexts } from "./texts.ts";

const KEY = ["presence"];
const STATES = ["online", "away", "offline"] as const;
const MOST = 50;

/** Who takes chats now, how many they hold, and how many they take at once. */
export function People({ locked }: { locked: boolean }) {
  const t = useHoursTexts();
  const query = useQuery({ queryKey: KEY, queryFn: ({ signal }) => tickets.presence(signal), refetchInterval: 10_000 });
  return (
    <section className="panel panel-pad form" aria-labelledby="hours-people">
      <h2 id="hours-people">{t("hours.people")}</h2>
      <p className="meta">{t("hours.people_note")}</p>
      <Loaded query={query}>
        <ul className="hours-days">
          {(query.data?.staff ?? []).map((person) => (
            <Person key={person.id} person={person} locked={locked} />
          ))}
        </ul>
      </Loaded>
    </section>
  );
}

function Person({ person, locked }: { person: Duty; locked: boolean }) {
  const t = useHoursTexts();
  const { t: common } = useTexts();
  const { say, fail } = useToasts();
  const client = useQueryClient();
  const [typed, setTyped] = useState<string | null>(null);
  const state = STATES.find((known) => known === person.state) ?? "offline";
  const save = async () => {
    const n = typed?.trim() === "" ? 0 : Number(typed);
    setTyped(null);
    if (typed === null || !Number.isInteger(n) || n < 0 || n > MOST || n === person.capacity) return;
    try {
      const next: DutyList = await capacityOf(person.id, n);
      client.setQueryData(KEY, next);
      const now = next.staff.find((one) => one.id === person.id);
      say(t("hours.people_saved", { name: person.name, n: now?.capacity ?? n }));
    } catch (error) {
      fail(sayProblem(error, common));
    }
  };
  return (
    <li>
      <i className="dot" data-state={state === "online" ? "open" : "away"} aria-hidden="true" />
      <b>{person.name}</b>
      <span className="meta">
        {t(`hours.state.${state}`)} · {t("hours.people_held", { n: person.open_chats })}
      </span>
      <input
        className="hours-number"
        type="number"
        inputMode="numeric"
        min={0}
        max={MOST}
        disabled={locked}
        aria-label={t("hours.people_capacity", { name: person.name })}
        value={typed ?? person.capacity}
        onChange={(event) => setTyped(event.currentTarget.value)}
        onBlur={() => void save()}
        onKeyDown={(event) => {
          if (event.key === "Enter") event.currentTarget.blur();
        }}
      />
    </li>
  );
}

import { ActionIcon, Button, Chip, Icon, TextInput } from "@kit";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { Link } from "wouter";
import { Loaded } from "../Loaded.tsx";
import { SaveDialog } from "../SaveDialog.tsx";
import { useTexts } from "../texts.ts";
import { desk, type Team } from "./api.ts";
import { useDeskTexts } from "./texts.ts";
import { KEYS, useDeskTeams, useDeskTypes, useDoing } from "./useDesk.ts";

const BLANK: Team = { id: 0, name: "", members: [], version: 0 };

/** Teams with their people, and the types that go to them. */
export function TeamsTab({ mayWrite }: { mayWrite: boolean }) {
  const t = useDeskTexts();
  const { lang } = useTexts();
  const [edited, setEdited] = useState<Team | null>(null);
  const query = useDeskTeams();
  const types = useDeskTypes().data ?? [];
  const { doing } = useDoing(KEYS.teams);
  const teams = query.data ?? [];
  const end = (team: Team) =>
    void doing(
      () => desk.endTeam(team.id),
      t("desk.removed", { name: team.name }),
      () =>
        desk.addTeam(
          team.name,
          team.members.map((person) => person.id),
        ),
    );
  return (
    <>
      <div className="desk-lead">
        <p className="meta">{t("desk.teams.lead")}</p>
        {mayWrite ? (
          <Button variant="filled" leftSection={<Icon name="plus" />} onClick={() => setEdited(BLANK)}>
            {t("desk.teams.new")}
          </Button>
        ) : null}
      </div>
      <Loaded
        query={query}
        empty={teams.length === 0 ? { icon: "people", title: t("desk.teams.empty"), detail: t("desk.teams.empty_detail") } : null}
      >
        <ul className="desk-cards">
          {teams.map((team) => {
            const taken = types.filter((type) => type.team_id === team.id);
            return (
              <li key={team.id} className="panel panel-pad desk-card">
                <div className="desk-card-head">
                  <h2>{team.name}</h2>
                  <span className="meta num">{t("desk.teams.count", { n: team.members.length })}</span>
                  {mayWrite ? (
                    <span className="desk-moves">
                      <ActionIcon aria-label={`${t("desk.teams.edit")}: ${team.name}`} onClick={() => setEdited(team)}>
                        <Icon name="edit" />
                      </ActionIcon>
                      <ActionIcon aria-label={t("desk.remove", { name: team.name })} onClick={() => end(team)}>
                        <Icon name="trash" />
                      </ActionIcon>
                    </span>
                  ) : null}
                </div>
                <p className="desk-chips">
                  {team.members.map((person) => (
                    <Chip key={person.id} icon="person">
                      {person.name}
                    </Chip>
                  ))}
                  {team.members.length === 0 ? <span className="meta">{t("desk.teams.nobody")}</span> : null}
                </p>
                <div>
                  <h3 className="field-label">{t("desk.teams.types")}</h3>
                  <p className="desk-chips">
                    {taken.map((type) => (
                      <Link key={type.key} href={`/settings/desk/types/${type.key}`}>
                        {type.label[lang]}
                      </Link>
                    ))}
                    {taken.length === 0 ? <span className="meta">{t("desk.teams.no_types")}</span> : null}
                  </p>
                </div>
              </li>
            );
          })}
        </ul>
      </Loaded>
      {edited ? <TeamEditor saved={edited} onClose={() => setEdited(null)} /> : null}
    </>
  );
}

function TeamEditor({ saved, onClose }: { saved: Team; onClose: () => void }) {
  const t = useDeskTexts();
  const { renew, say } = useDoing(KEYS.teams);
  const people = useQuery({ queryKey: ["presence"], queryFn: ({ signal }) => desk.people(signal) }).data?.staff ?? [];
  const [name, setName] = useState(saved.name);
  const [members, setMembers] = useState<readonly number[]>(saved.members.map((person) => person.id));
  // Who is in the team and answers no shoppers any more can still be taken out.
  const known = [...people, ...saved.members.filter((person) => !people.some((one) => one.id === person.id))];
  const save = async () => {
    await (saved.id ? desk.saveTeam(saved.id, name, members, saved.version) : desk.addTeam(name, members));
    await renew();
    say(t("desk.saved", { name: name.trim() }));
    onClose();
  };
  return (
    <SaveDialog
      title={t(saved.id ? "desk.teams.edit" : "desk.teams.new")}
      right={name.trim() !== ""}
      groups={["members"]}
      save={save}
      onClose={onClose}
    >
      {(errors) => (
        <>
          <TextInput
            data-autofocus
            label={t("desk.teams.name")}
            value={name}
            maxLength={40}
            error={errors["name"]}
            onChange={(event) => setName(event.currentTarget.value)}
          />
          <fieldset className="desk-checks">
            <legend className="field-label">{t("desk.teams.members")}</legend>
            {known.map((person) => (
              <label key={person.id}>
                <input
                  type="checkbox"
                  checked={members.includes(person.id)}
                  onChange={(event) =>
                    setMembers(event.currentTarget.checked ? [...members, person.id] : members.filter((id) => id !== person.id))
                  }
                />
                {person.name}
              </label>
            ))}
          </fieldset>
        </>
      )}
    </SaveDialog>
  );
}

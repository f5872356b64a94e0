import { Button, Chip, Icon } from "@kit";
import { Link } from "wouter";
import { Loaded } from "../Loaded.tsx";
import { useTexts } from "../texts.ts";
import { desk, type TicketType } from "./api.ts";
import { Order } from "./Order.tsx";
import { draftOf, moved } from "./rules.ts";
import { useDeskTexts } from "./texts.ts";
import { KEYS, useDeskTeams, useDeskTypes, useDoing } from "./useDesk.ts";

/** Every type in its order, with what it asks for and how it goes. */
export function TypesTab({ mayWrite }: { mayWrite: boolean }) {
  const t = useDeskTexts();
  const { lang } = useTexts();
  const query = useDeskTypes();
  const { doing } = useDoing(KEYS.types);
  const types = query.data ?? [];
  const place = async (list: readonly TicketType[]) => {
    for (const [i, type] of list.entries())
      if (type.position !== i + 1) await desk.saveType(type.key, { ...draftOf(type), position: i + 1 }, type.version);
  };
  const move = (from: number, to: number) => {
    const type = types[from];
    if (type) void doing(() => place(moved(types, from, to)), t("desk.moved", { name: type.label[lang], n: to + 1 }));
  };
  return (
    <>
      <div className="desk-lead">
        <p className="meta">{t("desk.types.lead")}</p>
        {mayWrite ? (
          <Button component={Link} href="/settings/desk/types/new" variant="filled" leftSection={<Icon name="plus" />}>
            {t("desk.types.new")}
          </Button>
        ) : null}
      </div>
      <Loaded query={query}>
        <Order
          list={types}
          idOf={(type) => type.key}
          nameOf={(type) => type.label[lang]}
          className="panel desk-list"
          label={t("desk.tab.types")}
          mayWrite={mayWrite}
          onMove={move}
        >
          {(type) => <TypeRow type={type} />}
        </Order>
      </Loaded>
    </>
  );
}

function TypeRow({ type }: { type: TicketType }) {
  const t = useDeskTexts();
  const { lang } = useTexts();
  const teams = useTeamNames();
  const team = type.team_id === null ? undefined : teams.get(type.team_id);
  const n = type.fields.length;
  return (
    <div className="desk-type">
      <Link href={`/settings/desk/types/${type.key}`}>{type.label[lang]}</Link>
      <ol className="desk-way" aria-label={t("desk.steps")}>
        {type.steps.map((step) => (
          <li key={step.id}>{step.label[lang]}</li>
        ))}
      </ol>
      <span className="desk-facts">
        {n > 0 ? <span className="meta num">{t("desk.types.fields", { n })}</span> : null}
        {team ? <Chip icon="people">{team}</Chip> : null}
        {type.contact ? (
          <Chip tone="ok" icon="check">
            {t("desk.types.shown")}
          </Chip>
        ) : null}
      </span>
    </div>
  );
}

function useTeamNames(): ReadonlyMap<number, string> {
  const { data } = useDeskTeams();
  return new Map((data ?? []).map((team) => [team.id, team.name]));
}

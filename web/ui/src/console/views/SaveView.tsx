import { Button, NativeSelect, TextInput } from "@kit";
import { Problem } from "@shared/problem.ts";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useLocation } from "wouter";
import { useToasts } from "../frame/toasts.tsx";
import type { Sort } from "../inbox/queue.ts";
import { tickets } from "../inbox/ticketApi.ts";
import { sayProblem } from "../problems.ts";
import { useTexts } from "../texts.ts";
import { type ShareKind, type View, views } from "./api.ts";
import type { Filter } from "./filter.ts";
import { useViewsTexts } from "./texts.ts";

const SHARES: readonly ShareKind[] = ["me", "team", "role", "all"];
const ROLES = ["agent", "lead", "marketer", "admin"] as const;

export interface SaveViewProps {
  readonly filter: Filter;
  readonly sort: Sort;
  readonly saved: View | undefined;
}

/** Keeps the conditions: in the view they came from, or under a new name. */
export function SaveView({ filter, sort, saved }: SaveViewProps) {
  const t = useViewsTexts();
  const { t: common } = useTexts();
  const client = useQueryClient();
  const { say, fail } = useToasts();
  const [, navigate] = useLocation();
  const [naming, setNaming] = useState(false);
  const [name, setName] = useState("");
  const [kind, setKind] = useState<ShareKind>("me");
  const [ref, setRef] = useState("");
  const [wrong, setWrong] = useState("");
  const teams = useQuery({
    queryKey: ["teams"],
    queryFn: ({ signal }) => tickets.teams(signal),
    enabled: naming && kind === "team",
    retry: false,
  });
  const done = async (view: View) => {
    await client.invalidateQueries({ queryKey: ["views"] });
    say(t("views.saved", { name: view.name }));
    navigate(`/view/${view.id}`);
  };
  const refuse = (error: unknown) => {
    const field = error instanceof Problem ? error.field("name") : undefined;
    if (field) setWrong(field);
    else fail(sayProblem(error, common));
  };
  const keep = async () => {
    if (!saved) return;
    try {
      const { name: same, columns, shared } = saved;
      await done(await views.save(saved.id, { name: same, filter, sort, columns: columns ?? [], shared }, saved.version));
    } catch (error) {
      refuse(error);
    }
  };
  const create = async () => {
    if (!name.trim()) return setWrong(t("views.name_missing"));
    try {
      const shared = {
        kind,
        ref: kind === "team" || kind === "role" ? ref || (kind === "role" ? "agent" : String(teams.data?.[0]?.id ?? "")) : "",
      };
      await done(await views.create({ name: name.trim(), filter, sort, columns: [], shared }));
    } catch (error) {
      refuse(error);
    }
  };
  if (!naming) {
    return (
      <>
        {saved ? (
          <Button size="xs" variant="filled" onClick={() => void keep()}>
            {t("views.save_change", { name: saved.name })}
          </Button>
        ) : null}
        <Button size="xs" onClick={() => setNaming(true)}>
          {t(saved ? "views.save_new" : "views.save")}
        </Button>
      </>
    );
  }
  return (
    <form
      className="save-view"
      onSubmit={(event) => {
        event.preventDefault();
        void create();
      }}
    >
      <TextInput
        label={t("views.name")}
        value={name}
        maxLength={60}
        error={wrong || null}
        data-autofocus
        onChange={(event) => {
          setName(event.currentTarget.value);
          setWrong("");
        }}
      />
      <NativeSelect
        label={t("views.shared.label")}
        value={kind}
        onChange={(event) => {
          setKind(event.currentTarget.value as ShareKind);
          setRef("");
        }}
        data={SHARES.map((value) => ({ value, label: t(`views.shared.${value}`) }))}
      />
      {kind === "team" ? (
        <NativeSelect
          label={t("views.shared.team_label")}
          value={ref}
          onChange={(event) => setRef(event.currentTarget.value)}
          data={(teams.data ?? []).map((team) => ({ value: String(team.id), label: team.name }))}
        />
      ) : null}
      {kind === "role" ? (
        <NativeSelect
          label={t("views.shared.role_label")}
          value={ref || "agent"}
          onChange={(event) => setRef(event.currentTarget.value)}
          data={ROLES.map((value) => ({ value, label: t(`views.role.${value}`) }))}
        />
      ) : null}
      <div className="save-view-acts">
        <Button size="xs" variant="subtle" onClick={() => setNaming(false)}>
          {common("common.close")}
        </Button>
        <Button size="xs" variant="filled" type="submit">
          {t("views.save")}
        </Button>
      </div>
    </form>
  );
}

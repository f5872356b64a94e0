import { NativeSelect } from "@kit";
import { TagsInput } from "@kit/fields";
import { useQuery } from "@tanstack/react-query";
import { useTexts } from "../texts.ts";
import { type Actions, around } from "./api.ts";
import { changed, stateOf, withState } from "./rules.ts";
import { useAutoTexts } from "./texts.ts";

const SNOOZES = ["hour", "today_16", "tomorrow_10", "next_business_10", "monday_10", "reply"] as const;
const PRIORITIES = ["0", "1", "2", "3"] as const;

interface ActionFieldsProps {
  readonly actions: Actions;
  readonly errors: Partial<Record<string, string>>;
  readonly disabled: boolean;
  /** A rule is nobody. */
  readonly person: boolean;
  readonly onChange: (actions: Actions) => void;
}

/** What is done to a ticket: every field begins with leaving it as it is. */
export function ActionFields({ actions, errors, disabled, person, onChange }: ActionFieldsProps) {
  const t = useAutoTexts();
  const { lang } = useTexts();
  const teams = useQuery({ queryKey: ["teams"], queryFn: around.teams, staleTime: 60_000 }).data ?? [];
  const people = useQuery({ queryKey: ["staff-names"], queryFn: around.people, staleTime: 60_000 }).data ?? [];
  const types = useQuery({ queryKey: ["ticket-types"], queryFn: around.types, staleTime: 60_000 }).data ?? [];
  const tags = useQuery({ queryKey: ["tag-names"], queryFn: around.tags, staleTime: 60_000 }).data ?? [];
  const keep = { value: "", label: t("automation.keep") };
  const put = (part: Partial<Record<keyof Actions, unknown>>) => onChange(changed(actions, part));
  const names = tags.map((tag) => tag.name);
  return (
    <>
      <div className="form-row">
        <NativeSelect
          label={t("automation.state")}
          value={stateOf(actions)}
          error={errors["actions.reopen"]}
          disabled={disabled}
          onChange={(e) => onChange(withState(actions, e.currentTarget.value))}
          data={[
            keep,
            { value: "solve", label: t("automation.state_solve") },
            { value: "quiet", label: t("automation.state_quiet") },
            { value: "reopen", label: t("automation.state_reopen") },
          ]}
        />
        <NativeSelect
          label={t("automation.snooze")}
          value={actions.snooze ?? ""}
          error={errors["actions.snooze"]}
          disabled={disabled}
          onChange={(e) => put({ snooze: e.currentTarget.value })}
          data={[keep, ...SNOOZES.map((value) => ({ value, label: t(`automation.snooze.${value}`) }))]}
        />
      </div>
      <div className="form-row">
        <NativeSelect
          label={t("automation.owner")}
          value={actions.owner ?? ""}
          error={errors["actions.owner"]}
          disabled={disabled}
          onChange={(e) => put({ owner: e.currentTarget.value })}
          data={[
            keep,
            ...(person ? [{ value: "me", label: t("automation.owner_me") }] : []),
            { value: "none", label: t("automation.owner_none") },
            ...people.map((one) => ({ value: String(one.id), label: one.name })),
          ]}
        />
        <NativeSelect
          label={t("automation.team")}
          value={actions.team_id === undefined ? "" : String(actions.team_id)}
          disabled={disabled}
          onChange={(e) => put({ team_id: e.currentTarget.value === "" ? undefined : Number(e.currentTarget.value) })}
          data={[
            keep,
            { value: "0", label: t("automation.team_none") },
            ...teams.map((one) => ({ value: String(one.id), label: one.name })),
          ]}
        />
      </div>
      <div className="form-row">
        <NativeSelect
          label={t("automation.priority")}
          value={actions.priority === undefined ? "" : String(actions.priority)}
          disabled={disabled}
          onChange={(e) => put({ priority: e.currentTarget.value === "" ? undefined : Number(e.currentTarget.value) })}
          data={[keep, ...PRIORITIES.map((value) => ({ value, label: t(`automation.priority.${value}`) }))]}
        />
        <NativeSelect
          label={t("automation.type")}
          value={actions.type ?? ""}
          disabled={disabled}
          onChange={(e) => put({ type: e.currentTarget.value })}
          data={[keep, ...types.map((one) => ({ value: one.key, label: one.label[lang] }))]}
        />
      </div>
      <div className="form-row">
        <TagsInput
          label={t("automation.add_tags")}
          value={[...(actions.add_tags ?? [])]}
          error={errors["actions.add_tags"] ?? errors["actions"]}
          disabled={disabled}
          data={names}
          onChange={(add_tags) => put({ add_tags })}
        />
        <TagsInput
          label={t("automation.remove_tags")}
          value={[...(actions.remove_tags ?? [])]}
          error={errors["actions.remove_tags"]}
          disabled={disabled}
          data={names}
          onChange={(remove_tags) => put({ remove_tags })}
        />
      </div>
    </>
  );
}

import { Button, Modal, TextInput } from "@kit";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { Choices, type Choice as Shown } from "../../frame/Choices.tsx";
import { bestScore } from "../../frame/match.ts";
import { useSession } from "../../session.tsx";
import { type TextKey, useTexts } from "../../texts.ts";
import type { Ticket } from "../ticket.ts";
import { tickets } from "../ticketApi.ts";
import { type Act, macros } from "./act.ts";

export type PickKind = "assign" | "tag" | "priority" | "snooze" | "team" | "macro" | "merge";

export interface PickerProps {
  readonly kind: PickKind;
  /** What it is for: their tags can be taken off. */
  readonly rows: readonly Ticket[];
  readonly onPick: (act: Act) => void;
  readonly onMerge: (into: Ticket) => void;
  readonly onClose: () => void;
}

interface Choice extends Shown {
  readonly pick: () => void;
}

const STALE_MS = 60_000;
const PRIORITIES = [3, 2, 1, 0] as const;

/** Chooses whom, which tag, or until when: by a few letters, for one ticket or for many. */
export default function Picker(props: PickerProps) {
  const { kind, onClose } = props;
  const { t } = useTexts();
  const [text, setText] = useState("");
  const [date, setDate] = useState(false);
  const choices = useChoices(props, text, () => setDate(true));
  const pick = (choice: Choice) => {
    if (choice.id !== "date") onClose();
    choice.pick();
  };
  const title = t(`console.pick.${kind}` as TextKey);
  return (
    <Modal
      opened
      onClose={onClose}
      title={title}
      size={440}
      yOffset="14vh"
      centered={false}
      transitionProps={{ duration: 0 }}
      closeButtonProps={{ "aria-label": t("common.close") }}
    >
      {date ? (
        <DateChoice
          onSet={(until) => {
            onClose();
            props.onPick({ kind: "snooze", until });
          }}
        />
      ) : (
        <Choices
          id="choices"
          field={t("console.pick.filter")}
          label={title}
          placeholder={t("console.pick.filter")}
          text={text}
          onText={setText}
          sections={[{ choices }]}
          onPick={pick}
          none={t("console.pick.none")}
        />
      )}
    </Modal>
  );
}

/** What can be chosen, for what is typed. */
function useChoices({ kind, rows, onPick, onMerge }: PickerProps, text: string, onDate: () => void): Choice[] {
  const { t } = useTexts();
  const { me } = useSession();
  const typed = text.trim();
  const on = (wanted: PickKind) => kind === wanted;
  const staff = useQuery({ queryKey: ["staff"], queryFn: () => tickets.staff(), enabled: on("assign"), staleTime: STALE_MS });
  const tags = useQuery({
    queryKey: ["tags"],
    queryFn: ({ signal }) => tickets.tags("", signal),
    enabled: on("tag"),
    staleTime: STALE_MS,
    retry: false,
  });
  const times = useQuery({
    queryKey: ["snooze-choices"],
    queryFn: ({ signal }) => tickets.snoozeChoices(signal),
    enabled: on("snooze"),
    staleTime: STALE_MS,
  });
  const teams = useQuery({
    queryKey: ["teams"],
    queryFn: ({ signal }) => tickets.teams(signal),
    enabled: on("team"),
    staleTime: STALE_MS,
    retry: false,
  });
  const list = useQuery({
    queryKey: ["macros"],
    queryFn: ({ signal }) => macros.list(signal),
    enabled: on("macro"),
    staleTime: STALE_MS,
    retry: false,
  });
  const fits = (choice: Choice) => !typed || bestScore(typed, [choice.name]) > 0;
  const kinds: Record<PickKind, () => Choice[]> = {
    assign: () => [
      {
        id: "me",
        icon: "person",
        name: t("console.act.take"),
        hint: me.name,
        pick: () => onPick({ kind: "assign", owner: { id: me.id, name: me.name } }),
      },
      ...(staff.data ?? [])
        .filter((person) => person.id !== me.id)
        .map(
          (person): Choice => ({
            id: String(person.id),
            icon: "person",
            name: person.name,
            pick: () => onPick({ kind: "assign", owner: person }),
          }),
        ),
      { id: "none", icon: "close", name: t("console.act.release"), pick: () => onPick({ kind: "assign", owner: null }) },
    ],
    tag: () => tagChoices((tags.data ?? []).map((tag) => (typeof tag === "string" ? tag : tag.name))),
    priority: () =>
      PRIORITIES.map((priority) => ({
        id: String(priority),
        icon: "flag",
        name: t(`console.priority.${priority}`),
        pick: () => onPick({ kind: "priority", priority }),
      })),
    snooze: () => [
      ...(times.data ?? []).map(
        (time): Choice => ({
          id: time.choice,
          icon: "moon",
          name: time.label,
          pick: () => onPick({ kind: "snooze", choice: time.choice }),
        }),
      ),
      { id: "date", icon: "clock", name: t("console.pick.date"), pick: onDate },
    ],
    team: () =>
      (teams.data ?? []).map((team) => ({
        id: String(team.id),
        icon: "people",
        name: team.name,
        pick: () => onPick({ kind: "team", team }),
      })),
    macro: () =>
      (list.data ?? []).map((macro) => ({
        id: macro.id,
        icon: "bolt",
        name: macro.name,
        pick: () => onPick({ kind: "macro", macro: macro.id }),
      })),
    merge: () =>
      rows.map((row) => ({
        id: String(row.id),
        icon: "merge",
        name: row.shopper.name || t("console.row.nameless", { number: row.number }),
        hint: `#${row.number} · ${row.title || row.subject || row.preview}`,
        pick: () => onMerge(row),
      })),
  };
  const tagChoices = (known: readonly string[]): Choice[] => {
    const worn = [...new Set(rows.flatMap((row) => row.tags ?? []))];
    const everybody = (tag: string) => rows.length > 0 && rows.every((row) => (row.tags ?? []).includes(tag));
    const add = [...new Set(known)]
      .filter((tag) => !everybody(tag))
      .map((tag) => ({ id: `+${tag}`, icon: "tag" as const, name: tag, pick: () => onPick({ kind: "tag", add: [tag], remove: [] }) }));
    const off = worn.map((tag) => ({
      id: `-${tag}`,
      icon: "close" as const,
      name: t("console.pick.remove_tag", { tag }),
      pick: () => onPick({ kind: "tag", add: [], remove: [tag] }),
    }));
    const fresh = typed.replace(/^#/, "");
    const create: Choice[] =
      fresh && !known.includes(fresh) && !worn.includes(fresh)
        ? [
            {
              id: "new",
              icon: "plus",
              name: t("console.pick.new_tag", { tag: fresh }),
              pick: () => onPick({ kind: "tag", add: [fresh], remove: [] }),
            },
          ]
        : [];
    return [...add.filter(fits), ...off.filter(fits), ...create];
  };
  const all = kinds[kind]();
  return on("tag") ? all : all.filter(fits);
}

function DateChoice({ onSet }: { onSet: (until: string) => void }) {
  const { t } = useTexts();
  const [value, setValue] = useState("");
  const [wrong, setWrong] = useState(false);
  const set = () => {
    // The field speaks of the shop's time, which is Korea's.
    const at = new Date(`${value}:00+09:00`);
    if (Number.isNaN(at.getTime()) || at <= new Date()) return setWrong(true);
    onSet(at.toISOString());
  };
  return (
    <form
      className="pick-date"
      onSubmit={(event) => {
        event.preventDefault();
        set();
      }}
    >
      <TextInput
        type="datetime-local"
        data-autofocus
        label={t("console.pick.date_label")}
        value={value}
        error={wrong ? t("console.pick.date_passed") : null}
        onChange={(event) => {
          setValue(event.currentTarget.value);
          setWrong(false);
        }}
      />
      <Button type="submit" variant="filled">
        {t("console.pick.date_set")}
      </Button>
    </form>
  );
}

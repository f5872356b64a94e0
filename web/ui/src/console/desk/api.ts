import { call, post } from "../api.ts";

export interface Label {
  readonly ko: string;
  readonly en: string;
}

export const KINDS = ["text", "number", "date", "choice", "order", "items", "photo"] as const;
export type Kind = (typeof KINDS)[number];

export interface Choice {
  readonly id: string;
  readonly label: Label;
}

export interface Field extends Choice {
  readonly kind: Kind;
  readonly required: boolean;
  /** For staff alone: shoppers are not asked it. */
  readonly inside?: boolean;
  readonly choices?: readonly Choice[];
}

export interface TypeDraft {
  readonly label: Label;
  readonly steps: readonly Choice[];
  readonly fields: readonly Field[];
  /** Which steps may follow a step; after one that is not named any may. */
  readonly next: Readonly<Record<string, readonly string[]>>;
  readonly sla_policy: number | null;
  readonly team_id: number | null;
  readonly contact: boolean;
  readonly hint: Label;
  readonly position: number;
}

export interface TicketType extends Omit<TypeDraft, "hint"> {
  readonly hint: Partial<Label>;
  readonly key: string;
  readonly builtin: boolean;
  readonly version: number;
}

export const CATEGORIES = ["new", "open", "waiting", "solved"] as const;
export type Category = (typeof CATEGORIES)[number];

export interface OwnState {
  readonly key: string;
  readonly state: Category;
  readonly label: Label;
  readonly position: number;
  readonly version: number;
}

export interface Team {
  readonly id: number;
  readonly name: string;
  readonly members: readonly { readonly id: number; readonly name: string }[];
  readonly version: number;
}

export interface TagUse {
  readonly name: string;
  readonly tickets: number;
  readonly open: number;
  /** Tickets that carry another name of it are still being changed. */
  readonly moving: boolean;
}

interface Items<T> {
  readonly items: readonly T[];
}

const put = <T>(path: string, body: object) => call<T>(path, { method: "PUT", body });
const drop = (path: string) => call<void>(path, { method: "DELETE" });
const items = async <T>(answer: Promise<Items<T>>) => (await answer).items;

// The server takes no null where a number is left out.
const bodyOf = ({ label, steps, fields, next, sla_policy, team_id, contact, hint, position }: TypeDraft) => ({
  label,
  steps,
  fields,
  next,
  contact,
  hint,
  position,
  ...(sla_policy === null ? {} : { sla_policy }),
  ...(team_id === null ? {} : { team_id }),
});

export const desk = {
  types: (signal?: AbortSignal) => items(call<Items<TicketType>>("/ticket-types", { signal })),
  addType: (key: string, draft: TypeDraft) => post<TicketType>("/ticket-types", { key, ...bodyOf(draft) }),
  saveType: (key: string, draft: TypeDraft, version: number) => put<TicketType>(`/ticket-types/${key}`, { version, ...bodyOf(draft) }),
  retireType: (key: string) => drop(`/ticket-types/${key}`),
  states: (signal?: AbortSignal) => items(call<Items<OwnState>>("/ticket-states", { signal })),
  addState: (state: Omit<OwnState, "version">) => post<OwnState>("/ticket-states", state),
  saveState: ({ key, ...body }: OwnState) => put<OwnState>(`/ticket-states/${key}`, body),
  retireState: (key: string) => drop(`/ticket-states/${key}`),
  teams: (signal?: AbortSignal) => items(call<Items<Team>>("/teams", { signal })),
  addTeam: (name: string, members: readonly number[]) => post<Team>("/teams", { name, members }),
  saveTeam: (id: number, name: string, members: readonly number[], version: number) =>
    put<Team>(`/teams/${id}`, { name, members, version }),
  endTeam: (id: number) => drop(`/teams/${id}`),
  tags: (signal?: AbortSignal) => items(call<Items<TagUse>>("/tags/uses", { signal })),
  addTag: (name: string) => items(post<Items<TagUse>>("/tags", { name })),
  renameTag: (name: string, to: string) => items(post<Items<TagUse>>("/tags/rename", { name, to })),
  removeTag: (name: string) => items(post<Items<TagUse>>("/tags/remove", { name })),
  people: (signal?: AbortSignal) => call<{ staff: readonly { id: number; name: string; role: string }[] }>("/presence", { signal }),
};

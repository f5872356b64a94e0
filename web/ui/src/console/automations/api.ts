import { call, post } from "../api.ts";

export interface Twin {
  readonly ko: string;
  readonly en: string;
}

/** What is done to a ticket; what is left out stays as it is. */
export interface Actions {
  readonly solve?: boolean;
  readonly quiet?: boolean;
  readonly reopen?: boolean;
  readonly snooze?: string;
  readonly priority?: number;
  readonly add_tags?: readonly string[];
  readonly remove_tags?: readonly string[];
  readonly team_id?: number;
  readonly owner?: string;
  readonly type?: string;
}

export interface ReplyDraft {
  readonly name: string;
  readonly shortcut: string;
  readonly category: string;
  readonly text: Twin;
  readonly shared: boolean;
}

export interface Reply extends ReplyDraft {
  readonly id: string;
  readonly version: number;
  readonly mine: boolean;
  readonly used: number;
  readonly variables: readonly string[];
  readonly choseong: string;
}

export interface MacroDraft {
  readonly name: string;
  readonly reply_id: string | null;
  readonly text: Twin;
  readonly note: string;
  readonly actions: Actions;
  readonly shared: boolean;
}

export interface Macro extends MacroDraft {
  readonly id: string;
  readonly version: number;
  readonly mine: boolean;
  readonly used: number;
  readonly choseong: string;
}

export interface Part {
  readonly text: string;
  readonly name?: string;
  readonly missing?: boolean;
}

export interface Filled {
  readonly text: string;
  readonly missing: readonly string[];
  readonly parts: readonly Part[];
}

export interface Effect {
  readonly kind: string;
  readonly text: string;
  readonly same?: boolean;
}

export interface MacroPreview extends Filled {
  readonly effects: readonly Effect[];
}

export interface Variable {
  readonly name: string;
  readonly alias: string;
  readonly label: string;
  readonly example: string;
}

export interface RuleEvent {
  readonly kind: string;
  readonly state?: string;
  readonly tag?: string;
  readonly since?: string;
  readonly minutes?: number;
  /** business: the shop's hours alone count; otherwise every minute. */
  readonly clock?: string;
}

export interface Cond {
  readonly field: string;
  readonly op: string;
  readonly value: readonly string[];
}

export interface AutomationDraft {
  readonly name: string;
  readonly active: boolean;
  readonly position?: number;
  readonly event: RuleEvent;
  readonly all?: readonly Cond[];
  readonly any?: readonly Cond[];
  readonly actions?: Actions;
  readonly macro_id?: string;
  readonly note?: string;
  readonly alert?: { readonly to: string; readonly text: string };
}

export interface Automation extends AutomationDraft {
  readonly id: number;
  readonly version: number;
  readonly fired: number;
  readonly capped: number;
  readonly last_fired_at: string | null;
}

export interface Automations {
  readonly rules: readonly Automation[];
  readonly cap: number;
  readonly capped_today: number;
}

export interface Trial {
  readonly id: string;
  readonly state: string;
  readonly total: number;
  readonly done: number;
  readonly matched: number;
  readonly tickets: number;
  readonly capped: number;
  readonly effects: readonly string[];
  readonly items: readonly {
    readonly number: number;
    readonly subject: string;
    readonly at: string;
    readonly capped: boolean;
    readonly same: boolean;
  }[];
}

export interface LogPage {
  readonly items: readonly {
    readonly id: number;
    readonly number: number;
    readonly subject: string;
    readonly outcome: string;
    readonly text: string;
    readonly at: string;
  }[];
  readonly next?: string;
}

export interface Named {
  readonly id: number;
  readonly name: string;
}

export const replies = {
  list: () => call<readonly Reply[]>("/replies"),
  create: (draft: ReplyDraft) => post<Reply>("/replies", draft),
  save: (id: string, draft: ReplyDraft, version: number) => call<Reply>(`/replies/${id}`, { method: "PUT", body: { ...draft, version } }),
  remove: (id: string) => call<void>(`/replies/${id}`, { method: "DELETE" }),
  variables: () => call<readonly Variable[]>("/replies/variables"),
  preview: (text: string, lang: string, ticket: number, signal?: AbortSignal) =>
    call<Filled>("/replies/preview", { method: "POST", body: { text, lang, ticket }, signal }),
};

export const macros = {
  list: () => call<readonly Macro[]>("/macros"),
  create: (draft: MacroDraft) => post<Macro>("/macros", plain(draft)),
  save: (id: string, draft: MacroDraft, version: number) =>
    call<Macro>(`/macros/${id}`, { method: "PUT", body: { ...plain(draft), version } }),
  remove: (id: string) => call<void>(`/macros/${id}`, { method: "DELETE" }),
  preview: (id: string, ticket: number) => post<MacroPreview>(`/macros/${id}/preview`, { ticket }),
};

// A macro without a saved reply leaves it out: null is no id.
function plain({ reply_id, ...draft }: MacroDraft) {
  return reply_id === null ? draft : { ...draft, reply_id };
}

export const automations = {
  list: () => call<Automations>("/automations"),
  create: (draft: AutomationDraft) => post<Automation>("/automations", draft),
  save: (id: number, draft: AutomationDraft, version: number) =>
    call<Automation>(`/automations/${id}`, { method: "PUT", body: { ...draft, version } }),
  remove: (id: number) => call<void>(`/automations/${id}`, { method: "DELETE" }),
  order: (ids: readonly number[]) => call<void>("/automations/order", { method: "PUT", body: { ids } }),
  log: (id: number, cursor: string) => call<LogPage>(`/automations/${id}/log${cursor ? `?cursor=${cursor}` : ""}`),
  tryOut: (rule: AutomationDraft, id: number) => post<Trial>("/automations/dry-run", { rule, id }),
  trial: (id: string) => call<Trial>(`/automations/dry-run/${id}`),
  stop: (id: string) => call<void>(`/automations/dry-run/${id}`, { method: "DELETE" }),
};

export const around = {
  teams: () => call<{ items: readonly Named[] }>("/teams").then((got) => got.items),
  people: () => call<readonly Named[]>("/staff"),
  types: () => call<{ items: readonly { readonly key: string; readonly label: Twin }[] }>("/ticket-types").then((got) => got.items),
  tags: () => call<{ items: readonly { readonly name: string }[] }>("/tags").then((got) => got.items),
};

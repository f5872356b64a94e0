import { type RequestOptions, request } from "@shared/problem.ts";
import type { Message, Note, Order, Page, TicketState } from "@shared/types.ts";
import { currentLang } from "./prefs.ts";

export type Permission = string;

export interface Staff {
  readonly id: number;
  readonly uid?: string;
  readonly name: string;
  readonly email: string;
  readonly role: string;
  readonly lang: string;
  readonly permissions: readonly Permission[];
}

export interface SessionAnswer {
  readonly staff: Staff;
  readonly shop?: { readonly name: string };
}

export interface Ticket {
  readonly id: number;
  readonly number: number;
  readonly state: TicketState;
  readonly channel: string;
  readonly subject: string;
  readonly priority: number;
  readonly owner: { readonly id: number; readonly name: string } | null;
  readonly shopper: { readonly name: string; readonly kind: "customer" | "visitor" };
  readonly customer_id?: number | string | null;
  readonly order_number?: string;
  readonly preview: string;
  readonly preview_from: string;
  readonly waiting_since: string | null;
  readonly snoozed_until: string | null;
  readonly last_message_at: string;
  readonly version: number;
  readonly conversation_id: string;
  /** What it is about; until when the shopper was promised an answer. */
  readonly type?: string;
  readonly type_label?: { readonly ko: string; readonly en: string } | null;
  readonly due_at?: string | null;
  /** A name of the shop's own for where it stands; none: the state's own. */
  readonly status?: string;
  readonly status_label?: { readonly ko: string; readonly en: string } | null;
  /** What the shopper gave for how it went, 1 to 5. */
  readonly score?: number | null;
  readonly title?: string;
  readonly tags?: readonly string[] | null;
  readonly team?: { readonly id: number; readonly name: string } | null;
  readonly merged_into?: number | null;
  readonly spam?: boolean;
  readonly snooze?: { readonly until: string | null; readonly reply: boolean } | null;
  /** The next deadline only. */
  readonly deadline?: Deadline | null;
  /** For who asks. */
  readonly unread?: boolean;
  /** The first words of what I have begun to write. */
  readonly draft?: string;
  readonly order_status?: string;
  readonly grade?: string;
  readonly flags?: readonly string[] | null;
  /** What Z takes back, in the answers of acts. */
  readonly undo?: string | null;
}

export interface Deadline {
  readonly kind: "first" | "next" | "solve" | "promise";
  readonly due_at: string;
  readonly warn_at: string;
  /** The clock stands still: the shopper's turn, or put aside. */
  readonly paused: boolean;
  readonly policy?: string;
}

export interface TicketCustomer {
  readonly ref: string;
  readonly name: string;
  readonly phone_masked: string;
  readonly email: string;
  readonly tags?: readonly string[] | null;
  readonly birthday: { readonly kind: string; readonly month: number; readonly day: number } | null;
  readonly consents: readonly { readonly channel: string; readonly granted: boolean; readonly at: string }[] | null;
  readonly orders: readonly Order[] | null;
  readonly coupons:
    | readonly {
        readonly code: string;
        readonly name?: string;
        readonly discount?: string;
        readonly valid_until?: string;
        readonly redeemed_at?: string | null;
      }[]
    | null;
}

export interface StepShown {
  readonly id: string;
  readonly label: { readonly ko: string; readonly en: string };
  readonly state: "done" | "now" | "todo";
}

export interface TicketEvent {
  readonly seq: number;
  readonly kind: string;
  readonly actor: { readonly kind: string; readonly name: string };
  readonly data?: Readonly<Record<string, unknown>>;
  readonly at: string;
}

export interface TicketDetail extends Ticket {
  /** Where it is on the way of its type. */
  readonly step?: string;
  readonly fields?: Readonly<Record<string, unknown>> | null;
  readonly steps?: readonly StepShown[] | null;
  readonly customer: TicketCustomer | null;
  readonly order?: Order | null;
  readonly events: readonly TicketEvent[] | null;
}

export interface Counts {
  readonly inbox: number;
  readonly mine: number;
  readonly unassigned: number;
  readonly waiting: number;
  readonly solved: number;
  readonly snoozed?: number;
}

export interface Thread {
  readonly messages: readonly Message[] | null;
  readonly notes: readonly Note[] | null;
  readonly last_seq: number;
  readonly epoch: string | number;
}

export interface Article {
  readonly id: string;
  readonly slug: string;
  readonly lang: "ko" | "en";
  readonly category: string;
  readonly title: string;
  readonly lead: string;
  readonly body: string;
  readonly keywords: readonly string[] | null;
  readonly state: "draft" | "published";
  readonly version: number;
  readonly live_version?: number;
  /** It is public, and has been edited since. */
  readonly changed: boolean;
  readonly updated_at: string;
  readonly url?: string;
}

export interface Category {
  readonly slug: string;
  readonly title_ko: string;
  readonly title_en: string;
}

export type CampaignState = "draft" | "scheduled" | "held" | "freezing" | "sending" | "paused" | "done" | "cancelled";

export interface CampaignCounts {
  readonly planned: number;
  readonly sent: number;
  readonly failed: number;
  readonly skipped: number;
  readonly unknown: number;
  readonly total: number;
}

export interface Campaign {
  readonly id: string;
  readonly name: string;
  readonly channel: "email" | "sms";
  readonly state: CampaignState;
  readonly subject: string;
  readonly body_text: string;
  readonly tags: readonly string[] | null;
  readonly lang: string;
  readonly scheduled_at: string | null;
  readonly started_at: string | null;
  readonly finished_at: string | null;
  readonly counts: CampaignCounts;
  readonly excluded: Readonly<Record<string, number>> | null;
  readonly version: number;
}

export interface Audience {
  readonly selected: number;
  readonly sendable: number;
  readonly excluded: Readonly<Record<string, number>> | null;
}

export interface Captured {
  readonly id: string | number;
  readonly channel: "email" | "sms";
  readonly from: string;
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  readonly html: string;
  readonly headers: Readonly<Record<string, string | readonly string[]>> | null;
  readonly delivery_id: string;
  readonly captured_at: string;
}

export const call = <T>(path: string, options: RequestOptions = {}) => request<T>("/api/v1", path, { ...options, lang: currentLang() });
export const post = <T>(path: string, body: unknown = {}) => call<T>(path, { method: "POST", body });

/** How a shopper who left a message wants to be answered: typed, not proved. */
export interface LeftContact {
  readonly phone_masked: string;
  readonly email: string;
  readonly promise_at: string | null;
  readonly order_number: string;
  readonly order_exists: boolean;
  readonly order_matches: boolean;
}

/** Who of the staff takes chats. */
export interface Duty {
  readonly id: number;
  readonly name: string;
  readonly state: string;
  readonly open_chats: number;
  readonly capacity: number;
}

export interface DutyList {
  readonly me: Duty | null;
  readonly staff: readonly Duty[];
}

export interface TicketQuery {
  readonly state?: string;
  readonly owner?: string;
  readonly channel?: string;
  readonly sort?: string;
  readonly cursor?: string | undefined;
  readonly ids?: string;
  readonly limit?: number;
  readonly team?: string;
  readonly tag?: string;
  readonly type?: string;
  readonly priority?: string;
  readonly order_status?: string;
  readonly late_days?: string;
  readonly grade?: string;
  readonly waited?: string;
  readonly score?: string;
  readonly snoozed?: string;
  readonly spam?: string;
  /** One of the conditions is enough. */
  readonly any?: string;
  readonly view?: string;
  readonly q?: string;
}

/** What is done to a ticket in one go; what is left out stays. */
export interface TicketChange {
  readonly version?: number;
  readonly title?: string;
  readonly priority?: number;
  readonly add_tags?: readonly string[];
  readonly remove_tags?: readonly string[];
  readonly team_id?: number | null;
  readonly owner_id?: number | null;
  readonly type?: string;
  readonly fields?: Readonly<Record<string, unknown>>;
  readonly step?: string;
  /** A key of the shop's own states; empty: the state's own name. */
  readonly status?: string;
  readonly spam?: boolean;
}

export interface Recipient {
  readonly name?: string;
  readonly address: string;
}

/** What an answer by mail differs in from what goes by itself. */
export interface Letter {
  readonly to?: readonly Recipient[];
  readonly cc?: readonly Recipient[];
  readonly bcc?: readonly Recipient[];
  readonly subject?: string;
  readonly quote?: boolean;
}

/** An answer as it is sent. */
export interface Answer {
  readonly client_id: string;
  readonly text: string;
  readonly seen_seq: number;
  readonly files?: readonly string[];
  readonly mail?: Letter;
}

export interface SnoozeChoice {
  readonly choice: string;
  readonly label: string;
  readonly until: string | null;
}

export const session = {
  read: () => call<SessionAnswer>("/session"),
  signIn: (email: string, password: string) => post<SessionAnswer>("/session", { email, password }),
  signOut: () => call<void>("/session", { method: "DELETE" }),
};

export const tickets = {
  list: (query: TicketQuery, signal?: AbortSignal) => call<Page<Ticket>>("/tickets", { query: { ...query }, signal }),
  counts: (signal?: AbortSignal) => call<Counts>("/tickets/counts", { signal }),
  detail: (number: number, signal?: AbortSignal) => call<TicketDetail>(`/tickets/${number}`, { signal }),
  assign: (number: number, owner_id: number | null) => post<Ticket>(`/tickets/${number}/assign`, { owner_id }),
  answer: (number: number, body: Answer) => post<Ticket>(`/tickets/${number}/answer`, body),
  note: (number: number, body: { client_id: string; text: string }) => post<Ticket>(`/tickets/${number}/note`, body),
  solve: (number: number, quiet = false) => post<Ticket>(`/tickets/${number}/solve`, quiet ? { quiet } : {}),
  reopen: (number: number, undo = false) => post<Ticket>(`/tickets/${number}/reopen`, undo ? { undo } : {}),
  change: (number: number, body: TicketChange) => call<Ticket>(`/tickets/${number}`, { method: "PATCH", body }),
  snooze: (number: number, body: { choice?: string; until?: string; version?: number }) => post<Ticket>(`/tickets/${number}/snooze`, body),
  unsnooze: (number: number) => post<Ticket>(`/tickets/${number}/unsnooze`),
  snoozeChoices: async (signal?: AbortSignal) => listOf(await call<Listed<SnoozeChoice>>("/tickets/snooze-choices", { signal })),
  /** Moves a ticket's conversation into another one's. */
  merge: (number: number, into: number) => post<Ticket>(`/tickets/${number}/merge`, { into }),
  /** Puts back what one act changed. */
  undo: (number: number, group: string) => post<Ticket>(`/tickets/${number}/undo`, { group }),
  /** All of it was read. */
  seen: (number: number) => post<void>(`/tickets/${number}/seen`),
  unread: (number: number) => post<void>(`/tickets/${number}/unread`),
  /** The ids of everything a filter holds, for "all of this view". */
  ids: (filter: unknown, signal?: AbortSignal) =>
    call<{ ids: readonly number[]; more: boolean }>("/tickets/ids", { method: "POST", body: { filter }, signal }),
  tags: async (q: string, signal?: AbortSignal) => listOf(await call<Listed<string | { name: string }>>("/tags", { query: { q }, signal })),
  states: async (signal?: AbortSignal) =>
    listOf(await call<Listed<{ key: string; state: TicketState; label: { ko: string; en: string } }>>("/ticket-states", { signal })),
  teams: async (signal?: AbortSignal) => listOf(await call<Listed<{ id: number; name: string }>>("/teams", { signal })),
  types: async (signal?: AbortSignal) =>
    listOf(await call<Listed<{ key: string; label: { ko: string; en: string } }>>("/ticket-types", { signal })),
  contact: (uid: string, signal?: AbortSignal) => call<{ contact: LeftContact | null }>(`/conversations/${uid}/contact`, { signal }),
  presence: (signal?: AbortSignal) => call<DutyList>("/presence", { signal }),
  staff: async () => listOf(await call<Listed<{ id: number; name: string; role: string }>>("/staff")),
};

export const threads = {
  read: (uid: string, range: { before?: number; after?: number; limit?: number } = {}, signal?: AbortSignal) =>
    call<Thread>(`/conversations/${uid}/messages`, { query: { ...range }, signal }),
};

/** What a shopper looks at, and whether they may write. */
export interface ShopperContext {
  readonly looking: {
    readonly page: string;
    readonly title: string;
    readonly product: { readonly id?: string; readonly title?: string; readonly price?: number; readonly url?: string } | null;
    readonly cart: { readonly total: number; readonly count?: number } | null;
    readonly at: string;
  } | null;
  readonly blocked: { readonly by: string; readonly at: string } | null;
}

export const shoppers = {
  context: (uid: string, signal?: AbortSignal) => call<ShopperContext>(`/conversations/${uid}/context`, { signal }),
  block: (uid: string) => post<ShopperContext>(`/conversations/${uid}/block`),
  unblock: (uid: string) => post<ShopperContext>(`/conversations/${uid}/unblock`),
  withdraw: (uid: string, seq: number) => post<{ seq: number }>(`/conversations/${uid}/messages/${seq}/withdraw`),
};

/** What a shopper asks to have done with an order. */
export interface OrderRequest {
  readonly id: string;
  readonly kind: "cancel" | "change" | "address";
  readonly kind_label: string;
  readonly state: "asked" | "approved" | "refused" | "done" | "withdrawn";
  readonly label: string;
  readonly order_number: string;
  readonly refund_text?: string;
  readonly reason_label: string;
  readonly items: readonly { readonly id: number; readonly quantity: number; readonly title?: string; readonly option?: string }[];
  readonly text: string;
  readonly address: {
    readonly name: string;
    readonly phone: string;
    readonly zip: string;
    readonly line1: string;
    readonly line2?: string;
  } | null;
}

export const orderRequests = {
  of: (ticket: number, signal?: AbortSignal) =>
    call<{ readonly items: readonly OrderRequest[] }>(`/order-requests?ticket=${ticket}`, { signal }),
  decide: (id: string, how: "approve" | "refuse" | "done", text: string) =>
    post<OrderRequest>(`/order-requests/${id}/${how}`, text ? { text } : {}),
};

export type RuleKind = "answer" | "prompt";

export interface RuleDraft {
  readonly kind: RuleKind;
  readonly name: string;
  readonly active: boolean;
  readonly position: number;
  readonly keywords: readonly string[];
  readonly action: string;
  readonly query: string;
  readonly text_ko: string;
  readonly text_en: string;
  readonly path: string;
  readonly seconds: number;
  readonly cart_over: number | null;
}

export interface Rule extends Partial<RuleDraft> {
  readonly id: number;
  readonly version: number;
  readonly kind: RuleKind;
  readonly name: string;
  readonly active: boolean;
  readonly used: number;
}

export const rules = {
  list: () => call<readonly Rule[]>("/chat/rules"),
  create: (draft: RuleDraft) => post<Rule>("/chat/rules", sent(draft)),
  save: (id: number, draft: RuleDraft, version: number) =>
    call<Rule>(`/chat/rules/${id}`, { method: "PUT", body: { ...sent(draft), version } }),
  remove: (id: number) => call<void>(`/chat/rules/${id}`, { method: "DELETE" }),
};

// A missing total is left out: null is no amount.
function sent({ cart_over, ...draft }: RuleDraft) {
  return cart_over === null ? draft : { ...draft, cart_over };
}

// Some lists have pages and some are short enough to come whole.
export type Listed<T> = readonly T[] | Page<T> | null;

export function listOf<T>(answer: Listed<T>): readonly T[] {
  if (answer === null) return [];
  return "items" in answer ? (answer.items ?? []) : answer;
}

export interface ArticleDraft {
  readonly slug: string;
  readonly lang: string;
  readonly category: string;
  readonly title: string;
  readonly lead: string;
  readonly body: string;
  readonly keywords: readonly string[];
}

export const faq = {
  list: async () => listOf(await call<Listed<Article>>("/faq/articles")),
  read: (id: string) => call<Article>(`/faq/articles/${id}`),
  create: (draft: ArticleDraft) => post<Article>("/faq/articles", draft),
  save: (id: string, draft: ArticleDraft, version: number) =>
    call<Article>(`/faq/articles/${id}`, { method: "PUT", body: { ...draft, version } }),
  publish: (id: string) => post<Article>(`/faq/articles/${id}/publish`),
  unpublish: (id: string) => post<Article>(`/faq/articles/${id}/unpublish`),
  preview: (lang: string, body: string, signal?: AbortSignal) =>
    call<{ html: string }>("/faq/preview", { method: "POST", body: { lang, body }, ...(signal ? { signal } : {}) }),
  categories: async () => listOf(await call<Listed<Category>>("/faq/categories")),
};

export interface CampaignDraft {
  readonly name: string;
  readonly channel: string;
  readonly tags: readonly string[];
  readonly subject: string;
  readonly body_text: string;
  readonly lang: string;
}

export const campaigns = {
  list: async () => listOf(await call<Listed<Campaign>>("/campaigns")),
  read: (id: string) => call<Campaign>(`/campaigns/${id}`),
  create: (draft: CampaignDraft) => post<Campaign>("/campaigns", draft),
  save: (id: string, draft: CampaignDraft, version: number) =>
    call<Campaign>(`/campaigns/${id}`, { method: "PUT", body: { ...draft, version } }),
  schedule: (id: string, at: string | null) => post<Campaign>(`/campaigns/${id}/schedule`, at ? { at } : {}),
  pause: (id: string) => post<Campaign>(`/campaigns/${id}/pause`),
  resume: (id: string) => post<Campaign>(`/campaigns/${id}/resume`),
  cancel: (id: string) => post<Campaign>(`/campaigns/${id}/cancel`),
  audience: (channel: string, tags: readonly string[], signal?: AbortSignal) =>
    call<Audience>("/campaigns/audience", { method: "POST", body: { channel, tags }, signal }),
};

export interface ShopSettings {
  readonly name: string;
  readonly sender_email: string;
  readonly sender_name: string;
  readonly sms_from: string;
  readonly opt_out_080: string;
}

export const settings = {
  shop: () => call<ShopSettings>("/settings/shop"),
};

export const outbox = {
  list: (to: string, signal?: AbortSignal) =>
    request<readonly Captured[] | null>("/dev", "/outbox.json", { query: { to }, signal, lang: currentLang() }),
};

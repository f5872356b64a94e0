import { call, type Listed, listOf, post } from "../api.ts";

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

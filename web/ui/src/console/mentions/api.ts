import { call } from "../api.ts";

/** A note that names me. */
export interface Mention {
  readonly id: number;
  readonly at: string;
  readonly read: boolean;
  readonly by: string;
  readonly text: string;
  readonly ticket: number;
  readonly subject: string;
  readonly state: string;
  readonly channel: string;
  readonly shopper: string;
}

interface Count {
  readonly unread: number;
}

export const mentions = {
  list: (unread: boolean, cursor: string, signal?: AbortSignal) =>
    call<{ items: readonly Mention[]; next?: string }>("/mentions", {
      query: { ...(unread ? { unread: true } : {}), ...(cursor ? { cursor } : {}) },
      signal,
    }),
  count: (signal?: AbortSignal) => call<Count>("/mentions/count", { signal }),
  read: (what: { ids?: readonly number[]; ticket?: number; all?: boolean }) =>
    call<Count>("/mentions/read", { method: "POST", body: what }),
  unread: (ids: readonly number[]) => call<Count>("/mentions/unread", { method: "POST", body: { ids } }),
};

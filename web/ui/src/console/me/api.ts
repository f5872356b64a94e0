import { call } from "../api.ts";

/** What a person has chosen for themselves on the server. */
export interface Preferences {
  /** Seconds that mail waits before it leaves: 0, 5 or 10. */
  readonly mail_hold: number;
}

export const preferences = {
  read: (signal?: AbortSignal) => call<Preferences>("/me/preferences", { signal }),
  save: (change: Preferences) => call<Preferences>("/me/preferences", { method: "PUT", body: change }),
};

import { call, post } from "../api.ts";
import type { AlertSettings } from "./alertRules.ts";

export const alerts = {
  read: (signal?: AbortSignal) => call<AlertSettings>("/me/alerts", { signal }),
  save: (settings: AlertSettings) => call<AlertSettings>("/me/alerts", { method: "PUT", body: settings }),
  test: (row: string, by: string) => post<{ by: string; to: string }>("/me/alerts/test", { row, by }),
};

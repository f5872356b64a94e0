import type { PanelState, T } from "./panel.ts";

export interface Status {
  readonly text: string;
  /** The dot beside the shop's mark: green while someone answers. */
  readonly green: boolean;
}

/** The line under the shop's name: the connection comes first, then what the shop says of its hours. */
export function status(state: PanelState, t: T): Status {
  const { chat, config, online } = state;
  if (!online) return { text: t("widget.status_offline"), green: false };
  if (chat.connection === "waiting") return { text: t("widget.status_reconnecting"), green: false };
  const staffed = chat.staffOnline ?? config?.online ?? false;
  const usual = t(staffed ? "widget.status_online" : "widget.status_away");
  return { text: config ? config.statusLine || usual : "", green: staffed };
}

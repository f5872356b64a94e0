import { useSyncExternalStore } from "react";

// Which tickets were looked at here, and how new they were then. Ids and times only.

const KEY = "dari.seen";
const MOST = 500;
let seen: Record<string, string> = read();
const listeners = new Set<() => void>();

/** Follows what was looked at, so that rows lose their dot at once. */
export function useSeen(): unknown {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => seen,
  );
}

function read(): Record<string, string> {
  try {
    const stored: unknown = JSON.parse(localStorage.getItem(KEY) ?? "{}");
    return typeof stored === "object" && stored !== null ? (stored as Record<string, string>) : {};
  } catch {
    return {};
  }
}

function write(): void {
  const kept = Object.entries(seen).slice(-MOST);
  seen = Object.fromEntries(kept);
  try {
    localStorage.setItem(KEY, JSON.stringify(seen));
  } catch {
    // remembered until the page closes
  }
  for (const listener of listeners) listener();
}

interface Readable {
  readonly id: number;
  readonly preview_from: string;
  readonly waiting_since: string | null;
  readonly last_message_at: string;
  /** What the server knows, which counts in every browser. */
  readonly unread?: boolean;
}

export function isUnread(ticket: Readable): boolean {
  const known = seen[`t${ticket.id}`];
  const looked = known !== undefined && known >= ticket.last_message_at;
  if (ticket.unread !== undefined) return ticket.unread && !looked;
  return ticket.preview_from === "shopper" && ticket.waiting_since !== null && !looked;
}

export function markSeen(id: number, lastMessageAt: string): void {
  seen = { ...seen, [`t${id}`]: lastMessageAt };
  write();
}

export function markUnseen(id: number): void {
  const { [`t${id}`]: _was, ...others } = seen;
  seen = others;
  write();
}

// Which tickets were looked at here, and how new they were then. Ids and times only.

const KEY = "dari.seen";
const MOST = 500;
let seen: Record<string, string> = read();

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
}

export function isUnread(ticket: { id: number; preview_from: string; waiting_since: string | null; last_message_at: string }): boolean {
  if (ticket.preview_from !== "shopper" || !ticket.waiting_since) return false;
  const known = seen[`t${ticket.id}`];
  return !known || known < ticket.last_message_at;
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

import type { LocalDraft } from "./compose/sync.ts";
import { filesOf } from "./files/fileOf.ts";
import type { Pending } from "./thread.ts";

// Texts that were not sent, kept in this browser until they are, for at most a week.

const WEEK_MS = 7 * 86_400_000;
const PREFIX = "dari.draft.";

const keyOf = (conversation: string, kind: string) => `${PREFIX}${conversation}.${kind}`;

export function readDraft(conversation: string, kind: string): string {
  try {
    const stored: unknown = JSON.parse(localStorage.getItem(keyOf(conversation, kind)) ?? "null");
    if (typeof stored !== "object" || stored === null) return "";
    const text: unknown = Reflect.get(stored, "text");
    const at: unknown = Reflect.get(stored, "at");
    return typeof text === "string" && typeof at === "number" && Date.now() - at < WEEK_MS ? text : "";
  } catch {
    return "";
  }
}

export function writeDraft(conversation: string, kind: string, text: string): void {
  try {
    if (text) localStorage.setItem(keyOf(conversation, kind), JSON.stringify({ text, at: Date.now() }));
    else localStorage.removeItem(keyOf(conversation, kind));
  } catch {
    // storage is full or blocked: the field still holds it
  }
}

/** A draft with what is known of the server's copy of it. */
export function readLocal(conversation: string, kind: string): LocalDraft {
  const text = readDraft(conversation, kind);
  const none = { text, at: 0, version: 0, dirty: text !== "" };
  try {
    const stored: unknown = JSON.parse(localStorage.getItem(keyOf(conversation, kind)) ?? "null");
    if (typeof stored !== "object" || stored === null) return none;
    const [at, version] = [Number(Reflect.get(stored, "at")), Number(Reflect.get(stored, "version") ?? 0)];
    return { text, at, version, dirty: Reflect.get(stored, "dirty") !== false };
  } catch {
    return none;
  }
}

export function writeLocal(conversation: string, kind: string, { text, at, version, dirty }: LocalDraft): void {
  try {
    if (text) localStorage.setItem(keyOf(conversation, kind), JSON.stringify({ text, at, version, dirty }));
    else localStorage.removeItem(keyOf(conversation, kind));
  } catch {
    // storage is full or blocked: the field still holds it
  }
}

// What was sent and is not confirmed yet: it outlives a reload, and comes back as not sent.
const UNSENT = "unsent-";

export function keepUnsent(conversation: string, { clientId, kind, text, at, files, addressed }: Pending): void {
  const kept = { kind, text, at, ...(files ? { files } : {}), ...(addressed ? { addressed } : {}) };
  writeDraft(conversation, UNSENT + clientId, JSON.stringify(kept));
}

export function forgetUnsent(conversation: string, clientId: string): void {
  writeDraft(conversation, UNSENT + clientId, "");
}

export function unsentOf(conversation: string): Pending[] {
  const start = keyOf(conversation, UNSENT);
  const found: Pending[] = [];
  for (const key of Object.keys(localStorage)) {
    if (!key.startsWith(start)) continue;
    const clientId = key.slice(start.length);
    const stored: unknown = JSON.parse(readDraft(conversation, UNSENT + clientId) || "null");
    if (typeof stored !== "object" || stored === null) continue;
    const field = (name: string) => String(Reflect.get(stored, name) ?? "");
    const kind = field("kind") === "note" ? "note" : "answer";
    const files = filesOf(stored);
    const more = { ...(files.length > 0 ? { files } : {}), ...(Reflect.get(stored, "addressed") === true ? { addressed: true } : {}) };
    found.push({ clientId, kind, text: field("text"), at: field("at"), state: "failed", ...more });
  }
  return found.sort((a, b) => a.at.localeCompare(b.at));
}

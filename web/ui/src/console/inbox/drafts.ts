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

import { date, dayKey } from "../shared/clock.ts";
import type { Lang } from "../shared/i18n.ts";
import type { Message } from "../shared/types.ts";

// How the run of messages is laid out: a line for each day, and neighbours of one writer together,
// with name and time once, under the last of them.

export type Row =
  | { readonly kind: "day"; readonly key: string; readonly label: string }
  | { readonly kind: "message"; readonly key: string; readonly message: Message; readonly last: boolean };

const TOGETHER_MS = 5 * 60_000;

function together(a: Message, b: Message | undefined): boolean {
  if (!b || a.from !== b.from || a.name !== b.name || a.from === "system") return false;
  return Date.parse(b.at) - Date.parse(a.at) < TOGETHER_MS && dayKey(new Date(a.at)) === dayKey(new Date(b.at));
}

export function rows(shown: readonly Message[], lang: Lang, now: Date, today: string): Row[] {
  const made: Row[] = [];
  let day = "";
  shown.forEach((message, i) => {
    const at = new Date(message.at);
    const key = dayKey(at);
    if (key !== day) {
      made.push({ kind: "day", key, label: key === dayKey(now) ? today : date(at, lang, now) });
      day = key;
    }
    made.push({ kind: "message", key: message.id, message, last: !together(message, shown[i + 1]) });
  });
  return made;
}

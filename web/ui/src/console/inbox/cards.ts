import type { Message } from "@shared/types.ts";

export interface Card {
  readonly kind: string;
  /** Of a survey that was answered; 0 otherwise. */
  readonly score: number;
}

/** What a card is, out of its data; null when it says nothing we know. */
export function cardOf(data: unknown): Card | null {
  if (typeof data !== "object" || data === null) return null;
  const kind: unknown = Reflect.get(data, "card");
  const score: unknown = Reflect.get(data, "score");
  return typeof kind === "string" ? { kind, score: typeof score === "number" ? score : 0 } : null;
}

const WITHIN_MS = 10 * 60_000;

/** Whether a message can be offered for taking back: one's own for ten minutes, by a lead always. The server decides. */
export function mayWithdraw(message: Message, me: string, role: string, now: Date): boolean {
  if (message.from !== "agent" || message.channel !== "chat" || message.withdrawn) return false;
  if (role === "lead" || role === "admin") return true;
  return message.name === me && now.getTime() - new Date(message.at).getTime() < WITHIN_MS;
}

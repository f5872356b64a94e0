import { hourOf } from "@shared/fmt.ts";
import type { CampaignState } from "./api.ts";

// What the law and the carriers ask of an advertisement, computed while it is written. The server
// decides; these say it early.

export const SMS_BYTES = 90;
export const LMS_BYTES = 2000;
const NIGHT_FROM = 21;
const NIGHT_TO = 8;

let sendable: Set<string> | null = null;

const HANGUL = /[가-힣]/; // all 11,172 syllables are in it, also where the engine's table is the smaller EUC-KR

// Every other character of the carriers' set (CP949), read once from the browser's own table.
function cp949(): Set<string> {
  if (sendable) return sendable;
  const decoder = new TextDecoder("euc-kr");
  const found = new Set<string>();
  for (let lead = 0x81; lead <= 0xfe; lead++) {
    for (let trail = 0x41; trail <= 0xfe; trail++) {
      const letter = decoder.decode(new Uint8Array([lead, trail]));
      if (letter.length === 1 && letter !== "\ufffd") found.add(letter);
    }
  }
  sendable = found;
  return found;
}

export interface Measured {
  readonly bytes: number;
  readonly kind: "SMS" | "LMS" | "over";
  /** Characters that cannot be sent, each once. */
  readonly refused: readonly string[];
}

/** How long a text message is to the carrier, and what in it cannot be sent. */
export function measureSMS(text: string): Measured {
  let bytes = 0;
  const refused = new Set<string>();
  const segments = [...text.replaceAll("\r\n", "\n")];
  for (const letter of segments) {
    if ((letter.codePointAt(0) ?? 0) < 0x80) bytes += 1;
    else if (HANGUL.test(letter) || cp949().has(letter)) bytes += 2;
    else refused.add(letter);
  }
  return { bytes, kind: bytes <= SMS_BYTES ? "SMS" : bytes <= LMS_BYTES ? "LMS" : "over", refused: [...refused] };
}

/** The whole text message as it will leave: label and sender before, the free opt-out number behind. */
export function smsText(body: string, sender: string, optOut: string): string {
  return `(광고)${sender}\n${body.trim()}\n무료수신거부 ${optOut}`;
}

/** Whether advertising by text message is forbidden at that moment: from 21:00 up to 08:00 in the shop's zone. */
export function isNight(at: Date): boolean {
  const hour = hourOf(at);
  return hour >= NIGHT_FROM || hour < NIGHT_TO;
}

/** A moment from a field for date and time, taken in the shop's zone. */
export function fromField(value: string): Date | null {
  if (!/^\d{4}-\d\d-\d\dT\d\d:\d\d/.test(value)) return null;
  const at = new Date(`${value.slice(0, 16)}:00+09:00`);
  return Number.isNaN(at.getTime()) ? null : at;
}

/** The same the other way. */
export function toField(at: Date): string {
  return new Date(at.getTime() + 9 * 3_600_000).toISOString().slice(0, 16);
}

/** Ten in the morning of the next day: where a new plan starts. */
export function tomorrowAtTen(now: Date): string {
  return `${toField(new Date(now.getTime() + 86_400_000)).slice(0, 10)}T10:00`;
}

/** Which of the states still let the text be changed. */
export function isEditable(state: CampaignState): boolean {
  return state === "draft" || state === "scheduled" || state === "held";
}

/** Which of the states change by themselves, so that the page must look again. */
export function isMoving(state: CampaignState): boolean {
  return state === "scheduled" || state === "freezing" || state === "sending";
}

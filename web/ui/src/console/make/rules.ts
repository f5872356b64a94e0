import type { Making, Way } from "./api.ts";

/** What is written in the form. */
export interface Written {
  readonly way: Way;
  readonly phone: string;
  readonly email: string;
  readonly name: string;
  readonly order: string;
  readonly subject: string;
  readonly text: string;
  /** Of a call: what came of it. */
  readonly outcome?: string;
}

export type Need = "phone" | "email" | "order" | "subject" | "text";

const OF_WAY: Readonly<Record<Way, Need>> = { phone: "phone", mail: "email", chat: "order" };

/** What has to be filled in before it can go off, in the order of the form. */
export function missing(written: Written): readonly Need[] {
  const needs: readonly Need[] = [OF_WAY[written.way], "subject", "text"];
  return needs.filter((need) => written[need].trim() === "");
}

/** Whether so many digits can be a telephone number worth looking up. */
export const looksLikePhone = (text: string): boolean => /^\+?[\d\s-]{8,20}$/.test(text.trim());

/** The request: only what belongs to the way, and the customer rather than a number once they are known. */
export function makingOf(written: Written, id: string, known: number | null): Making {
  const { way, subject, text } = written;
  const given = (name: "phone" | "email" | "name" | "order_number", value: string) => (value.trim() ? { [name]: value.trim() } : {});
  const byPhone = known === null ? { ...given("phone", written.phone), ...given("name", written.name) } : { customer_id: known };
  const who = way === "phone" ? byPhone : way === "mail" ? { ...given("email", written.email), ...given("name", written.name) } : {};
  return {
    client_id: id,
    channel: way,
    subject: subject.trim(),
    text: text.trim(),
    ...who,
    ...given("order_number", written.order),
    ...(way === "phone" && written.outcome ? { outcome: written.outcome } : {}),
  };
}

import type { FilterField } from "./filter.ts";
import type { ViewsKey } from "./texts.ts";

/** How a condition is written. */
export type FieldSpec =
  | {
      readonly name: FilterField;
      readonly kind: "choices";
      readonly values: readonly string[];
      readonly label: (value: string) => ViewsKey;
      readonly numbers?: boolean;
    }
  | { readonly name: FilterField; readonly kind: "people" | "teams" | "types" | "words" | "text" }
  | { readonly name: FilterField; readonly kind: "number"; readonly hint: ViewsKey }
  | { readonly name: FilterField; readonly kind: "one"; readonly values: readonly string[]; readonly label: (value: string) => ViewsKey };

/** Every condition a filter can have, in the order in which it is offered. */
export const FIELDS: readonly FieldSpec[] = [
  { name: "state", kind: "choices", values: ["new", "open", "waiting", "solved", "closed"], label: (v) => `views.state.${v}` as ViewsKey },
  { name: "channel", kind: "choices", values: ["chat", "mail", "form", "phone", "sms"], label: (v) => `views.channel.${v}` as ViewsKey },
  { name: "owner", kind: "people" },
  { name: "team", kind: "teams" },
  { name: "tag", kind: "words" },
  { name: "type", kind: "types" },
  { name: "priority", kind: "choices", values: ["3", "2", "1", "0"], label: (v) => `views.priority.${v}` as ViewsKey, numbers: true },
  {
    name: "order_status",
    kind: "choices",
    values: ["placed", "paid", "preparing", "shipped", "delivered", "cancelled"],
    label: (v) => `views.order.${v}` as ViewsKey,
  },
  { name: "late_days", kind: "number", hint: "views.late_hint" },
  { name: "grade", kind: "words" },
  { name: "waited", kind: "number", hint: "views.waited_hint" },
  { name: "score", kind: "choices", values: ["1", "2", "3", "4", "5"], label: () => "views.score_n", numbers: true },
  {
    name: "call",
    kind: "choices",
    values: ["call_back", "no_answer", "voicemail", "reached", "wrong_number"],
    label: (v) => `views.call.${v}` as ViewsKey,
  },
  { name: "snoozed", kind: "one", values: ["only", "with"], label: (v) => `views.snoozed.${v}` as ViewsKey },
  { name: "spam", kind: "one", values: ["true"], label: () => "views.spam.true" },
  { name: "q", kind: "text" },
];

/** What a condition begins with when it is added. */
export const FIRST: Readonly<Record<string, unknown>> = {
  state: ["open"],
  channel: ["chat"],
  owner: ["me"],
  team: ["mine"],
  priority: [3, 2],
  order_status: ["preparing"],
  late_days: 1,
  waited: 30,
  score: [1, 2],
  call: ["call_back"],
  snoozed: "only",
  spam: true,
};

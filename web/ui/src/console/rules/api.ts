import { call, post } from "../api.ts";

export type RuleKind = "answer" | "prompt";

export interface RuleDraft {
  readonly kind: RuleKind;
  readonly name: string;
  readonly active: boolean;
  readonly position: number;
  readonly keywords: readonly string[];
  readonly action: string;
  readonly query: string;
  readonly text_ko: string;
  readonly text_en: string;
  readonly path: string;
  readonly seconds: number;
  readonly cart_over: number | null;
}

export interface Rule extends Partial<RuleDraft> {
  readonly id: number;
  readonly version: number;
  readonly kind: RuleKind;
  readonly name: string;
  readonly active: boolean;
  readonly used: number;
}

export const rules = {
  list: () => call<readonly Rule[]>("/chat/rules"),
  create: (draft: RuleDraft) => post<Rule>("/chat/rules", sent(draft)),
  save: (id: number, draft: RuleDraft, version: number) =>
    call<Rule>(`/chat/rules/${id}`, { method: "PUT", body: { ...sent(draft), version } }),
  remove: (id: number) => call<void>(`/chat/rules/${id}`, { method: "DELETE" }),
};

// A missing total is left out: null is no amount.
function sent({ cart_over, ...draft }: RuleDraft) {
  return cart_over === null ? draft : { ...draft, cart_over };
}

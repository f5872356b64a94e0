import type { Choice, Field, TicketType, TypeDraft } from "./api.ts";

// The rules of a type's form and its steps, as the page edits them.

const ID = /^[a-z][a-z0-9_]{0,39}$/;
const MOST_ID = 40;

/** An id that no other has, made of a name in Latin letters where it has some. */
export function freshId(name: string, taken: readonly string[], kind: string): string {
  const made = name
    .toLowerCase()
    .normalize("NFKD")
    .replace(/[^a-z0-9]+/g, "_")
    .replace(/^[_0-9]+|_+$/g, "")
    .slice(0, MOST_ID - 4);
  const base = ID.test(made) ? made : kind;
  if (base !== kind && !taken.includes(base)) return base;
  for (let n = base === kind ? 1 : 2; ; n++) {
    const id = `${base}_${n}`;
    if (!taken.includes(id)) return id;
  }
}

/** The list with one of it moved to another place. */
export function moved<T>(list: readonly T[], from: number, to: number): readonly T[] {
  const next = [...list];
  const [one] = next.splice(from, 1);
  if (one === undefined || to < 0 || to > next.length) return list;
  next.splice(to, 0, one);
  return next;
}

/** Which steps may follow one; null: any. */
export const after = (draft: Pick<TypeDraft, "next">, step: string): readonly string[] | null => draft.next[step] ?? null;

/** Lets a step follow another, or no longer. */
export function follow(draft: TypeDraft, from: string, to: string, may: boolean): TypeDraft["next"] {
  const now = new Set(after(draft, from) ?? draft.steps.map((step) => step.id).filter((id) => id !== from));
  if (may) now.add(to);
  else now.delete(to);
  return { ...draft.next, [from]: draft.steps.map((step) => step.id).filter((id) => now.has(id)) };
}

/** Lets any step follow, or those that stand behind it. */
export function followAny(draft: TypeDraft, from: string, any: boolean): TypeDraft["next"] {
  const { [from]: _, ...rest } = draft.next;
  if (any) return rest;
  const at = draft.steps.findIndex((step) => step.id === from);
  return { ...rest, [from]: draft.steps.slice(at + 1).map((step) => step.id) };
}

/** The draft without a step, which follows none any more. */
export function withoutStep(draft: TypeDraft, id: string): Pick<TypeDraft, "steps" | "next"> {
  const next = Object.entries(draft.next)
    .filter(([from]) => from !== id)
    .map(([from, list]) => [from, list.filter((to) => to !== id)] as const);
  return { steps: draft.steps.filter((step) => step.id !== id), next: Object.fromEntries(next) };
}

const named = ({ label }: Choice) => label.ko.trim() !== "" && label.en.trim() !== "";

/** What keeps a type from being saved: the place of the first thing that lacks a name or something to choose. */
export function wrongPlace(draft: TypeDraft): string | null {
  if (!draft.label.ko.trim() || !draft.label.en.trim()) return "label";
  for (const step of draft.steps) if (!named(step)) return `step ${step.id}`;
  for (const field of draft.fields) {
    if (!named(field)) return `field ${field.id}`;
    if (field.kind === "choice" && ((field.choices ?? []).length === 0 || !(field.choices ?? []).every(named)))
      return `choices ${field.id}`;
  }
  return null;
}

/** What shoppers are asked: not what is for staff alone, and photos only once the ticket is there. */
export const asked = (fields: readonly Field[]): readonly Field[] => fields.filter((field) => !field.inside && field.kind !== "photo");

/** Texts without the spaces around them, as they are saved. */
export function tidy(draft: TypeDraft): TypeDraft {
  const trim = <T extends { readonly label: { readonly ko: string; readonly en: string } }>(one: T): T => ({
    ...one,
    label: { ko: one.label.ko.trim(), en: one.label.en.trim() },
  });
  return {
    ...trim(draft),
    hint: { ko: draft.hint.ko.trim(), en: draft.hint.en.trim() },
    steps: draft.steps.map(trim),
    fields: draft.fields.map((field) => ({ ...trim(field), ...(field.choices ? { choices: field.choices.map(trim) } : {}) })),
  };
}

/** The part of a type that is edited. */
export function draftOf(type: TicketType): TypeDraft {
  const { label, steps, fields, next, sla_policy, team_id, contact, hint, position } = type;
  // A hint that was never written is left out of the answer.
  return { label, steps, fields, next, sla_policy, team_id, contact, hint: { ko: hint.ko ?? "", en: hint.en ?? "" }, position };
}

export const EMPTY: TypeDraft = {
  label: { ko: "", en: "" },
  steps: [],
  fields: [],
  next: {},
  sla_policy: null,
  team_id: null,
  contact: false,
  hint: { ko: "", en: "" },
  position: 0,
};

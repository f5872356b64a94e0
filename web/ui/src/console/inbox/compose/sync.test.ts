import { describe, expect, it } from "vitest";
import { chooseDraft, type LocalDraft } from "./sync.ts";

const noon = "2026-11-23T12:00:00Z";
const before = new Date("2026-11-23T11:00:00Z").getTime();
const after = new Date("2026-11-23T13:00:00Z").getTime();
const local = (change: Partial<LocalDraft>): LocalDraft => ({ text: "여기", at: before, version: 1, dirty: true, ...change });
const server = (text: string, version = 2) => ({ text, version, updated_at: noon });

describe("which draft is shown", () => {
  it.each([
    ["none there: mine, and it is kept there", local({ version: 0 }), undefined, "여기", 0, true],
    ["none at all", local({ text: "", version: 0, dirty: false }), undefined, "", 0, false],
    ["begun on another computer", local({ text: "", at: 0, version: 0, dirty: false }), server("저기"), "저기", 2, false],
    ["written on elsewhere, nothing new here", local({ dirty: false }), server("저기"), "저기", 2, false],
    ["unsaved words here, nothing new there", local({ version: 2 }), server("저기"), "여기", 2, true],
    ["both went on: the later one, mine", local({ at: after }), server("저기"), "여기", 2, true],
    ["both went on: the later one, theirs", local({}), server("저기"), "저기", 2, false],
    ["sent elsewhere since: it does not come back", local({}), server("", 3), "", 3, false],
    ["written anew after it was sent elsewhere", local({ at: after }), server("", 3), "여기", 3, true],
    ["the same words", local({ text: "저기" }), server("저기"), "저기", 2, false],
  ] as const)("%s", (_what, mine, theirs, text, version, save) => {
    expect(chooseDraft(mine, theirs)).toEqual({ text, version, save });
  });
});

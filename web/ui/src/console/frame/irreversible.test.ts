import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";

type Text = string | { readonly one: string; readonly other: string };

// The buttons of the console whose act cannot be taken back, or goes out to people: each says what it does, and to how
// many or for how much. A new one belongs on this list.
const IRREVERSIBLE = [
  "console.bulk.solve_n",
  "console.handover.to",
  "console.handover.queue",
  "console.campaigns.send_now",
  "console.campaigns.send_at",
  "console.campaigns.resume",
  "console.campaigns.cancel_n",
  "console_returns.do.cancel",
  "console_returns.do.return",
  "console_returns.do.exchange",
  "console_returns.do.refund",
  "console_returns.ask",
  "console_returns.step.approve_n",
  "console_talk.merge_do",
  "console_talk.split_do",
  "console_panel.arrival_send",
  "desk.tags.merge_do",
  "desk.tags.remove_do",
];

function textsIn(lang: string): ReadonlyMap<string, Text> {
  const folder = `../internal/i18n/texts/${lang}`;
  return new Map(readdirSync(folder).flatMap((file) => Object.entries<Text>(JSON.parse(readFileSync(`${folder}/${file}`, "utf8")))));
}

describe.each(["ko", "en"])("G-13 in %s", (lang) => {
  const texts = textsIn(lang);
  it.each(IRREVERSIBLE)("%s says its verb with a count or an amount", (key) => {
    const text = texts.get(key) ?? "";
    for (const form of typeof text === "string" ? [text] : Object.values(text)) {
      expect(form).toMatch(/\{(n|amount|number)(\|,)?\}/);
      expect(form.replace(/\{[^}]*\}/g, "").trim().length, "more than a number").toBeGreaterThan(2);
    }
  });
});

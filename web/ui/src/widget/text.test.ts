import en from "@texts/en/widget.json";
import ko from "@texts/ko/widget.json";
import { describe, expect, it } from "vitest";
import { speak, translate } from "./text.ts";

const forms = (text: string | object) => (typeof text === "string" ? [text] : Object.values(text).map(String));

describe("the panel's texts", () => {
  it("have the same keys in both languages", () => expect(Object.keys(en)).toEqual(Object.keys(ko)));
  it("need no particle", () => {
    for (const text of [...Object.values(ko), ...Object.values(en)]) for (const form of forms(text)) expect(form).not.toMatch(/\{\w+\|/);
  });
  it("hold no Hangul in English", () => {
    for (const text of Object.values(en)) for (const form of forms(text)) expect(form).not.toMatch(/[가-힣]/);
  });
  it("fill names and choose by number", async () => {
    await speak("ko");
    expect(translate("widget.title", { shop: "온담" })).toBe("온담 고객센터");
    await speak("en");
    expect([1, 2].map((n) => translate("widget.new_messages", { n }))).toEqual(["1 new message", "2 new messages"]);
  });
});

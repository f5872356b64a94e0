import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";

const SCREENS = ["console", "widget", "loader", "kit"];
const KOREAN = "../internal/i18n/texts/ko";

// What is no text of ours: names that are the same in every language, what the law wants word for word, and other
// words by which something is found.
const ALLOWED = [/also[:=]/, /한국어/, /\(광고\)/, /lang === "ko"|^\s*ko: \[/, /연도\. 월\. 일\./, /\[가-힣\]/];

/** The lines of the components, without what is said about them. */
function lines(): readonly { readonly file: string; readonly text: string }[] {
  return SCREENS.flatMap((room) =>
    readdirSync(`ui/src/${room}`, { recursive: true, encoding: "utf8" })
      .filter((name) => name.endsWith(".tsx") && !name.endsWith(".test.tsx"))
      .flatMap((name) =>
        readFileSync(`ui/src/${room}/${name}`, "utf8")
          .replaceAll(/\/\*[\s\S]*?\*\//g, "")
          .split("\n")
          .map((line) => ({ file: `${room}/${name}`, text: line.replace(/(^|\s)\/\/.*$/, "") })),
      ),
  );
}

describe("G-04: no component holds a text of its own", () => {
  const all = lines();
  it("reads the components", () => expect(all.length).toBeGreaterThan(5000));
  it("in Korean", () => {
    const held = all.filter(({ text }) => /[가-힣]/.test(text) && !ALLOWED.some((one) => one.test(text)));
    expect(held).toEqual([]);
  });
  it("in English: neither between tags nor as a label", () => {
    const held = all.filter(
      ({ text }) =>
        /<\/?[a-z][^<>]*>[A-Z][a-z]+( [a-z]+)*[.?]?</.test(text) || /(aria-label|title|placeholder|label)="[A-Z][a-z]+[^"]*"/.test(text),
    );
    expect(held).toEqual([]);
  });
});

describe("G-05: Korean buttons say what they do", () => {
  const texts = readdirSync(KOREAN).flatMap((file) =>
    Object.entries(JSON.parse(readFileSync(`${KOREAN}/${file}`, "utf8")) as Record<string, string>),
  );
  it("none is a bare 확인", () => expect(texts.filter(([, text]) => /^(확인|네|아니요|예)$/.test(text))).toEqual([]));
  it("none speaks stiffly or blames", () => {
    expect(texts.filter(([, text]) => /하십시오|되었습니다|유효하지 않|시겠어요/.test(text))).toEqual([]);
  });
});

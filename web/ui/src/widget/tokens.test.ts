import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";

function tokens(file: string, selector: string): Map<string, string> {
  const css = readFileSync(file, "utf8");
  const start = css.indexOf(selector);
  const block = css.slice(start, css.indexOf("}", start));
  return new Map([...block.matchAll(/--([\w-]+):(#[0-9a-f]{3,6})\b/g)].map((m) => [m[1] ?? "", m[2] ?? ""]));
}

// The panel carries only the tokens it uses, to stay small; they must be those of the whole product.
describe.each([":root{", "[data-theme=dark]{"])("the panel's tokens in %s", (selector) => {
  const shared = tokens("ui/src/shared/tokens.css", selector);
  it.each([...tokens("ui/src/widget/frame.css", selector)])("%s is %s", (name, value) => expect(shared.get(name)).toBe(value));
});

import { expect, it } from "vitest";
import { linkify } from "./linkify.ts";

it.each([
  ["no address", "안녕하세요", ["안녕하세요"]],
  ["an address in a sentence", "여기 https://ondam.example/a?b=1. 보세요", ["여기 ", "[https://ondam.example/a?b=1]", ". 보세요"]],
  ["in brackets", "(https://x.example)", ["(", "[https://x.example]", ")"]],
  ["letters that look like others, by their host", "https://аpple.com/login", ["[https://xn--pple-43d.com/login]"]], // S28: the first is Cyrillic
  ["no name before the host", "https://bank.example@evil.example/", ["https://bank.example@evil.example/"]],
  ["no host at all", "https://[x", ["https://[x"]],
  ["no script addresses", "javascript:alert(1)", ["javascript:alert(1)"]],
])("%s", (_name, text, want) => expect(linkify(text).map((p) => (p.href ? `[${p.text}]` : p.text))).toEqual(want));

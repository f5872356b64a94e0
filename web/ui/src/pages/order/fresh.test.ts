// @vitest-environment happy-dom
import { beforeEach, expect, test } from "vitest";
import { freshen } from "./fresh.ts";

const form = (id: string, text = "") =>
  `<section data-part="cancel"><form><input type="hidden" name="client_id" value="${id}"><textarea name="text">${text}</textarea></form></section>`;
const order = (...parts: string[]) => {
  const page = document.createElement("div");
  page.innerHTML = parts.join("\n");
  return page;
};
const head = (text: string) => `<div data-part="head"><h1>${text}</h1></div>`;
const names = (page: Element) => [...page.children].map((its) => (its as HTMLElement).dataset["part"]);

beforeEach(() => document.body.replaceChildren());

test("a page that shows the same is left alone, whatever its forms are called", () => {
  const page = order(head("배송 중"), form("a"));
  const before = page.firstElementChild;
  expect(freshen(page, order(head("배송 중"), form("b")))).toEqual({ changed: false, whole: true });
  expect(page.firstElementChild).toBe(before);
});

test("what is new, other or gone is seen, in its place", () => {
  const page = order(head("준비 중"), form("a"), `<section data-part="help">a</section>`);
  const newer = order(head("배송 중"), `<section data-part="parcel">1</section>`, `<section data-part="help">a</section>`);
  expect(freshen(page, newer)).toEqual({ changed: true, whole: true });
  expect(names(page)).toEqual(["head", "parcel", "help"]);
  expect(page.querySelector("h1")?.textContent).toBe("배송 중");
});

test("a form that somebody writes in stays, and is looked at again later", () => {
  const page = order(head("결제"), form("a"));
  document.body.append(page);
  const field = page.querySelector("textarea");
  if (field) field.value = "안녕";
  expect(freshen(page, order(head("배송 중")))).toEqual({ changed: true, whole: false });
  expect(names(page)).toEqual(["head", "cancel"]);
  expect(page.querySelector("textarea")?.value).toBe("안녕");
});

import { expect, test } from "vitest";
import { looksLikePhone, makingOf, missing, type Written } from "./rules.ts";

const call: Written = {
  way: "phone",
  phone: "010-2000-0100",
  email: "",
  name: "",
  order: "",
  subject: "배송 문의",
  text: "언제 오는지 물으셨어요.",
};

test("a call needs a number, a mail an address, a chat an order", () => {
  expect(missing(call)).toEqual([]);
  expect(missing({ ...call, phone: " " })).toEqual(["phone"]);
  expect(missing({ ...call, way: "mail", text: "" })).toEqual(["email", "text"]);
  expect(missing({ ...call, way: "chat" })).toEqual(["order"]);
});

test("who is known is named by their id, whoever is not by what is written", () => {
  expect(makingOf(call, "id", 7)).toEqual({
    client_id: "id",
    channel: "phone",
    subject: "배송 문의",
    text: "언제 오는지 물으셨어요.",
    customer_id: 7,
  });
  expect(makingOf({ ...call, name: "김서연" }, "id", null)).toMatchObject({ phone: "010-2000-0100", name: "김서연" });
});

test("what belongs to another way is left out", () => {
  const mail = makingOf({ ...call, way: "mail", email: "a@example.com" }, "id", 7);
  expect(mail).toMatchObject({ channel: "mail", email: "a@example.com" });
  expect(mail).not.toHaveProperty("phone");
  expect(mail).not.toHaveProperty("customer_id");
});

test.each([
  ["010-2000-0100", true],
  ["02 123 4567", true],
  ["0102", false],
  ["seoyeon", false],
])("%s is looked up: %s", (text, want) => expect(looksLikePhone(text)).toBe(want));

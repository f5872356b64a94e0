import type { Message } from "@shared/types.ts";
import { describe, expect, it } from "vitest";
import { looksLikeMail, mailOf, outOf, recipientsOf, splitAddresses } from "./mail.ts";

const message = (data: unknown, from: Message["from"] = "shopper", channel = "mail"): Message => ({
  seq: 1,
  id: "m",
  client_id: "c",
  from,
  channel,
  kind: "text",
  text: "안녕하세요",
  data,
  at: "2026-11-23T05:00:00Z",
});
const mail = {
  id: "u-1",
  subject: "접시가 깨졌어요",
  from: "seoyeon@example.com",
  name: "김서연",
  html: true,
  cc: [{ Name: "", Address: "mom@example.com" }],
};

describe("what a message says of its mail", () => {
  it("is read whatever is left out", () => {
    expect(mailOf(message({ mail }))).toMatchObject({
      id: "u-1",
      html: true,
      unverified: false,
      from: { name: "김서연", address: "seoyeon@example.com" },
    });
    expect(mailOf(message({ mail: { files: ["a.zip", 7] } }))).toMatchObject({ from: { address: "" }, left: ["a.zip"] });
    expect(mailOf(message({}))).toBeNull();
    expect(mailOf(message({ mail }, "shopper", "chat"))).toBeNull();
  });

  it("of an answer is how far it has come", () => {
    expect(outOf(message({ out: { state: "held", leaves_at: "2026-11-23T05:00:05Z" } }, "agent"))).toMatchObject({
      state: "held",
      leavesAt: "2026-11-23T05:00:05Z",
      again: false,
    });
    expect(outOf(message({ out: { state: "held", resent: 1 } }, "agent"))?.again).toBe(true);
    const partly = {
      state: "partly",
      recipients: [
        { address: "a@b.kr", state: "failed" },
        { address: "c@d.kr", state: "sent" },
      ],
    };
    expect(outOf(message({ out: partly }, "agent"))?.missed).toEqual(["a@b.kr"]);
    expect(outOf(message(undefined, "agent"))).toBeNull();
  });
});

describe("where an answer goes", () => {
  it("to who wrote, and to whom their mail was copied", () => {
    expect(recipientsOf([message({ mail }), message({ out: {} }, "agent")], "", "")).toEqual({
      to: ["seoyeon@example.com"],
      cc: ["mom@example.com"],
      subject: "Re: 접시가 깨졌어요",
    });
  });
  it("never to a stranger by itself", () => {
    const stranger = message({ mail: { ...mail, from: "other@example.com", unverified: true } });
    expect(recipientsOf([message({ mail }), stranger], "", "").to).toEqual(["seoyeon@example.com"]);
    expect(recipientsOf([stranger], "seoyeon@example.com", "접시").to).toEqual(["seoyeon@example.com"]);
  });
  it("says Re: once", () => {
    expect(recipientsOf([message({ mail: { ...mail, subject: "RE: 접시" } })], "", "").subject).toBe("RE: 접시");
    expect(recipientsOf([], "", "").subject).toBe("");
  });
});

it("takes addresses as they are typed", () => {
  expect(splitAddresses(" a@b.kr, c@d.kr;e@f.kr\n")).toEqual(["a@b.kr", "c@d.kr", "e@f.kr"]);
  expect(["a@b.kr", "a.b+c@d.e.co.kr"].every(looksLikeMail)).toBe(true);
  expect(["a", "a@b", "a@b.k", "@b.kr", "a b@c.kr", "<a@b.kr>"].some(looksLikeMail)).toBe(false);
});

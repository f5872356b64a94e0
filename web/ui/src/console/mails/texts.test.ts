import { expect, test } from "vitest";
import { reasonKey } from "./texts.ts";

test("every reason of a mail has its words", () => {
  expect(reasonKey("too_large", "human", "quarantined")).toBe("mails.reason.too_large");
  expect(reasonKey("complaint", "complaint", "ignored")).toBe("mails.reason.complaint");
  expect(reasonKey("complaint", "complaint", "done")).toBe("mails.reason.complained");
  expect(reasonKey("", "auto", "ignored")).toBe("mails.reason.auto");
  expect(reasonKey("", "human", "done")).toBe("mails.reason.none");
  expect(reasonKey("something new", "human", "done")).toBe("mails.reason.none");
});

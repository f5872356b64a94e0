import { readFileSync } from "node:fs";
import { beforeAll, describe, expect, it, vi } from "vitest";

vi.mock("../panel.ts", () => ({
  leaving: new Set(),
  state: { lang: "ko" },
  who: () => ({ key: "k", token: null, jwt: null }),
  set: () => {},
  style: () => {},
}));

describe("a phone number while it is typed", async () => {
  const { grouped, isMobile } = await import("./PhoneInput.tsx");
  it.each([
    ["010", "010"],
    ["0102", "010-2"],
    ["01023456", "010-2345-6"],
    ["01023456789", "010-2345-6789"],
    ["010-2345-67890", "010-2345-6789"],
    ["02123", "02123"],
    ["+8210", "+8210"],
  ])("%s becomes %s", (typed, shown) => expect(grouped(typed)).toBe(shown));
  it.each([
    ["010-2345-5678", true],
    ["+82 10-2345-5678", true],
    ["01023455678", true],
    ["010-23", false],
    ["02-1234-5678", false],
    ["", false],
  ])("%s is whole: %s", (typed, whole) => expect(isMobile(typed)).toBe(whole));
});

describe("a file", async () => {
  const { refusal, sized } = await import("../files/upload.ts");
  const { target, within } = await import("../files/shrink.ts");
  const mb = 1024 * 1024;
  it.each([
    [48 * mb, "video/quicktime", "10MB까지 보낼 수 있어요 (48MB)"],
    [10.5 * mb, "application/pdf", "10MB까지 보낼 수 있어요 (11MB)"],
    [60 * mb, "image/jpeg", "10MB까지 보낼 수 있어요 (60MB)"],
    [2 * mb, "text/html", "사진(JPG·PNG·WebP·GIF)과 PDF를 보낼 수 있어요"],
    [2 * mb, "image/svg+xml", "사진(JPG·PNG·WebP·GIF)과 PDF를 보낼 수 있어요"],
    [20 * mb, "image/jpeg", ""],
    [9 * mb, "application/pdf", ""],
  ])("of %d bytes, %s: “%s”", (size, type, said) => expect(refusal(size, type)).toBe(said));
  it("tells its size as one needs it to compare with a limit", () => {
    expect([300, 812_000, 9.4 * mb, 48 * mb].map(sized)).toEqual(["1KB", "793KB", "9.4MB", "48MB"]);
  });
  it("fits into the longest side allowed, and never grows", () => {
    expect(within(4000, 3000, 2048)).toEqual({ width: 2048, height: 1536 });
    expect(within(800, 600, 2048)).toEqual({ width: 800, height: 600 });
    expect(within(30_000, 10, 2048)).toEqual({ width: 2048, height: 1 });
  });
  it("of a kind that browsers cannot write becomes JPEG", () => {
    expect(["image/heic", "image/png", "image/webp", "image/jpeg"].map(target)).toEqual([
      "image/jpeg",
      "image/png",
      "image/webp",
      "image/jpeg",
    ]);
  });
});

describe("a request", async () => {
  const { ready, wrongIn } = await import("../orders/request.ts");
  const item = { id: 1, title: "찻잔", quantity: 2, price: 1000 };
  const order = { items: [item] } as unknown as Parameters<typeof ready>[0];
  let draft: ReturnType<typeof ready>;
  beforeAll(() => {
    draft = ready(order, "cancel");
  });
  it("of an order with one item has chosen it", () => expect(draft.quantities).toEqual({ 1: 2 }));
  it("needs an item", () => expect(Object.keys(wrongIn({ ...draft, quantities: {} }, 1, true, false, []))).toEqual(["items"]));
  it("needs a reason where there are some", () => {
    expect(Object.keys(wrongIn(draft, 2, true, false, []))).toEqual(["reason"]);
    expect(wrongIn(draft, 2, false, false, [])).toEqual({});
  });
  it("for what is broken needs a photo that has arrived", () => {
    const broken = { ...draft, reason: "broken" };
    expect(Object.keys(wrongIn(broken, 2, true, true, []))).toEqual(["photo"]);
    expect(Object.keys(wrongIn(broken, 2, true, true, [{ state: "uploading" }]))).toEqual(["photo"]);
    expect(wrongIn(broken, 2, true, true, [{ state: "done" }])).toEqual({});
  });
  it("for another address needs all of it but the flat", () => {
    const fields = Object.keys(wrongIn({ ...draft, kind: "address" }, 1, true, false, []));
    expect(fields).toEqual(["name", "phone", "zip", "line1"]);
  });
  it("for a change says what to change", () => {
    expect(Object.keys(wrongIn({ ...draft, kind: "change", reason: "mind" }, 2, true, false, []))).toEqual(["text"]);
  });
});

describe("the tokens of the parts", () => {
  const tokens = (file: string, selector: string) => {
    const css = readFileSync(file, "utf8");
    const start = css.indexOf(selector);
    return new Map([...css.slice(start, css.indexOf("}", start)).matchAll(/--([\w-]+):(#[0-9a-f]{3,6})\b/g)].map((m) => [m[1], m[2]]));
  };
  it.each([":root{", "[data-theme=dark]{"])("in %s are those of the whole product", (selector) => {
    const shared = tokens("ui/src/shared/tokens.css", selector);
    for (const [name, value] of tokens("ui/src/widget/kit/kit.css", selector)) expect([name, shared.get(name)]).toEqual([name, value]);
  });
});

// Every view of the widget with its states, over the played server: [name, options of openPlayed, what to do].
import { Buffer } from "node:buffer";
import * as f from "./widget-fixtures.mjs";

const { say } = f;
const files = [{ id: "f1", name: "깨진그릇.jpg", type: "image/jpeg", size: 812000, width: 1200, height: 900 }, { id: "f2", name: "영수증.pdf", type: "application/pdf", size: 412000 }];
const url = "data:image/svg+xml;base64," + Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 4 3"><rect width="4" height="3" fill="#d8cfc0"/></svg>').toString("base64");
const withFiles = { "GET widget/files/f1/url": { url, thumb_url: url, expires_at: "2026-11-23T06:00:00Z" }, "GET widget/files/f2/url": { url } };
const talk = [
    say(1, "shopper", "예약한 반상기 언제쯤 오나요? 12월 20일 집들이에 쓰고 싶어요"),
    say(2, "system", "", { kind: "card", data: { card: "order", order: f.preorder } }),
    say(3, "agent", "서연 님, 안녕하세요. 지금 **초벌**을 마치고 유약을 바르고 있어요.\n- 12월 16일 도착 예상\n- 주문 2026-1103-0187\n문의는 02-1234-5678, 안내는 [배송 안내](https://help.ondam.kr/delivery) 또는 https://help.ondam.kr/care (보세요)."),
    say(4, "agent", "", { withdrawn: true }),
    say(5, "shopper", "", { data: { files } }),
    say(6, "shopper", "국그릇 옆이 이렇게 금이 갔어요"),
];
const csat = [...talk.slice(0, 1), say(2, "agent", "새 국그릇을 오늘 보내 드렸어요. 송장 번호는 문자로도 알려 드릴게요."), say(3, "system", "", { kind: "card", data: { card: "csat", survey: "s1", state: "open" } })];
const cards = [say(1, "shopper", "환불 언제 되나요?"), say(2, "system", "먼저 찾아봤어요.", { kind: "card", data: { card: "articles", articles: [{ slug: "a", title: "환불은 언제 되나요?", lead: "카드는 3–5영업일이 걸려요" }, { slug: "b", title: "취소·교환 안내", lead: "" }] } }), say(3, "shopper", "취소를 요청했어요"), say(4, "system", "", { kind: "card", data: { card: "receipt", request: { id: "r1", kind: "cancel", kind_label: "취소", state: "asked", label: "취소 요청함 · 오늘 안에 답해요", ticket_number: 1042, refund_text: "124,500원", reason_label: "마음이 바뀌었어요", order_number: f.preorder.number } } })];
async function openRequest(frame) {
  await frame.getByText("백자 반상기 2인 세트").click();
  await frame.locator(".pair button").first().click();
  await frame.locator(".hdl").waitFor();
}

export const scenes = [
  ["home", {}],
  ["home-member", { signedIn: true, play: f.member }],
  ["home-search", { signedIn: true, play: f.member }, async ({ frame }) => { await frame.locator("input[role=combobox]").pressSequentially("식기세척기"); }],
  ["article", {}, async ({ frame }) => { await frame.locator("input[role=combobox]").pressSequentially("식기세척기"); await frame.locator("[role=option]").first().click(); }],
  ["leave", { play: { "GET widget/config": f.closed } }, async ({ frame }) => { await frame.locator(".cta").click(); }],
  ["leave-err", { play: { "GET widget/config": f.closed } }, async ({ frame }) => { await frame.locator(".cta").click(); await frame.locator("#question").fill("청자 찻잔을 선물용으로 12월 5일까지 받을 수 있을까요?"); await frame.locator("#topic-order").check(); await frame.locator("[name=phone]").fill("010-23"); await frame.locator(".ft .cta").click(); }],
  ["leave-done", { play: { "GET widget/config": f.closed } }, async ({ frame }) => { await frame.locator(".cta").click(); await frame.locator("#question").fill("청자 찻잔을 선물용으로 12월 5일까지 받을 수 있을까요?"); await frame.locator("[name=phone]").fill("010-2345-5678"); await frame.locator(".ft .cta").click(); }],
  ["leave-member", { signedIn: true, play: { ...f.member, "GET widget/config": f.closed } }, async ({ frame }) => { await frame.locator(".cta").click(); }],
  ["chat", { how: "chat", messages: talk, readBy: 5, play: withFiles }],
  ["chat-top", { how: "chat", messages: talk, readBy: 5, play: withFiles }, async ({ frame, page }) => { await page.waitForTimeout(500); await frame.locator(".log").evaluate((e) => e.scrollTo(0, 0)); }],
  ["chat-first", { how: "chat" }, async ({ frame, page }) => { await frame.locator("textarea").pressSequentially("식기세척기에 돌려도 되나요"); await page.waitForTimeout(900); }],
  ["chat-defl", { how: "chat" }, async ({ frame, page }) => { await frame.locator("textarea").pressSequentially("식기세척기에 돌려도 되나요"); await page.waitForTimeout(900); await frame.locator(".sg .li").first().click(); }],
  ["chat-cards", { how: "chat", messages: cards }],
  ["csat", { how: "chat", messages: csat }, async ({ frame }) => { await frame.locator(".faces input").nth(3).click(); }],
  ["csat-low", { how: "chat", messages: csat }, async ({ frame }) => { await frame.locator(".faces input").nth(0).click(); }],
  ["files-big", { how: "chat", messages: talk.slice(0, 1) }, async ({ frame }) => { await frame.locator("[type=file]").first().evaluate((e) => { const d = new DataTransfer(); d.items.add(new File([new Uint8Array(48 * 1024 * 1024)], "영상_0312.mov", { type: "video/quicktime" })); e.files = d.files; e.dispatchEvent(new Event("change", { bubbles: true })); }); }],
  ["files-going", { how: "chat", messages: talk.slice(0, 1), play: { "POST widget/files": { id: "u1", offset: 0, chunk_bytes: 1048576, max_bytes: 10485760 }, "PUT widget/files/u1": (() => { let n = 0; return () => (++n > 2 ? "gone" : { id: "u1", offset: n * 262144, done: false }); })(), "GET widget/files/u1": "gone" } }, async ({ frame, page }) => { await frame.locator("[type=file]").first().evaluate((e) => { const d = new DataTransfer(); d.items.add(new File([new Uint8Array(900 * 1024)], "사용설명서.pdf", { type: "application/pdf" })); e.files = d.files; e.dispatchEvent(new Event("change", { bubbles: true })); }); await page.waitForTimeout(800); }],
  ["transcript", { how: "chat", messages: csat, signedIn: true, play: f.member }, async ({ frame }) => { await frame.getByRole("button", { name: /메일로 받기|E-mail me/ }).last().click(); }],
  ["transcript-other", { how: "chat", messages: csat }, async ({ frame }) => { await frame.getByRole("button", { name: /메일로 받기|E-mail me/ }).last().click(); await frame.locator("#email").fill("seo@naver.com"); await frame.locator(".cta").click(); }],
  ["orders-err", { how: "orders", play: { "GET widget/orders": 500 } }],
  ["orders-off", { how: "orders", play: { "GET widget/orders": "gone" } }],
  ["orders-empty", { how: "orders", signedIn: true, play: { ...f.member, "GET widget/orders": { orders: [], signed_in: true } } }],
  ["orders-slow", { how: "orders", play: { "GET widget/orders": "never" } }, async ({ frame }) => { await frame.locator(".bones").waitFor(); }],
  ["orders-list", { how: "orders", signedIn: true, play: f.member }],
  ["order-pre", { how: "orders", signedIn: true, play: f.member }, async ({ frame }) => { await frame.getByText("백자 반상기 2인 세트").click(); }],
  ["order-ship", { how: "orders", signedIn: true, play: f.member }, async ({ frame }) => { await frame.getByText("청자 찻잔 한 쌍").click(); }],
  ["req2", { how: "orders", signedIn: true, play: f.member }, async ({ frame }) => { await frame.getByText("백자 반상기 2인 세트").click(); await frame.locator(".pair button").first().click(); await frame.locator("[type=checkbox]").first().check(); await frame.locator(".cta").click(); await frame.locator("#reason-broken").check(); await frame.locator(".cta").click(); }],
  ["find", { how: "orders" }],
  ["find-wrong", { how: "orders" }, async ({ frame }) => { await frame.locator(".form .cta").click(); }],
  ["code-wrong", { how: "orders" }, async ({ frame }) => { await frame.locator("[name=number]").fill("2026-1103-0187"); await frame.locator("[name=phone]").fill("010-2345-5678"); await frame.locator(".form .cta").click(); await frame.locator("[name=code]").fill("111111"); await frame.locator(".err").waitFor(); }],
  ["request-1", { how: "orders", signedIn: true, play: f.member }, async ({ frame }) => { await openRequest(frame); }],
  ["request-3", { how: "orders", signedIn: true, play: f.member }, async ({ frame }) => { await openRequest(frame); await frame.locator("[type=checkbox]").first().check(); await frame.locator(".cta").click(); await frame.locator("#reason-mind").check(); await frame.locator(".cta").click(); await frame.locator(".kv .sum").waitFor(); }],
  ["request-address", { how: "orders", signedIn: true, play: f.member }, async ({ frame }) => { await openRequest(frame); await frame.locator("#kind-address").check(); await frame.locator(".cta").click(); }],
  ["request-done", { how: "orders", signedIn: true, play: f.member }, async ({ frame }) => { await openRequest(frame); await frame.locator("[type=checkbox]").first().check(); await frame.locator(".cta").click(); await frame.locator("#reason-mind").check(); await frame.locator(".cta").click(); await frame.locator(".kv .sum").waitFor(); await frame.locator(".cta").click(); await frame.locator(".fin").waitFor(); }],
  ["menu", {}, async ({ frame }) => { await frame.locator("#menu").click(); }],
  ["home-nothing", { play: { "GET faq/search": [] } }, async ({ frame }) => { await frame.locator("input[role=combobox]").pressSequentially("zzz"); await frame.locator(".hint").waitFor(); }],
  ["home-broken", { play: { "GET faq/search": 500 } }, async ({ frame }) => { await frame.locator("input[role=combobox]").pressSequentially("zzz"); await frame.locator(".hint").waitFor(); }],
  ["chat-product", { how: "chat", messages: talk.slice(0, 2), attrs: `data-context='{"product":{"id":"p1","title":"백자 반상기 2인 세트"}}'` }, async ({ frame }) => { await frame.locator(".pc").waitFor(); }],
  ["emoji", { how: "chat", messages: talk.slice(0, 3) }, async ({ frame }) => { await frame.getByRole("button", { name: /^(이모지|Emoji)$/ }).click(); await frame.locator(".em").waitFor(); }],
  ["chat-away", { how: "chat", play: { "GET widget/config": { ...f.config, state: "leave", form: true, online: false, status_line: "문의를 남기면 답해 드려요" } } }],
];

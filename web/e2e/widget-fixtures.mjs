// The widget over a bare page, with a server that is played: states that a real one shows only on a
// bad day (slow, broken, empty, offline) come at will, and every view can be looked at alone.
import { existsSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";

const dist = process.env.DARI_DIST ?? resolve(import.meta.dirname, "../dist");
export const ORIGIN = "http://localhost:9";
const TYPES = { js: "text/javascript", css: "text/css", html: "text/html; charset=utf-8" };
const CSP =
  "default-src 'self'; script-src 'self'; style-src 'self'; style-src-attr 'unsafe-inline'; img-src 'self' data:; font-src 'self'; " +
  "connect-src 'self' ws://localhost:9; object-src 'none'; base-uri 'none'; form-action 'self'; frame-src 'self'; frame-ancestors 'self'";

const picture = (colour) =>
  `data:image/svg+xml;base64,${Buffer.from(`<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 52 52"><rect width="52" height="52" fill="${colour}"/></svg>`).toString("base64")}`;

const steps = (now, labels = ["주문 접수", "결제", "굽기", "배송", "도착"]) =>
  labels.map((label, i) => ({ id: `s${i}`, label, state: i < now ? "done" : i === now ? "now" : "todo" }));

export const preorder = {
  number: "2026-1103-0187", status: "preparing", status_label: "예약 제작 중", preorder: true, steps: steps(2), title: "백자 반상기 2인 세트", more_items: 0,
  image_url: picture("#e9e3d8"), total: 128000, total_text: "128,000원", placed_text: "11월 3일 (화)", eta_text: "12월 16일 (수)",
  page_url: "https://help.example.invalid/o/x", moved: { earlier: true, text: "처음 안내한 12월 29일보다 13일 빨라요" }, shipment: null, can: { cancel: true, change: true, address: true }, why_not: "",
  notice: "이미 빚기 시작한 그릇이에요. 가마에 들어가기 전까지는 재료비를 빼고 취소할 수 있어요.", request: null,
  items: [{ id: 1, title: "백자 반상기 2인 세트", option: "우윳빛 백자", quantity: 1, price: 124500 }, { id: 2, title: "나무 소반", option: "", quantity: 2, price: 1750 }],
};
export const shipped = {
  number: "2026-1118-0042", status: "shipped", status_label: "배송 중", preorder: false, steps: steps(3, ["주문 접수", "결제", "준비", "배송", "도착"]), title: "청자 찻잔 한 쌍", more_items: 2,
  image_url: picture("#d5dfdb"), total: 64000, total_text: "64,000원", placed_text: "11월 18일 (수)", eta_text: "11월 23일 (월)",
  moved: { earlier: false, text: "11월 21일에서 11월 23일로 2일 늦어졌어요 · 가마 보수" },
  shipment: { carrier: "cjlogistics", carrier_name: "CJ대한통운", tracking_no: "688900112233", tracking_url: "https://example.invalid/688900112233", last_scan: "오늘 오전 9:12 · 서울 마포 배달 출발" },
  can: { cancel: false, change: false, address: false }, why_not: "이미 보낸 주문이라 취소할 수 없어요. 받으신 뒤에 반품을 도와드려요.", notice: "", request: null,
  items: [{ id: 1, title: "청자 찻잔 한 쌍", option: "", quantity: 1, price: 64000 }],
};
const long = {
  ...preorder, number: "2026-1101-0003", title: "손으로 빚은 달항아리와 자작나무 받침을 함께 담은 아주 긴 이름의 예약 상품 꾸러미", status_label: "입금을 기다려요",
  total: 12345678900, total_text: "12,345,678,900원", more_items: 12, image_url: "", moved: null, preorder: false, status: "placed", steps: steps(0),
};
const reasons = {
  cancel: [["mind", "마음이 바뀌었어요"], ["mistake", "잘못 주문했어요"], ["late", "배송이 늦어요"], ["broken", "파손·불량이에요", true], ["other", "다른 이유예요"]],
  change: [["option", "옵션을 바꿀래요"], ["other", "다른 이유예요"]],
  address: [["moved", "이사했어요"], ["other", "다른 이유예요"]],
};
for (const kind of Object.keys(reasons)) reasons[kind] = reasons[kind].map(([id, label, photo = false]) => ({ id, label, photo }));

export const config = {
  shop: { name: "온담" }, status_line: "지금 상담 중 · 보통 3분 안에 답해요", hours: "평일 10:00–18:00 · 점심 12:30–13:30", phone: "02-1234-5678", online: true, state: "open",
  promise: "내일(화) 오전 11시", zone: "Asia/Seoul", form: false, receipts: true, topics: [],
  consent: "답변을 보내려고 번호를 받아요. 문의 기록은 법에 따라 3년 동안 보관해요.",
};
export const closed = {
  ...config, status_line: "내일(화) 오전 10시에 다시 열어요", online: false, state: "closed", form: true,
  topics: [["order", "주문"], ["shipping", "배송"], ["return", "교환·반품"], ["product", "상품"], ["other", "기타"]].map(([id, label]) => ({ id, label, fields: id === "order" ? ["order_number"] : [] })),
};

const request = (kind) => ({
  id: "r1", kind, kind_label: "취소", state: "asked", label: "취소 요청함 · 오늘 안에 답해요", ticket_number: 1042, refund_text: "124,500원", reason_label: "마음이 바뀌었어요",
  order_number: preorder.number, can_withdraw: true,
});

/** What the played server answers, by "METHOD path"; a number is a status, "never" keeps silent, "gone" breaks off. */
export const answers = {
  "GET widget/config": config,
  "GET widget/me": { verified: false, name: "", email_masked: "", phone_masked: "" },
  "GET widget/orders": { orders: [], signed_in: false, reasons },
  "POST widget/orders/lookup": { lookup: "l1", channel: "sms", resend_after: 30, sent_to: "010-••••-5678", visitor_token: "v".repeat(43) },
  "POST widget/orders/lookup/l1/resend": { lookup: "l1", channel: "sms", resend_after: 30, sent_to: "010-••••-5678" },
  "POST widget/orders/verify": (body) => (body.code === "123456" ? { orders: [preorder] } : [422, { title: "인증 번호가 맞지 않아요. 4번 더 적을 수 있어요.", code: "orders.code_wrong" }]),
  [`GET widget/orders/${preorder.number}/quote`]: {
    refund: 124500, refund_text: "124,500원", fees: 3500, lines: [{ label: "상품 금액", amount_text: "128,000원" }, { label: "재료비", amount_text: "−3,500원" }],
    method: "신용카드", days_text: "3–5영업일", self_service: false, button: "취소 요청하기 · 124,500원 환불",
  },
  [`POST widget/orders/${preorder.number}/requests`]: (body) => request(body.kind),
  [`POST widget/orders/${preorder.number}/requests/r1/withdraw`]: { ...request("cancel"), state: "withdrawn", label: "요청을 거두었어요", can_withdraw: false },
  "POST widget/leave": { conversation: "c1", ticket_number: 1043, promise: "내일(화) 오전 11시", visitor_token: "v".repeat(43), order: { known: true } },
  "GET faq/search": [
    { slug: "dishwasher", title: "식기세척기에 넣어도 되나요?", lead: "백자는 괜찮고 금박은 손으로 씻어 주세요" },
    { slug: "microwave", title: "전자레인지와 식기세척기 쓰는 법", lead: "" },
    { slug: "delivery", title: "배송은 얼마나 걸리나요?", lead: "예약 상품은 8주, 나머지는 이틀이면 도착해요" },
  ],
  "POST faq/searches": {},
  "GET faq/public/dishwasher": { title: "식기세척기에 넣어도 되나요?", html: "<p>백자와 청자는 <strong>식기세척기</strong>에 넣어도 괜찮아요.</p><ul><li>금박·은박은 손으로 씻어 주세요</li><li>60도 아래로 돌려 주세요</li></ul>", updated_at: "2026-11-01T01:00:00Z", url: "/help/dishwasher" },
  "POST widget/deflected": {},
  "POST widget/survey/s1": {},
  "POST widget/transcript": (body) => (body.email ? { sent_to: body.email, needs_code: true, lookup: "t1" } : { sent_to: "s•••@naver.com" }),
  "POST widget/end": {},
};

export const member = {
  "GET widget/me": { verified: true, name: "서연", email_masked: "s•••@naver.com", phone_masked: "010-••••-5678" },
  "GET widget/orders": { orders: [preorder, shipped, long], signed_in: true, reasons },
};

const AT = Date.parse("2026-11-23T05:04:00Z");
/** A message of the played conversation. */
export const say = (seq, from, text, more = {}) => ({
  conversation: "c1", seq, id: `m${seq}`, client_id: `k${seq}`, from, name: from === "agent" ? "하은" : "", channel: "chat", kind: "text", text, at: new Date(AT + seq * 30_000).toISOString(), ...more,
});

/** Opens a page with the widget; `frame` is the panel's. */
export async function openPlayed(browser, { width = 390, height = 844, theme = "light", lang = "ko", play = {}, messages = [], readBy = 0, signedIn = false, how = null, attrs = "" } = {}) {
  const context = await browser.newContext({ viewport: { width, height }, locale: lang === "ko" ? "ko-KR" : "en-US", timezoneId: "Asia/Seoul", colorScheme: theme, hasTouch: width < 480, isMobile: width < 480 });
  const page = await context.newPage();
  const all = { ...answers, ...play };
  const asked = [];
  const faults = [];
  page.on("pageerror", (error) => faults.push(String(error)));
  page.on("console", (m) => m.type() === "error" && !/status of [45]|ERR_/.test(m.text()) && faults.push(m.text()));
  await page.clock.install({ time: new Date("2026-11-23T05:06:00Z") });
  await page.clock.resume();
  let open = 0; // questions that are still to be answered; what is left out for ever does not count
  await page.route(`${ORIGIN}/**`, async (route) => {
    open++;
    await serve(route, all, asked, { theme, lang, signedIn, attrs }).finally(() => open--);
  });
  /** Waits until all that was asked is answered and drawn. */
  const settled = async () => {
    for (let quiet = 0; quiet < 3; quiet = open ? 0 : quiet + 1) await frame.evaluate(() => new Promise((done) => requestAnimationFrame(() => setTimeout(done, 30))));
  };
  let socket = null;
  await page.routeWebSocket(/\/ws\/widget/, (ws) => {
    socket = ws;
    ws.onMessage((raw) => heard(ws, JSON.parse(raw), messages, readBy));
  });
  await page.goto(`${ORIGIN}/`);
  await page.waitForFunction(() => globalThis.Dari?.open);
  await page.evaluate((view) => globalThis.Dari.open(view ?? undefined), how);
  const frame = await later(() => page.frames().find((f) => f.url().includes("/widget/frame")));
  await frame.waitForSelector(".panel");
  /** The same view in another look: nothing is loaded anew. */
  const look = async (its) => {
    await page.setViewportSize({ width: its.width, height: its.height });
    await page.evaluate((to) => {
      globalThis.Dari.setTheme(to.theme);
      globalThis.Dari.setLang(to.lang);
    }, its);
    await frame.waitForFunction(({ lang, theme }) => document.documentElement.lang === lang && document.documentElement.dataset.theme === theme, its);
  };
  return { page, frame, asked, faults, context, settled, look, push: (its) => socket?.send(JSON.stringify(its)) };
}

async function later(find) {
  for (let i = 0; i < 200; i++) {
    const found = find();
    if (found) return found;
    await new Promise((done) => setTimeout(done, 25));
  }
  throw new Error("the widget's frame did not come");
}

function heard(ws, frame, messages, readBy) {
  const send = (its) => ws.send(JSON.stringify(its));
  if (frame.t === "hello") {
    const conversation = messages.length > 0 ? { id: "c1", last_seq: messages.length, read_seq: messages.length } : null;
    send({ t: "welcome", epoch: "e", conversation, staff: { online: 1 }, shop: { name: "온담" }, visitor_token: "v".repeat(43) });
    if (conversation) send({ t: "messages", conversation: "c1", messages: messages.slice(-50), reset: true, last_seq: messages.length });
    if (readBy) send({ t: "read", from: "agent", seq: readBy });
  } else if (frame.t === "older") send({ t: "older", conversation: "c1", messages: messages.filter((m) => m.seq < frame.before).slice(-30), more: frame.before > 31 });
  else if (frame.t === "send") {
    messages.push(say(messages.length + 1, "shopper", frame.text, { client_id: frame.client_id, data: frame.files ? { files: frame.files.map((id) => ({ id, name: "사진.jpg", type: "image/jpeg", size: 200_000, width: 1200, height: 900 })) } : undefined }));
    const m = messages.at(-1);
    send({ t: "ack", client_id: m.client_id, id: m.id, seq: m.seq, at: m.at, replayed: false, conversation: "c1" });
  } else if (frame.t === "ping") send({ t: "pong" });
}

async function serve(route, all, asked, { theme, lang, signedIn, attrs }) {
  const req = route.request();
  const { pathname } = new URL(req.url());
  if (pathname === "/") {
    const user = signedIn ? ' data-user="a.b.c"' : "";
    const body = `<!doctype html><html lang="${lang}"><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1"><title>shop</title><body style="margin:0;background:#fbf9f5"><script async src="/widget/v1.js" data-shop="k" data-lang="${lang}" data-theme="${theme}"${user} ${attrs}></script></body></html>`;
    return route.fulfill({ body, contentType: TYPES.html });
  }
  if (pathname.startsWith("/widget/")) {
    const file = join(dist, pathname === "/widget/frame" ? "widget/frame.html" : pathname);
    if (!existsSync(file)) return route.fulfill({ status: 404, body: "" });
    return route.fulfill({ body: readFileSync(file), contentType: TYPES[file.split(".").pop()], headers: { "content-security-policy": CSP } });
  }
  const name = `${req.method()} ${pathname.replace("/api/v1/", "")}`;
  const body = req.postData() && /json/.test(req.headers()["content-type"] ?? "") ? JSON.parse(req.postData()) : null;
  asked.push({ name, body, headers: req.headers() });
  const known = all[name] ?? all[name.replace(/\/[^/]*$/, "/*")];
  const answer = typeof known === "function" ? await known(body, req) : known;
  if (answer === "never") return;
  if (answer === "gone") return route.abort();
  if (answer === undefined) return route.fulfill({ status: 404, json: { title: "not found", code: "not_found", status: 404 } });
  const [status, json] = typeof answer === "number" ? [answer, { title: "internal error", code: "A7F3", status: answer }] : Array.isArray(answer) && typeof answer[0] === "number" ? [answer[0], { status: answer[0], ...answer[1] }] : [200, answer];
  return route.fulfill({ status, json });
}

import type { IconName } from "@kit";
import type { TextKey } from "../texts.ts";
import type { ShortcutId } from "./shortcuts.ts";

/** A page of the console. */
export interface Place {
  readonly path: string;
  readonly icon: IconName;
  readonly label: TextKey;
  readonly needs: string;
  /** Other words for it, in both languages. */
  readonly also: string;
  /** Where the menu shows it: the queue above, tools below, settings on the page of settings only. */
  readonly section: "queue" | "tools" | "settings";
  readonly key?: ShortcutId;
}

/** Every page: the menu, the palette and the page of settings are made from this list. */
export const places: readonly Place[] = [
  { path: "/inbox", icon: "inbox", label: "console.nav.inbox", needs: "tickets:read", also: "inbox 문의", section: "queue", key: "inbox" },
  { path: "/mine", icon: "person", label: "console.nav.mine", needs: "tickets:read", also: "mine 담당", section: "queue", key: "mine" },
  {
    path: "/snoozed",
    icon: "moon",
    label: "console.nav.snoozed",
    needs: "tickets:read",
    also: "snoozed 보류",
    section: "queue",
    key: "snoozed",
  },
  {
    path: "/waiting",
    icon: "hourglass",
    label: "console.nav.waiting",
    needs: "tickets:read",
    also: "waiting 기다림",
    section: "queue",
    key: "waiting",
  },
  { path: "/solved", icon: "check", label: "console.nav.solved", needs: "tickets:read", also: "solved resolved 해결", section: "queue" },
  {
    path: "/mentions",
    icon: "at",
    label: "console.nav.mentions",
    needs: "tickets:read",
    also: "mentions notes 멘션 메모",
    section: "queue",
  },
  {
    path: "/faq",
    icon: "book",
    label: "console.nav.faq",
    needs: "faq:read",
    also: "help faq articles 도움말",
    section: "tools",
    key: "faq",
  },
  {
    path: "/campaigns",
    icon: "mega",
    label: "console.nav.campaigns",
    needs: "campaigns:read",
    also: "marketing campaigns 마케팅 광고",
    section: "tools",
    key: "campaigns",
  },
  {
    path: "/reports/live",
    icon: "chart",
    label: "console.nav.reports",
    needs: "tickets:read",
    also: "reports insights live board 분석 현황 통계",
    section: "tools",
    key: "reports",
  },
  {
    path: "/outbox",
    icon: "tray",
    label: "console.nav.outbox",
    needs: "outbox:read",
    also: "outbox sent sms mail 문자 메일",
    section: "tools",
  },
  {
    path: "/settings",
    icon: "gear",
    label: "console.nav.settings",
    needs: "",
    also: "settings preferences 설정",
    section: "tools",
    key: "settings",
  },
  {
    path: "/mails",
    icon: "mail",
    label: "console.nav.mails",
    needs: "tickets:read",
    also: "mails e-mails quarantine ignored inbound 메일 격리 반송",
    section: "settings",
  },
  {
    path: "/settings/me",
    icon: "person",
    label: "console.nav.me",
    needs: "",
    also: "my settings sound alerts 내 설정 알림 소리 언어",
    section: "settings",
  },
  {
    path: "/settings/views",
    icon: "filter",
    label: "console.nav.views_all",
    needs: "tickets:read",
    also: "views filters 보기",
    section: "settings",
  },
  {
    path: "/settings/replies",
    icon: "chat",
    label: "console.nav.replies",
    needs: "tickets:read",
    also: "saved replies canned variables 자주 쓰는 답변 변수",
    section: "settings",
  },
  {
    path: "/settings/macros",
    icon: "bolt",
    label: "console.nav.macros",
    needs: "tickets:read",
    also: "macros 매크로",
    section: "settings",
  },
  {
    path: "/settings/automations",
    icon: "bolt",
    label: "console.nav.automations",
    needs: "settings:read",
    also: "automations ticket rules dry run 문의 규칙 자동화",
    section: "settings",
  },
  {
    path: "/settings/desk",
    icon: "tag",
    label: "console.nav.desk",
    needs: "settings:read",
    also: "types forms fields steps states teams tags labels 유형 항목 단계 상태 팀 태그 설정",
    section: "settings",
  },
  {
    path: "/rules",
    icon: "bolt",
    label: "console.nav.rules",
    needs: "faq:read",
    also: "rules auto answers proactive 자동 답변 먼저 말 걸기 규칙",
    section: "settings",
  },
  {
    path: "/settings/hours",
    icon: "clock",
    label: "console.nav.hours",
    needs: "settings:read",
    also: "hours opening holidays settings 상담 시간 공휴일 점심 설정",
    section: "settings",
  },
  {
    path: "/settings/sla",
    icon: "hourglass",
    label: "console.nav.sla",
    needs: "settings:read",
    also: "sla deadlines answer times policies 답변 기한 정책 설정",
    section: "settings",
  },
  {
    path: "/settings/returns",
    icon: "box",
    label: "console.nav.returns",
    needs: "settings:write",
    also: "returns refunds limits approval webhook coupons 반품 환불 승인 한도 웹훅 쿠폰 설정",
    section: "settings",
  },
];

const at = (path: string, here: string) => here === path || here.startsWith(`${path}/`);

/** Whether a page belongs to an entry of the menu: reports have tabs, and settings pages elsewhere too. */
export function belongs(here: string, path: string): boolean {
  if (path === "/settings" && places.some((place) => place.section === "settings" && at(place.path, here))) return true;
  return at(path === "/reports/live" ? "/reports" : path, here);
}

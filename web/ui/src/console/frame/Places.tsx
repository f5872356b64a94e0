import "./layers.css";
import { Icon, type IconName, Modal, TextInput } from "@kit";
import { type KeyboardEvent, useState } from "react";
import { useLocation } from "wouter";
import { useSession } from "../session.tsx";
import { type TextKey, useTexts } from "../texts.ts";
import type { LayerProps } from "./KeySheet.tsx";

interface Place {
  readonly path: string;
  readonly icon: IconName;
  readonly label: TextKey;
  readonly needs: string;
  /** Other words for it, in both languages. */
  readonly also: string;
}

export const places: readonly Place[] = [
  { path: "/inbox", icon: "inbox", label: "console.nav.inbox", needs: "tickets:read", also: "inbox 문의 gi" },
  { path: "/mine", icon: "person", label: "console.nav.mine", needs: "tickets:read", also: "mine 담당 gm" },
  { path: "/waiting", icon: "hourglass", label: "console.nav.waiting", needs: "tickets:read", also: "waiting 기다림 gs" },
  { path: "/solved", icon: "check", label: "console.nav.solved", needs: "tickets:read", also: "solved resolved 해결" },
  { path: "/faq", icon: "book", label: "console.nav.faq", needs: "faq:read", also: "help faq articles 도움말 gf" },
  {
    path: "/rules",
    icon: "bolt",
    label: "console.nav.rules",
    needs: "faq:read",
    also: "rules auto answers proactive 자동 답변 먼저 말 걸기 규칙",
  },
  { path: "/campaigns", icon: "mega", label: "console.nav.campaigns", needs: "campaigns:read", also: "marketing campaigns 마케팅 광고 gc" },
  {
    path: "/settings/hours",
    icon: "clock",
    label: "console.nav.hours",
    needs: "settings:read",
    also: "hours opening holidays settings 상담 시간 공휴일 점심 설정",
  },
  { path: "/outbox", icon: "tray", label: "console.nav.outbox", needs: "outbox:read", also: "outbox sent sms mail 문자 메일" },
];

/** Go anywhere by a few letters; "#1023" opens that ticket. */
export function Places({ opened, onClose }: LayerProps) {
  const { t } = useTexts();
  const { can } = useSession();
  const [, navigate] = useLocation();
  const [text, setText] = useState("");
  const [at, setAt] = useState(0);
  const words = text.trim().toLowerCase();
  const number = /^#?(\d{1,9})$/.exec(words)?.[1];
  const found = places.filter((place) => can(place.needs) && `${t(place.label)} ${place.also}`.toLowerCase().includes(words));
  const options = number
    ? [{ path: `/inbox/${number}`, icon: "find" as IconName, name: t("console.places.ticket", { number }) }]
    : found.map((place) => ({ path: place.path, icon: place.icon, name: t(place.label) }));
  const go = (path: string | undefined) => {
    if (!path) return;
    setText("");
    setAt(0);
    onClose();
    navigate(path);
  };
  const onKey = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      setAt((was) => (was + (event.key === "ArrowDown" ? 1 : options.length - 1)) % Math.max(1, options.length));
    } else if (event.key === "Enter") {
      event.preventDefault();
      go(options[at]?.path);
    }
  };
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      title={t("console.places.title")}
      closeButtonProps={{ "aria-label": t("common.close") }}
      yOffset="12vh"
      centered={false}
    >
      <TextInput
        data-autofocus
        role="combobox"
        aria-expanded="true"
        aria-controls="places"
        aria-activedescendant={options[at] ? `place-${at}` : undefined}
        aria-label={t("console.places.title")}
        placeholder={t("console.places.placeholder")}
        leftSection={<Icon name="find" size={16} />}
        value={text}
        onChange={(event) => {
          setText(event.currentTarget.value);
          setAt(0);
        }}
        onKeyDown={onKey}
      />
      <div id="places" role="listbox" aria-label={t("console.places.title")} className="places">
        {options.map((option, i) => (
          // biome-ignore lint/a11y/useKeyWithClickEvents: the field above moves and chooses by key
          <div
            key={option.path}
            id={`place-${i}`}
            role="option"
            tabIndex={-1}
            aria-selected={i === at}
            className="place"
            onClick={() => go(option.path)}
          >
            <Icon name={option.icon} />
            {option.name}
          </div>
        ))}
      </div>
    </Modal>
  );
}

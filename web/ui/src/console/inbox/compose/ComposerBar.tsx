import { ActionIcon, Button, Icon, Keys, Menu, Tooltip } from "@kit";
import type { RefObject } from "react";
import { useTexts } from "../../texts.ts";
import { ACCEPT } from "../files/useUploads.ts";
import type { ComposerKind } from "./ComposerTabs.tsx";
import type { Group } from "./items.ts";

export interface ComposerBarProps {
  readonly kind: ComposerKind;
  readonly mail: boolean;
  readonly picker: RefObject<HTMLInputElement | null>;
  /** Something is missing from the text: it cannot go yet. */
  readonly stuck: boolean;
  /** How long it is, what is waited for, or that it is kept. */
  readonly said: string;
  readonly onFiles: (files: File[]) => void;
  readonly onAsk: (group: Group | null) => void;
  readonly onEmoji: () => void;
  readonly onSend: (solve: boolean, later?: boolean) => void;
}

/** Under the text: what can be put in, how it stands, and the ways to send it. */
export function ComposerBar({ kind, mail, picker, stuck, said, onFiles, onAsk, onEmoji, onSend }: ComposerBarProps) {
  const { t } = useTexts();
  return (
    <div className="composer-bar">
      {kind === "answer" ? (
        <>
          <input
            ref={picker}
            type="file"
            multiple
            hidden
            accept={ACCEPT}
            onChange={(event) => {
              onFiles([...(event.currentTarget.files ?? [])]);
              event.currentTarget.value = "";
            }}
          />
          <Tool icon="clip" label={t("console_files.attach")} onClick={() => picker.current?.click()} />
          <Tool icon="bolt" label={t("console_talk.tool_replies")} onClick={() => onAsk(null)} />
          <Tool icon="book" label={t("console_talk.tool_article")} onClick={() => onAsk("articles")} />
        </>
      ) : (
        <Tool icon="at" label={t("console_talk.tool_mention")} onClick={() => onAsk(null)} />
      )}
      <Tool icon="smile" label={t("console_talk.emoji")} onClick={onEmoji} />
      <span className="saved" role="status">
        {said}
      </span>
      <div className="right">
        {kind === "answer" ? (
          <Menu position="top-end" width={260}>
            <Menu.Target>
              <ActionIcon aria-label={t("console_talk.send_more")} className="send-more">
                <Icon name="up" size={16} />
              </ActionIcon>
            </Menu.Target>
            <Menu.Dropdown>
              <Menu.Item
                leftSection={<Icon name="check" size={16} />}
                rightSection={<Keys combo="Mod+Shift+Enter" />}
                onClick={() => onSend(true)}
              >
                {t("console_talk.send_solve")}
              </Menu.Item>
              <Menu.Item leftSection={<Icon name="clock" size={16} />} onClick={() => onSend(false, true)}>
                {t("console_talk.send_later")}
              </Menu.Item>
            </Menu.Dropdown>
          </Menu>
        ) : null}
        <Button
          variant="filled"
          rightSection={<Keys combo={mail ? "Mod+Enter" : "Enter"} />}
          onClick={() => onSend(false)}
          className="send"
          disabled={stuck}
        >
          {t(kind === "note" ? "console.composer.save_note" : "common.send")}
        </Button>
      </div>
    </div>
  );
}

interface ToolProps {
  readonly icon: "clip" | "bolt" | "book" | "at" | "smile";
  readonly label: string;
  readonly onClick: () => void;
}

function Tool({ icon, label, onClick }: ToolProps) {
  return (
    <Tooltip label={label}>
      <ActionIcon aria-label={label} onMouseDown={(event) => event.preventDefault()} onClick={onClick}>
        <Icon name={icon} />
      </ActionIcon>
    </Tooltip>
  );
}

import { Icon, Menu } from "@kit";
import { Hint } from "../../frame/Hint.tsx";
import { useSession } from "../../session.tsx";
import { useTexts } from "../../texts.ts";
import type { Ticket } from "../ticket.ts";
import type { Act } from "./act.ts";
import type { PickKind } from "./Picker.tsx";

export interface RowMenuProps {
  readonly ticket: Ticket;
  readonly at: DOMRect;
  readonly onAct: (act: Act) => void;
  readonly onPick: (kind: PickKind) => void;
  readonly onUnread: () => void;
  readonly onSelect: () => void;
  readonly onCopy: () => void;
  readonly onClose: () => void;
}

/** All that can be done to a row; by Shift+F10 as well as by its button. */
export function RowMenu({ ticket, at, onAct, onPick, onUnread, onSelect, onCopy, onClose }: RowMenuProps) {
  const { t } = useTexts();
  const { me } = useSession();
  const closed = ticket.state === "solved" || ticket.state === "closed";
  return (
    <Menu opened onClose={onClose} width={240} position="bottom-start">
      <Menu.Target>
        <span style={{ position: "fixed", left: at.left, top: at.top, width: at.width, height: at.height, pointerEvents: "none" }} />
      </Menu.Target>
      <Menu.Dropdown>
        {closed ? null : (
          <>
            <Menu.Item leftSection={<Icon name="check" />} rightSection={<Hint id="solve" />} onClick={() => onAct({ kind: "solve" })}>
              {t("console.act.solve")}
            </Menu.Item>
            <Menu.Item leftSection={<Icon name="moon" />} rightSection={<Hint id="snooze" />} onClick={() => onPick("snooze")}>
              {t("console.act.snooze")}
            </Menu.Item>
          </>
        )}
        <Menu.Item
          leftSection={<Icon name="person" />}
          rightSection={<Hint id="take" />}
          onClick={() => onAct({ kind: "assign", owner: { id: me.id, name: me.name } })}
        >
          {t("console.act.take")}
        </Menu.Item>
        <Menu.Item leftSection={<Icon name="people" />} rightSection={<Hint id="assign" />} onClick={() => onPick("assign")}>
          {t("console.act.assign")}
        </Menu.Item>
        <Menu.Item leftSection={<Icon name="tag" />} rightSection={<Hint id="tag" />} onClick={() => onPick("tag")}>
          {t("console.act.tag")}
        </Menu.Item>
        <Menu.Item leftSection={<Icon name="flag" />} rightSection={<Hint id="priority" />} onClick={() => onPick("priority")}>
          {t("console.act.priority")}
        </Menu.Item>
        <Menu.Item leftSection={<Icon name="bolt" />} onClick={() => onPick("macro")}>
          {t("console.act.macro")}
        </Menu.Item>
        <Menu.Divider />
        <Menu.Item leftSection={<Icon name="unread" />} rightSection={<Hint id="unread" />} onClick={onUnread}>
          {t("console.act.unread")}
        </Menu.Item>
        <Menu.Item leftSection={<Icon name="plus" />} rightSection={<Hint id="select" />} onClick={onSelect}>
          {t("console.key.select")}
        </Menu.Item>
        <Menu.Item leftSection={<Icon name="link" />} onClick={onCopy}>
          {t("console.act.copy_link")}
        </Menu.Item>
        <Menu.Item leftSection={<Icon name="close" />} onClick={() => onAct({ kind: "spam", spam: !ticket.spam })}>
          {t(ticket.spam ? "console.act.not_spam" : "console.act.spam")}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}

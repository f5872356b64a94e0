import { Avatar, Button, Modal, Tooltip } from "@kit";
import { useState } from "react";
import { useSeldom } from "../frame/useSeldom.ts";
import { useTexts } from "../texts.ts";
import type { Writing } from "./lookers.ts";

export interface ViewersProps {
  readonly people: readonly { readonly id: number; readonly name: string }[];
}

const MOST_SHOWN = 3;

/** The colleagues who have the same conversation on the screen. */
export function Viewers({ people }: ViewersProps) {
  const { t } = useTexts();
  if (people.length === 0) return null;
  const names = people.map((person) => person.name).join(", ");
  const label = t("console_talk.viewers", { names });
  return (
    <Tooltip label={label}>
      <span className="viewers" role="img" aria-label={label}>
        {people.slice(0, MOST_SHOWN).map((person) => (
          <Avatar key={person.id} name={person.name} size="s" />
        ))}
        {people.length > MOST_SHOWN ? <span className="viewers-more num">+{people.length - MOST_SHOWN}</span> : null}
      </span>
    </Tooltip>
  );
}

/** Says while a colleague writes here as well, and shows what: it cannot be changed. */
export function CollisionBar({ writings }: { writings: readonly Writing[] }) {
  const { t } = useTexts();
  const [reading, setReading] = useState<Writing | null>(null);
  const first = writings[0];
  const live = writings.find((one) => one.id === reading?.id);
  const told = useSeldom(first !== undefined);
  return (
    <>
      <div role="status" aria-live={told}>
        {first ? (
          <div className="typing">
            <Avatar name={first.name} size="s" />
            <span>
              {writings.length > 1
                ? t("console_talk.writing_many", { name: first.name, n: writings.length - 1 })
                : t(first.kind === "note" ? "console_talk.writing_note" : "console.typing.colleague", { name: first.name })}
            </span>
            <button type="button" className="typing-read" onClick={() => setReading(first)}>
              {t("console_talk.writing_read")}
            </button>
          </div>
        ) : null}
      </div>
      <Modal
        opened={reading !== null}
        onClose={() => setReading(null)}
        title={t(reading?.kind === "note" ? "console_talk.live_note" : "console_talk.live_answer", { name: reading?.name ?? "" })}
        closeButtonProps={{ "aria-label": t("common.close") }}
      >
        <p className="live-draft" data-kind={reading?.kind}>
          {live?.text ?? reading?.text}
        </p>
        <p className="sub">{t(live ? "console_talk.live_now" : "console_talk.live_over")}</p>
        <div className="guard-acts">
          <Button onClick={() => setReading(null)}>{t("common.close")}</Button>
        </div>
      </Modal>
    </>
  );
}

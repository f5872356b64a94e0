import { Button, Modal } from "@kit";
import type { Message } from "@shared/types.ts";
import { useTexts } from "../texts.ts";
import { When } from "../When.tsx";

export interface SendGuardProps {
  readonly opened: boolean;
  readonly reply: Message | undefined;
  readonly onSend: () => void;
  readonly onNote: () => void;
  readonly onStop: () => void;
}

/** A colleague answered meanwhile: shows what they said before anything is sent. */
export function SendGuard({ opened, reply, onSend, onNote, onStop }: SendGuardProps) {
  const { t } = useTexts();
  const title = reply?.name ? t("console.guard.title", { name: reply.name }) : t("console.guard.title_unknown");
  return (
    <Modal opened={opened} onClose={onStop} title={title} closeButtonProps={{ "aria-label": t("common.close") }} className="guard">
      {reply ? (
        <blockquote>
          {reply.text}
          <p className="by">
            <When at={reply.at} />
          </p>
        </blockquote>
      ) : null}
      <p>{t("console.guard.question")}</p>
      <div className="guard-acts">
        {/* A second Enter of the same hand must not send what was just held back. */}
        <Button variant="subtle" onClick={onStop} data-autofocus>
          {t("console.guard.stop")}
        </Button>
        <Button onClick={onNote}>{t("console.guard.note")}</Button>
        <Button variant="filled" onClick={onSend}>
          {t("console.guard.send")}
        </Button>
      </div>
    </Modal>
  );
}

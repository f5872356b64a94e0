import { Button, Keys, Modal, Textarea } from "@kit";
import { uuid } from "@shared/uuid.ts";
import { type KeyboardEvent, useRef, useState } from "react";
import { useTexts } from "../../texts.ts";
import { OUTCOMES, type Outcome } from "../events.ts";
import type { Call } from "../talkApi.ts";

export interface CallDialogProps {
  readonly onSave: (call: Call) => Promise<void>;
  readonly onClose: () => void;
}

/** A call in two keys: T, and the number of what came of it. What was said may be added before. */
export default function CallDialog({ onSave, onClose }: CallDialogProps) {
  const { t } = useTexts();
  const [text, setText] = useState("");
  const [busy, setBusy] = useState(false);
  const id = useRef(uuid()); // chosen twice it is one call
  const save = (outcome: Outcome) => {
    if (busy) return;
    setBusy(true);
    void onSave({ client_id: id.current, outcome, ...(text.trim() ? { text: text.trim() } : {}) }).finally(() => setBusy(false));
  };
  const onKey = (event: KeyboardEvent) => {
    if (event.target instanceof HTMLTextAreaElement || event.nativeEvent.isComposing || event.ctrlKey || event.metaKey || event.altKey)
      return;
    const outcome = OUTCOMES[Number(event.key) - 1];
    if (!outcome) return;
    event.preventDefault();
    save(outcome);
  };
  return (
    <Modal opened onClose={onClose} title={t("console_talk.call")} closeButtonProps={{ "aria-label": t("common.close") }} onKeyDown={onKey}>
      <p className="sub" style={{ marginBottom: 12 }}>
        {t("console_talk.call_lead")}
      </p>
      <div className="call-outcomes" role="group" aria-label={t("console_talk.call")}>
        {OUTCOMES.map((outcome, i) => (
          <Button
            key={outcome}
            data-autofocus={i === 0 || undefined}
            aria-keyshortcuts={String(i + 1)}
            disabled={busy}
            justify="space-between"
            fullWidth
            mb={6}
            rightSection={<Keys combo={String(i + 1)} />}
            onClick={() => save(outcome)}
          >
            {t(`console_talk.call.${outcome}`)}
          </Button>
        ))}
      </div>
      <Textarea
        label={t("console_talk.call_what")}
        value={text}
        autosize
        minRows={2}
        maxRows={8}
        maxLength={4000}
        onChange={(event) => setText(event.currentTarget.value)}
      />
    </Modal>
  );
}

import { Button, Modal } from "@kit";
import { type ReactNode, useEffect, useState } from "react";
import { useLeaving } from "./leave.ts";
import { useTexts } from "./texts.ts";

export interface DialogProps {
  readonly title: string;
  readonly size?: "lg" | number;
  readonly onClose: () => void;
  readonly children: ReactNode;
}

/** A dialog that is open while it is there; when it goes, the focus is again where it was. */
export function Dialog({ title, size, onClose, children }: DialogProps) {
  const { t } = useTexts();
  const { asking } = useLeaving();
  const [opener] = useState(() => document.activeElement);
  useEffect(
    () => () => {
      if (opener instanceof HTMLElement && opener.isConnected) opener.focus({ preventScroll: true });
    },
    [opener],
  );
  return (
    <Modal
      opened
      onClose={onClose}
      {...(size ? { size } : {})}
      title={title}
      closeOnEscape={!asking}
      closeButtonProps={{ "aria-label": t("common.close") }}
    >
      {children}
    </Modal>
  );
}

export interface AskDialogProps {
  /** Names the thing and its size. */
  readonly title: string;
  /** What comes of it. */
  readonly children: ReactNode;
  /** The act once more, and what the other button says that stays. */
  readonly act: string;
  readonly keep?: string;
  /** It takes something away: Enter keeps it. */
  readonly danger?: boolean;
  readonly onAct: () => void;
  readonly onClose: () => void;
}

/** Asks before something that cannot be taken back. */
export function AskDialog({ title, children, act, keep, danger = false, onAct, onClose }: AskDialogProps) {
  const { t } = useTexts();
  return (
    <Dialog title={title} onClose={onClose}>
      <p>{children}</p>
      <div className="guard-acts">
        <Button variant="subtle" {...(danger ? { "data-autofocus": true } : {})} onClick={onClose}>
          {keep ?? t("common.back")}
        </Button>
        <Button
          variant={danger ? "danger" : "filled"}
          {...(danger ? {} : { "data-autofocus": true })}
          onClick={() => {
            onClose();
            onAct();
          }}
        >
          {act}
        </Button>
      </div>
    </Dialog>
  );
}

import { Button, Modal } from "@kit";
import { useLeaving } from "./leave.ts";
import { useTexts } from "./texts.ts";

/** Asks whether what is not saved may be lost. */
export function LeaveDialog() {
  const { t } = useTexts();
  const { asking, stay, leave } = useLeaving();
  return (
    <Modal
      opened={asking}
      onClose={stay}
      zIndex={250}
      title={t("console.leave.title")}
      closeButtonProps={{ "aria-label": t("common.close") }}
    >
      <p>{t("console.leave.body")}</p>
      <div className="guard-acts">
        <Button variant="danger" onClick={leave}>
          {t("console.leave.go")}
        </Button>
        <Button variant="filled" data-autofocus onClick={stay}>
          {t("console.leave.stay")}
        </Button>
      </div>
    </Modal>
  );
}

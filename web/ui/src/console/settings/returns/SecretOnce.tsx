import { Button, Modal } from "@kit";
import { useToasts } from "../../frame/toasts.tsx";
import { useTexts } from "../../texts.ts";
import { useLimitsTexts } from "./texts.ts";

/** A secret that was made just now: it is not shown another time. */
export function SecretOnce({ secret, onClose }: { secret: string; onClose: () => void }) {
  const t = useLimitsTexts();
  const { t: common } = useTexts();
  const { say, fail } = useToasts();
  const copy = () =>
    void navigator.clipboard.writeText(secret).then(
      () => say(t("limits.copied")),
      () => fail(t("limits.copy_not")),
    );
  return (
    <Modal opened onClose={onClose} title={t("limits.secret_title")} closeButtonProps={{ "aria-label": common("common.close") }}>
      <div className="form">
        <p>{t("limits.secret_once")}</p>
        <code className="secret-once">{secret}</code>
        <div className="acts">
          <Button variant="filled" data-autofocus onClick={copy}>
            {t("limits.copy")}
          </Button>
          <Button onClick={onClose}>{t("limits.secret_kept")}</Button>
        </div>
      </div>
    </Modal>
  );
}

import { Button } from "@kit";
import { Dialog } from "../../Dialog.tsx";
import { useToasts } from "../../frame/toasts.tsx";
import { useLimitsTexts } from "./texts.ts";

/** A secret that was made just now: it is not shown another time. */
export function SecretOnce({ secret, onClose }: { secret: string; onClose: () => void }) {
  const t = useLimitsTexts();
  const { say, fail } = useToasts();
  const copy = () =>
    void navigator.clipboard.writeText(secret).then(
      () => say(t("limits.copied")),
      () => fail(t("limits.copy_not")),
    );
  return (
    <Dialog title={t("limits.secret_title")} onClose={onClose}>
      <div className="form">
        <p>{t("limits.secret_once")}</p>
        <code className="secret-once">{secret}</code>
        <div className="guard-acts">
          <Button variant="subtle" onClick={onClose}>
            {t("limits.secret_kept")}
          </Button>
          <Button variant="filled" data-autofocus onClick={copy}>
            {t("limits.copy")}
          </Button>
        </div>
      </div>
    </Dialog>
  );
}

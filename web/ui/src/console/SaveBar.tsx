import { Button, Icon } from "@kit";
import { useTexts } from "./texts.ts";

export interface SaveBarProps {
  readonly of: {
    /** Nothing is drawn while nothing is unsaved. */
    readonly dirty: boolean;
    /** Somebody else was faster: only loading anew is left. */
    readonly stale: boolean;
    readonly busy: boolean;
    readonly revert: () => void;
    readonly save: () => void;
  };
  /** Whether it can be saved as it is. */
  readonly right: boolean;
}

/** What is unsaved on a page of settings, with the way forward and the way back. */
export function SaveBar({ of: { dirty, stale, busy, revert, save }, right }: SaveBarProps) {
  const { t } = useTexts();
  if (!dirty) return null;
  return (
    <div className="save-bar" role="region" aria-label={t("console.save.dirty")}>
      <span role={stale ? "alert" : undefined}>
        <Icon name="alert" size={16} /> {t(stale ? "console.save.conflict" : "console.save.dirty")}
      </span>
      <Button onClick={revert}>{t(stale ? "console.save.reload" : "console.save.revert")}</Button>
      <Button variant="filled" loading={busy} disabled={!right || stale} onClick={save}>
        {t("common.save")}
      </Button>
    </div>
  );
}

import { Button, Icon } from "@kit";
import { useTexts } from "./texts.ts";

export interface SaveBarProps {
  /** Nothing is drawn while nothing is unsaved. */
  readonly dirty: boolean;
  /** Somebody else was faster: only loading anew is left. */
  readonly stale: boolean;
  readonly busy: boolean;
  readonly right: boolean;
  readonly texts: { readonly dirty: string; readonly conflict: string; readonly revert: string; readonly reload: string };
  readonly onRevert: () => void;
  readonly onSave: () => void;
}

/** What is unsaved on a page of settings, with the way forward and the way back. */
export function SaveBar({ dirty, stale, busy, right, texts, onRevert, onSave }: SaveBarProps) {
  const { t } = useTexts();
  if (!dirty) return null;
  return (
    <div className="save-bar" role="region" aria-label={texts.dirty}>
      <span role={stale ? "alert" : undefined}>
        <Icon name="alert" size={16} /> {stale ? texts.conflict : texts.dirty}
      </span>
      <Button onClick={onRevert}>{stale ? texts.reload : texts.revert}</Button>
      <Button variant="filled" loading={busy} disabled={!right || stale} onClick={onSave}>
        {t("common.save")}
      </Button>
    </div>
  );
}

import { Button } from "@kit";
import { PageHead, type PageHeadProps } from "./PageHead.tsx";
import { useTexts } from "./texts.ts";

interface EditorHeadProps extends Omit<PageHeadProps, "acts"> {
  readonly mayWrite: boolean;
  readonly dirty: boolean;
  readonly busy: boolean;
  /** What the button that takes it away says; none where there is nothing yet. */
  readonly removeLabel?: string | undefined;
  readonly onRemove: () => void;
  readonly onSave: () => void;
}

/** The top of a page on which one thing is written: where it belongs, its name, and its two buttons. */
export function EditorHead({ mayWrite, dirty, busy, removeLabel, onRemove, onSave, ...head }: EditorHeadProps) {
  const { t } = useTexts();
  return (
    <PageHead
      {...head}
      acts={
        mayWrite ? (
          <>
            {removeLabel ? <Button onClick={onRemove}>{removeLabel}</Button> : null}
            <Button variant="filled" loading={busy} disabled={!dirty} onClick={onSave}>
              {t("common.save")}
            </Button>
          </>
        ) : null
      }
    />
  );
}

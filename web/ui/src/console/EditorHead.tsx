import { Button } from "@kit";
import type { ReactNode } from "react";
import { PageHead } from "./PageHead.tsx";
import { useTexts } from "./texts.ts";

interface EditorHeadProps {
  /** The list that it leads back to, and what that is called. */
  readonly back: string;
  readonly backLabel: string;
  readonly title: string;
  /** What stands beside the title. */
  readonly chip?: ReactNode;
  readonly mayWrite: boolean;
  readonly dirty: boolean;
  readonly busy: boolean;
  /** What the button that takes it away says; none where there is nothing yet. */
  readonly removeLabel?: string | undefined;
  readonly onRemove: () => void;
  readonly onSave: () => void;
}

/** The top of a page on which one thing is written: where it belongs, its name, and its two buttons. */
export function EditorHead(props: EditorHeadProps) {
  const { t } = useTexts();
  return (
    <PageHead
      back={props.back}
      backLabel={props.backLabel}
      title={props.title}
      chip={props.chip}
      acts={
        props.mayWrite ? (
          <>
            {props.removeLabel ? <Button onClick={props.onRemove}>{props.removeLabel}</Button> : null}
            <Button variant="filled" loading={props.busy} disabled={!props.dirty} onClick={props.onSave}>
              {t("common.save")}
            </Button>
          </>
        ) : null
      }
    />
  );
}

import { Button, Icon } from "@kit";
import type { ReactNode } from "react";
import { Link } from "wouter";
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
    <div className="page-head">
      <Link href={props.back} className="back" aria-label={props.backLabel}>
        <Icon name="back" />
      </Link>
      <h1>{props.title}</h1>
      {props.chip}
      {props.mayWrite ? (
        <div className="right">
          {props.removeLabel ? <Button onClick={props.onRemove}>{props.removeLabel}</Button> : null}
          <Button variant="filled" loading={props.busy} disabled={!props.dirty} onClick={props.onSave}>
            {t("common.save")}
          </Button>
        </div>
      ) : null}
    </div>
  );
}

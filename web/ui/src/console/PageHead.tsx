import { Icon } from "@kit";
import type { ReactNode } from "react";
import { Link } from "wouter";
import { useTexts } from "./texts.ts";
import { useTitle } from "./useTitle.ts";

export interface PageHeadProps {
  readonly title: string;
  /** The page it belongs to, and what that is called; pages of the menu belong to none. */
  readonly back?: string | undefined;
  readonly backLabel?: string | undefined;
  /** What stands beside the title. */
  readonly chip?: ReactNode;
  /** What can be done, at the right; nothing for who may not. */
  readonly acts?: ReactNode;
  /** One or two sentences on what the page is for. */
  readonly lead?: ReactNode;
}

/** The top of a page: where it belongs, its name, what can be done with it, and what it is for. */
export function PageHead({ title, back, backLabel, chip, acts, lead }: PageHeadProps) {
  const { t } = useTexts();
  useTitle(title);
  return (
    <>
      <div className="page-head">
        {back ? (
          <Link href={back} className="back" aria-label={backLabel ?? t("console.back.settings")}>
            <Icon name="back" />
          </Link>
        ) : null}
        <h1>{title}</h1>
        {chip}
        {acts ? <div className="right">{acts}</div> : null}
      </div>
      {lead ? <p className="page-lead">{lead}</p> : null}
    </>
  );
}

/** Where the pages of settings belong. */
export const SETTINGS = "/settings";

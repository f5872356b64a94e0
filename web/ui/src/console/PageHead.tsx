import { Icon } from "@kit";
import type { ReactNode } from "react";
import { Link } from "wouter";

interface PageHeadProps {
  /** The list that it leads back to, and what that is called. */
  readonly back: string;
  readonly backLabel: string;
  readonly title: string;
  /** What stands beside the title. */
  readonly chip?: ReactNode;
  /** What can be done, at the right; nothing for who may not. */
  readonly acts?: ReactNode;
}

/** The top of a page about one thing: where it belongs, its name, and what can be done with it. */
export function PageHead({ back, backLabel, title, chip, acts }: PageHeadProps) {
  return (
    <div className="page-head">
      <Link href={back} className="back" aria-label={backLabel}>
        <Icon name="back" />
      </Link>
      <h1>{title}</h1>
      {chip}
      {acts ? <div className="right">{acts}</div> : null}
    </div>
  );
}

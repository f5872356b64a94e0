import "./pages.css";
import { type Emptiness, StateView } from "@kit";
import type { ReactNode } from "react";
import { errorState } from "./problems.ts";
import { TableSkeleton } from "./TableSkeleton.tsx";
import { useTexts } from "./texts.ts";

export interface LoadedPageProps {
  readonly waiting: boolean;
  /** Why there is nothing to show; null while there is. */
  readonly error: unknown;
  readonly onRetry: () => void;
  readonly empty?: Emptiness | null;
  /** What is there from the beginning. */
  readonly above?: ReactNode;
  /** What it will look like; rows of a table do for most. */
  readonly skeleton?: ReactNode;
  readonly children: ReactNode;
}

/** A page that shows what it has to load first, with the states of waiting and failing. */
export function LoadedPage({ waiting, error, onRetry, empty = null, above, skeleton = <TableSkeleton />, children }: LoadedPageProps) {
  const { t } = useTexts();
  return (
    <main className="page">
      <div className="page-inner">
        {above}
        <StateView
          waiting={waiting}
          loadingLabel={t("console.loading")}
          skeleton={skeleton}
          error={errorState(error, t, onRetry)}
          empty={empty}
        >
          {children}
        </StateView>
      </div>
    </main>
  );
}

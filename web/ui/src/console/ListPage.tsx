import "./pages.css";
import { type Emptiness, StateView } from "@kit";
import { type ReactNode, useEffect } from "react";
import { errorState } from "./problems.ts";
import { TableSkeleton } from "./TableSkeleton.tsx";
import { useTexts } from "./texts.ts";

export interface ListPageProps {
  readonly title: string;
  /** The one act of the page. */
  readonly act: ReactNode;
  /** What stands between the heading and the table. */
  readonly above?: ReactNode;
  readonly query: {
    readonly isPending: boolean;
    readonly isError: boolean;
    readonly data?: unknown;
    readonly error: unknown;
    refetch(): unknown;
  };
  readonly empty: Emptiness | null;
  /** The cells of the heading row. */
  readonly head: ReactNode;
  /** The rows. */
  readonly children: ReactNode;
}

/** A page that is one table, with all the states a table can be in. */
export function ListPage({ title, act, above, query, empty, head, children }: ListPageProps) {
  const { t } = useTexts();
  useEffect(() => {
    document.title = title;
  }, [title]);
  return (
    <main className="page">
      <div className="page-inner">
        <div className="page-head">
          <h1>{title}</h1>
          <div className="right">{act}</div>
        </div>
        {above}
        <StateView
          waiting={query.isPending}
          loadingLabel={t("console.loading")}
          skeleton={<TableSkeleton />}
          error={query.isError && !query.data ? errorState(query.error, t, () => void query.refetch()) : null}
          empty={empty}
        >
          <div className="panel table-wrap">
            <table className="table stacked">
              <thead>
                <tr>{head}</tr>
              </thead>
              <tbody>{children}</tbody>
            </table>
          </div>
        </StateView>
      </div>
    </main>
  );
}

import type { Emptiness } from "@kit";
import { type ReactNode, useEffect } from "react";
import { LoadedPage } from "./LoadedPage.tsx";

export interface ListPageProps {
  readonly title: string;
  /** The one act of the page. */
  readonly act: ReactNode;
  /** What stands between the heading and the table. */
  readonly above?: ReactNode;
  readonly query: {
    readonly isPending: boolean;
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
  useEffect(() => {
    document.title = title;
  }, [title]);
  return (
    <LoadedPage
      waiting={query.isPending}
      error={query.data ? null : query.error}
      onRetry={() => void query.refetch()}
      empty={empty}
      above={
        <>
          <div className="page-head">
            <h1>{title}</h1>
            <div className="right">{act}</div>
          </div>
          {above}
        </>
      }
    >
      <div className="panel table-wrap">
        <table className="table stacked">
          <thead>
            <tr>{head}</tr>
          </thead>
          <tbody>{children}</tbody>
        </table>
      </div>
    </LoadedPage>
  );
}

import type { Emptiness } from "@kit";
import type { ReactNode } from "react";
import { LoadedPage } from "./LoadedPage.tsx";
import { PageHead } from "./PageHead.tsx";

export interface ListPageProps {
  readonly title: string;
  /** The page it belongs to; pages of the menu belong to none. */
  readonly back?: string;
  readonly lead?: ReactNode;
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
export function ListPage({ title, back, lead, act, above, query, empty, head, children }: ListPageProps) {
  return (
    <LoadedPage
      waiting={query.isPending}
      error={query.data ? null : query.error}
      onRetry={() => void query.refetch()}
      empty={empty}
      above={
        <>
          <PageHead title={title} back={back} lead={lead} acts={act} />
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

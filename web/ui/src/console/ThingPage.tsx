import { Problem } from "@shared/problem.ts";
import type { ReactNode } from "react";
import { NotHere } from "./frame/NotHere.tsx";
import { LoadedPage } from "./LoadedPage.tsx";
import { PageHead } from "./PageHead.tsx";

interface Query {
  readonly data?: unknown;
  readonly error: unknown;
  refetch(): unknown;
}

interface ThingPageProps {
  /** What has to be read for it. */
  readonly queries: readonly Query[];
  /** The list that it belongs to; its name stands above while the thing has none. */
  readonly back: string;
  readonly backLabel: string;
  readonly list: string;
  /** What was read does not have it. */
  readonly gone?: boolean;
  readonly children: ReactNode;
}

/** A page about one thing, with its head while it is not there yet, and what is said when there is no such thing. */
export function ThingPage({ queries, back, backLabel, list, gone = false, children }: ThingPageProps) {
  const missing = queries.filter((query) => query.data === undefined);
  const failed = missing.find((query) => query.error)?.error ?? null;
  // An address that names nothing (404) or could not name anything (422).
  if (gone || (failed instanceof Problem && [404, 422].includes(failed.status))) return <NotHere />;
  return (
    <LoadedPage
      waiting={missing.length > 0 && !failed}
      error={failed}
      onRetry={() => void Promise.all(missing.map((query) => query.refetch()))}
      above={missing.length > 0 ? <PageHead title={list} back={back} backLabel={backLabel} /> : null}
    >
      {missing.length > 0 ? null : children}
    </LoadedPage>
  );
}

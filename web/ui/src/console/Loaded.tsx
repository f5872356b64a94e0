import { type Emptiness, StateView } from "@kit";
import type { ReactNode } from "react";
import { errorState } from "./problems.ts";
import { TableSkeleton } from "./TableSkeleton.tsx";
import { useTexts } from "./texts.ts";

interface LoadedProps {
  readonly query: { readonly isPending: boolean; readonly data?: unknown; readonly error: unknown; refetch(): unknown };
  readonly empty?: Emptiness | null;
  readonly children: ReactNode;
}

/** A part of a page with the states of waiting, failing and being empty. */
export function Loaded({ query, empty = null, children }: LoadedProps) {
  const { t } = useTexts();
  return (
    <StateView
      waiting={query.isPending}
      loadingLabel={t("console.loading")}
      skeleton={<TableSkeleton />}
      error={errorState(query.data ? null : query.error, t, () => void query.refetch())}
      empty={empty}
    >
      {children}
    </StateView>
  );
}

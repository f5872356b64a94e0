import { Skeleton } from "@kit";

const ROWS = ["a", "b", "c", "d", "e"];

/** Rows of a table that is on its way. */
export function TableSkeleton() {
  return (
    <div className="panel panel-pad stack">
      {ROWS.map((row) => (
        <Skeleton key={row} height={20} />
      ))}
    </div>
  );
}

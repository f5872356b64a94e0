import { Skeleton } from "@kit";

const CARDS = ["a", "b", "c", "d", "e"];

/** Figures that are on their way. */
export function CardsSkeleton() {
  return (
    <div className="rep-kpis">
      {CARDS.map((card) => (
        <div key={card} className="panel panel-pad rep-kpi">
          <Skeleton height={14} width="60%" />
          <Skeleton height={28} width="80%" />
          <Skeleton height={12} />
        </div>
      ))}
    </div>
  );
}

import type { ReactNode } from "react";

interface KpiProps {
  readonly title: string;
  readonly value: string;
  readonly bad?: boolean;
  readonly children?: ReactNode;
}

/** One figure with its name, and what belongs to it below. */
export function Kpi({ title, value, bad = false, children }: KpiProps) {
  return (
    <section className="panel panel-pad rep-kpi" data-tone={bad ? "bad" : undefined}>
      <h2>{title}</h2>
      <b>{value}</b>
      {children}
    </section>
  );
}

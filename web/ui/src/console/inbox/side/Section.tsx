import type { ReactNode } from "react";

export interface SectionProps {
  readonly title: string;
  /** At the right of the title. */
  readonly act?: ReactNode;
  readonly children: ReactNode;
}

export function Section({ title, act, children }: SectionProps) {
  return (
    <section className="card">
      <h3 className="side-title">
        <span>{title}</span>
        {act}
      </h3>
      {children}
    </section>
  );
}

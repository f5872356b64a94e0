import { Button } from "@mantine/core";
import type { ReactNode } from "react";
import { useDelayed } from "./delayed.ts";
import { Icon, type IconName } from "./icons.tsx";

/** What a view says when there is nothing to show. */
export interface Emptiness {
  readonly icon: IconName;
  readonly title: string;
  readonly detail?: string;
  readonly action?: ReactNode;
}

export interface StateViewProps {
  readonly waiting: boolean;
  readonly skeleton: ReactNode;
  readonly loadingLabel: string;
  readonly error?: { readonly title: string; readonly detail: string; readonly retry: string; readonly onRetry: () => void } | null;
  readonly empty?: Emptiness | null;
  readonly children: ReactNode;
}

/** One place for the states every view has: waiting, error, empty, and the data. */
export function StateView({ waiting, skeleton, loadingLabel, error, empty, children }: StateViewProps) {
  const shown = useDelayed(waiting);
  if (error) {
    return (
      <div className="state" role="alert">
        <Icon name="alert" size={28} />
        <p className="state-title">{error.title}</p>
        <p>{error.detail}</p>
        <Button onClick={error.onRetry}>{error.retry}</Button>
      </div>
    );
  }
  if (shown) {
    return (
      <div role="status" aria-label={loadingLabel} className="state-loading">
        {skeleton}
      </div>
    );
  }
  if (waiting) return null;
  if (empty) {
    return (
      <div className="state">
        <Icon name={empty.icon} size={28} />
        <p className="state-title">{empty.title}</p>
        {empty.detail ? <p>{empty.detail}</p> : null}
        {empty.action}
      </div>
    );
  }
  return children;
}

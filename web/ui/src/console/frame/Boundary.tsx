import { Component, type ReactNode } from "react";
import { useLocation } from "wouter";
import { LoadError } from "./LoadError.tsx";

interface CatcherProps {
  /** Another place: what failed is left behind. */
  readonly place: string;
  readonly children: ReactNode;
}

class Catcher extends Component<CatcherProps, { readonly error: unknown }> {
  override state = { error: null };

  static getDerivedStateFromError(error: unknown) {
    return { error: error ?? new Error() };
  }

  override componentDidUpdate(was: CatcherProps) {
    if (was.place !== this.props.place && this.state.error !== null) this.setState({ error: null });
  }

  override render() {
    // A part that did not load is asked for anew by loading the page alone: drafts and what is being sent are kept.
    return this.state.error === null ? this.props.children : <LoadError error={this.state.error} onRetry={() => location.reload()} />;
  }
}

/** Keeps a fault of one page, or a part of it that does not load, from taking the console with it. */
export function Boundary({ children }: { children: ReactNode }) {
  const [place] = useLocation();
  return <Catcher place={place}>{children}</Catcher>;
}

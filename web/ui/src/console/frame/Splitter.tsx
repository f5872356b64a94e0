import type { KeyboardEvent, PointerEvent } from "react";

export interface SplitterProps {
  readonly label: string;
  readonly value: number;
  readonly least: number;
  readonly most: number;
  /** What a double click puts it back to. */
  readonly standard: number;
  /** The panel lies to the right of the edge: it grows to the left. */
  readonly fromRight?: boolean;
  readonly onChange: (px: number) => void;
}

const STEP_PX = 16;

/** The edge of a panel: drawn by the pointer, moved by arrow keys, put back by a double click on the edge. */
export function Splitter({ label, value, least, most, standard, fromRight = false, onChange }: SplitterProps) {
  const within = (px: number) => Math.round(Math.min(most, Math.max(least, px)));
  const onPointer = (event: PointerEvent<HTMLDivElement>) => {
    if (event.button !== 0) return;
    event.preventDefault();
    const edge = event.currentTarget;
    const from = event.clientX;
    edge.setPointerCapture(event.pointerId);
    const move = (e: globalThis.PointerEvent) => onChange(within(value + (e.clientX - from) * (fromRight ? -1 : 1)));
    const end = () => {
      edge.removeEventListener("pointermove", move);
      edge.removeEventListener("pointerup", end);
    };
    edge.addEventListener("pointermove", move);
    edge.addEventListener("pointerup", end);
  };
  const onKey = (event: KeyboardEvent) => {
    const by = event.key === "ArrowLeft" ? -STEP_PX : event.key === "ArrowRight" ? STEP_PX : 0;
    if (by === 0) return;
    event.preventDefault();
    onChange(within(value + by * (fromRight ? -1 : 1)));
  };
  return (
    <div
      role="separator"
      aria-orientation="vertical"
      aria-label={label}
      aria-valuenow={value}
      aria-valuemin={least}
      aria-valuemax={most}
      tabIndex={0}
      className={fromRight ? "splitter splitter-left" : "splitter"}
      onPointerDown={onPointer}
      onDoubleClick={() => onChange(standard)}
      onKeyDown={onKey}
    />
  );
}

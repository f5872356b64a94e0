export interface ProgressProps {
  readonly label: string;
  readonly text: string;
  readonly total: number;
  readonly done: number;
  readonly failed: number;
}

/** A determinate bar of done and failed; its text says the numbers. */
export function Progress({ label, text, total, done, failed }: ProgressProps) {
  const part = (n: number) => `${total > 0 ? (n / total) * 100 : 0}%`;
  return (
    <div
      className="progress"
      role="progressbar"
      aria-label={label}
      aria-valuemin={0}
      aria-valuemax={total}
      aria-valuenow={done + failed}
      aria-valuetext={text}
    >
      <span className="progress-done" style={{ width: part(done) }} />
      <span className="progress-failed" style={{ width: part(failed) }} />
    </div>
  );
}

const PATHS = {
  down: "m6 9 6 6 6-6",
  close: "m6.5 6.5 11 11m0-11-11 11",
  back: "m15 5-7 7 7 7",
  next: "m9 6 6 6-6 6",
  find: "M4.5 10.5a6 6 0 1 0 12 0 6 6 0 0 0-12 0m10.5 4.5 5 5",
  up: "M12 19V5m-6 6 6-6 6 6",
  read: "m2 13 4 4L15 8m-4 8 1 1 9-9",
  check: "m5 12.5 4.5 4.5L19 7.5",
  off: "M4 4l16 16M8.5 15.5a5 5 0 0 1 7 0M5 12a10 10 0 0 1 4-2.5M12 19h.01M15 9.5a10 10 0 0 1 4 2.5M2 8.5A14 14 0 0 1 6 6m5-1a14 14 0 0 1 11 3.5",
  dots: "M12 5.5h.01M12 12h.01M12 18.5h.01",
  clip: "M12 5v14M5 12h14",
  smile: "M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18zM8 14q4 4 8 0M9 9.5h.01M15 9.5h.01",
} as const;

export function Icon({ name }: { name: keyof typeof PATHS }) {
  return (
    <svg class={`i i-${name}`} viewBox="0 0 24 24" aria-hidden="true">
      <path d={PATHS[name]} />
    </svg>
  );
}

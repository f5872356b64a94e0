import type { ReactNode } from "react";

// Outline icons on a grid of 24, stroke 1.9 (drawn for Dari).
const shapes = {
  chat: <path d="M4 12a7 7 0 0 1 7-7h2a7 7 0 0 1 0 14H5l1.6-2.6A7 7 0 0 1 4 12z" />,
  mail: (
    <>
      <rect x="3.5" y="5.5" width="17" height="13" rx="2.5" />
      <path d="m4 7.5 8 6 8-6" />
    </>
  ),
  clock: (
    <>
      <circle cx="12" cy="12" r="8.5" />
      <path d="M12 7.500V12l3 2" />
    </>
  ),
  alert: (
    <>
      <circle cx="12" cy="12" r="8.5" />
      <path d="M12 7.500v5M12 16h.010" />
    </>
  ),
  inbox: (
    <path d="M4 13 6.500 6.500a2 2 0 0 1 1.900-1.300h7.200a2 2 0 0 1 1.900 1.300L20 13v4a2 2 0 0 1-2 2H6a2 2 0 0 1-2-2zm0 0h4.500l1.200 2.500h4.600L15.500 13H20" />
  ),
  person: (
    <>
      <circle cx="12" cy="8" r="3.500" />
      <path d="M5 19.500c.600-3.600 3.300-5.500 7-5.500s6.400 1.900 7 5.500" />
    </>
  ),
  hourglass: (
    <path d="M7 4h10M7 20h10M8 4v3.500c0 1.800 4 3 4 4.500s-4 2.700-4 4.500V20M16 4v3.500c0 1.800-4 3-4 4.500s4 2.700 4 4.500V20" />
  ),
  check: <path d="m5 12.500 4.500 4.500L19 7.500" />,
  book: <path d="M12 7c-2-1.500-4.500-2-7.500-2v13c3 0 5.500.5 7.500 2 2-1.500 4.500-2 7.500-2V5c-3 0-5.500.5-7.500 2zm0 0v13" />,
  mega: <path d="M4 10v4h3l8 4.500v-13L7 10zm3 4 1.200 5h2.600L9.500 15.300M18.500 9.500a4 4 0 0 1 0 5" />,
  tray: <path d="M5 4.500h14v15H5zM8.500 9h7M8.500 12.500h7M8.500 16h4" />,
  find: (
    <>
      <circle cx="10.500" cy="10.500" r="6" />
      <path d="m15 15 5 5" />
    </>
  ),
  sort: <path d="M8 5v14m0 0-3-3m3 3 3-3M16 19V5m0 0-3 3m3-3 3 3" />,
  lock: (
    <>
      <rect x="5.500" y="10.500" width="13" height="9" rx="2" />
      <path d="M8.500 10.500V8a3.500 3.500 0 0 1 7 0v2.500" />
    </>
  ),
  bolt: <path d="M13 3 5 13.500h6L10.500 21 19 10.500h-6z" />,
  back: <path d="m14.500 5-7 7 7 7" />,
  panel: <path d="M4 5.500h16v13H4zM14.500 5.500v13" />,
  close: <path d="m6 6 12 12M18 6 6 18" />,
  plus: <path d="M12 5v14M5 12h14" />,
  keys: <path d="M4 6.500h16v11H4zM7.500 10h.010M11 10h.010M14.500 10h.010M17 10h.010M8.500 14h7" />,
  signout: <path d="M10 5H6a1.500 1.500 0 0 0-1.500 1.500v11A1.500 1.500 0 0 0 6 19h4M15 8l4 4-4 4M19 12h-9" />,
  sun: (
    <>
      <circle cx="12" cy="12" r="4" />
      <path d="M12 3v2M12 19v2M3 12h2M19 12h2M5.600 5.600 7 7M17 17l1.400 1.400M5.600 18.400 7 17M17 7l1.400-1.400" />
    </>
  ),
  phone: (
    <path d="M8 3.500h8a1.500 1.500 0 0 1 1.500 1.500v14a1.500 1.500 0 0 1-1.500 1.500H8A1.500 1.500 0 0 1 6.500 19V5A1.500 1.500 0 0 1 8 3.500zM10.500 17.500h3" />
  ),
  box: <path d="m12 3.500 7.500 4v9l-7.500 4-7.500-4v-9zM4.500 7.500l7.500 4 7.500-4M12 11.500v9" />,
  clip: (
    <path d="m19 11-7.500 7.500a4.600 4.600 0 0 1-6.500-6.500L12.800 4.200a3 3 0 0 1 4.300 4.300l-7.700 7.700a1.500 1.500 0 0 1-2.100-2.100L14.300 7" />
  ),
  paper: <path d="M7 3.500h6.500L18 8v12.500H7zM13.500 3.500V8H18M9.800 12h5.400M9.800 15.500h5.400" />,
  moon: <path d="M19.500 14.500A8 8 0 0 1 9.500 4.500a8 8 0 1 0 10 10z" />,
  filter: <path d="M4 6.500h16M7 12h10M10 17.500h4" />,
  bell: <path d="M6.500 16V11a5.500 5.500 0 0 1 11 0v5l1.500 1.500H5zM10 20h4" />,
  bell_off: (
    <path d="M6.500 16V11a5.500 5.500 0 0 1 .8-2.900M10 5.900a5.500 5.500 0 0 1 7.500 5.100v3M16 17.500H5L6.500 16M10 20h4M4 4l16 16" />
  ),
  gear: (
    <>
      <path d="M4 7h9m4 0h3M4 17h3m4 0h9" />
      <circle cx="15" cy="7" r="2" />
      <circle cx="9" cy="17" r="2" />
    </>
  ),
  chart: <path d="M5 19V11M12 19V5M19 19v-5" />,
  dots: <path d="M5.500 12h.010M12 12h.010M18.500 12h.010" strokeWidth={3.2} />,
  tag: <path d="M4 4.500h7l9 9-6.500 6.500-9-9zM8 8.500h.010" />,
  flag: <path d="M6 20V4.500h11l-2.500 4 2.500 4H6" />,
  merge: <path d="M6 4v4c0 4 6 4 6 8v4M18 4v4c0 4-6 4-6 8M9.500 17.500 12 20l2.500-2.500" />,
  edit: <path d="m5 19 .8-4L15.500 5.300l3.200 3.200L9 18.200zM13.500 7.300l3.200 3.200" />,
  trash: <path d="M5 7h14M9.500 7V4.500h5V7M7 7l.8 12.500h8.400L17 7M10.500 11v5M13.500 11v5" />,
  up: <path d="m6 14.500 6-6 6 6" />,
  down: <path d="m6 9.500 6 6 6-6" />,
  link: <path d="M10 14a3.500 3.500 0 0 0 5 0l3-3a3.500 3.500 0 0 0-5-5l-1 1M14 10a3.500 3.500 0 0 0-5 0l-3 3a3.500 3.500 0 0 0 5 5l1-1" />,
  unread: (
    <>
      <path d="M20 11v6.500a1 1 0 0 1-1 1H5a1 1 0 0 1-1-1v-11a1 1 0 0 1 1-1h9" />
      <path d="m4.500 7 7.500 6 3-2.400" />
      <circle cx="19" cy="6" r="2" fill="currentColor" />
    </>
  ),
  people: (
    <>
      <circle cx="9" cy="8.500" r="3" />
      <path d="M3.500 19c.5-3.200 2.700-4.700 5.500-4.700s5 1.500 5.500 4.700M15.500 5.800a3 3 0 0 1 0 5.400M17 14.700c2 .5 3.200 1.900 3.500 4.300" />
    </>
  ),
  sound: <path d="M4.500 10v4h3l4.500 3.500v-11L7.500 10zM15.500 9a4 4 0 0 1 0 6M18 6.500a7.500 7.500 0 0 1 0 11" />,
  smile: (
    <>
      <circle cx="12" cy="12" r="8.500" />
      <path d="M8.500 14c1.700 2.300 5.300 2.300 7 0M9 9.500h.010M15 9.500h.010" />
    </>
  ),
  at: (
    <>
      <circle cx="12" cy="12" r="3.500" />
      <path d="M15.500 8.500V13a2.500 2.500 0 0 0 5 0v-1A8.500 8.500 0 1 0 17 19" />
    </>
  ),
  split: <path d="M6 20v-4c0-4 6-4 6-8V4M18 20v-4c0-4-6-4-6-8M9.500 6.500 12 4l2.500 2.500" />,
  print: <path d="M7 8V4h10v4M7 16H4.500v-6A1.500 1.500 0 0 1 6 8.500h12a1.500 1.500 0 0 1 1.500 1.500v6H17M7 13.500h10V20H7z" />,
  retry: <path d="M19 12a7 7 0 1 1-2.200-5.100M19 4v4h-4" />,
} as const satisfies Record<string, ReactNode>;

export type IconName = keyof typeof shapes;

export interface IconProps {
  readonly name: IconName;
  /** Named for screen readers; without one the icon is decoration. */
  readonly label?: string;
  readonly size?: number;
}

export function Icon({ name, label, size = 18 }: IconProps) {
  const drawn = {
    className: "icon",
    width: size,
    height: size,
    viewBox: "0 0 24 24",
    fill: "none",
    stroke: "currentColor",
    strokeWidth: 1.9,
    strokeLinecap: "round",
    strokeLinejoin: "round",
  } as const;
  return label ? (
    <svg {...drawn} role="img" aria-label={label}>
      {shapes[name]}
    </svg>
  ) : (
    <svg {...drawn} aria-hidden="true">
      {shapes[name]}
    </svg>
  );
}

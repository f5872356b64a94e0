// What an alert does on this page. The server has decided who is told and whether it may make a noise now
// (the matrix, quiet and working hours); the page knows what is in view.

export const ROWS = ["new", "reply", "mention", "soon", "late", "low"] as const;
export type AlertRow = (typeof ROWS)[number];
export const WAYS = ["screen", "sound", "desktop", "mail", "sms"] as const;
export type AlertWay = (typeof WAYS)[number];
export type Ways = Readonly<Record<AlertWay, boolean>>;

export interface AlertSettings {
  readonly matrix: Readonly<Record<AlertRow, Ways>>;
  readonly quiet: { readonly from: string; readonly to: string } | null;
  /** For text messages; empty: none are sent. */
  readonly phone: string;
  readonly version: number;
}

/** Text messages are for what is grave alone. */
export const GRAVE: readonly AlertRow[] = ["late", "low"];

export interface Alert {
  readonly row: AlertRow;
  readonly sound: boolean;
  readonly desktop: boolean;
  readonly test: boolean;
}

export interface Moment {
  readonly alert: Alert;
  /** Whether this row is shown on the screen at all. */
  readonly onScreen: boolean;
  /** Whether the thread is on the screen of a page that is looked at. */
  readonly inView: boolean;
  readonly focused: boolean;
  readonly sinceSoundMs: number;
}

const SOUND_GAP_MS = 3000;

/** A sound comes with the page in front as well, unless the thread itself is in view; never two in three seconds. */
export function waysOf({ alert, onScreen, inView, focused, sinceSoundMs }: Moment): { screen: boolean; sound: boolean; desktop: boolean } {
  if (alert.test) return { screen: true, sound: alert.sound, desktop: alert.desktop };
  return {
    screen: onScreen && !inView,
    sound: alert.sound && !inView && sinceSoundMs >= SOUND_GAP_MS,
    desktop: alert.desktop && !inView && !focused,
  };
}

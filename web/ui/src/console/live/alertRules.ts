// Who is told what, and how: the rules of the matrix in 내 설정.

export const ROWS = ["new", "mine", "mention", "soon", "late", "low"] as const;
export type AlertRow = (typeof ROWS)[number];
export const WAYS = ["screen", "sound", "desktop", "mail", "sms"] as const;
export type AlertWay = (typeof WAYS)[number];
export type Ways = Readonly<Partial<Record<AlertWay, boolean>>>;

export interface AlertSettings {
  readonly matrix: Readonly<Record<string, Ways>>;
  readonly quiet: { readonly from: string; readonly to: string } | null;
}

/** Before anybody chose: sound for answers to my own and for deadlines. */
export const standard: AlertSettings = {
  matrix: {
    new: { screen: true },
    mine: { screen: true, sound: true, desktop: true },
    mention: { screen: true, sound: true, desktop: true },
    soon: { screen: true, sound: true },
    late: { screen: true, sound: true, desktop: true },
    low: { screen: true },
  },
  quiet: null,
};

const SOUND_GAP_MS = 3000;

/** Whether a time of day ("22:00") lies in the quiet hours; they may reach over midnight. */
export function isQuiet(time: string, quiet: AlertSettings["quiet"]): boolean {
  if (!quiet?.from || !quiet.to || quiet.from === quiet.to) return false;
  return quiet.from < quiet.to ? time >= quiet.from && time < quiet.to : time >= quiet.from || time < quiet.to;
}

export interface Moment {
  readonly row: string;
  readonly settings: AlertSettings;
  /** Whether the thread is on the screen of a page that is looked at. */
  readonly inView: boolean;
  readonly focused: boolean;
  readonly time: string;
  readonly sinceSoundMs: number;
}

/** What an alert does now. A sound comes with the page in front as well, unless the thread itself is in view; never two in three seconds. */
export function waysOf({ row, settings, inView, focused, time, sinceSoundMs }: Moment): {
  screen: boolean;
  sound: boolean;
  desktop: boolean;
} {
  const ways = settings.matrix[row] ?? {};
  const quiet = isQuiet(time, settings.quiet);
  return {
    screen: ways.screen === true && !inView,
    sound: ways.sound === true && !inView && !quiet && sinceSoundMs >= SOUND_GAP_MS,
    desktop: ways.desktop === true && !inView && !focused && !quiet,
  };
}

import { chooseLang, type Lang } from "@shared/i18n.ts";

// What this browser remembers about how the console looks: nothing about people.

export type Theme = "light" | "dark" | "auto";

export interface Prefs {
  lang: Lang;
  theme: Theme;
  nav: boolean;
  panel: boolean;
  letterKeys: boolean;
  /** What shoppers are typing is shown before they send it. */
  typed: boolean;
  /** Widths in pixels, as they were drawn. */
  navWidth: number;
  listWidth: number;
  sideWidth: number;
  /** Sounds and notifications of the desktop were switched on here, put off, or not asked for yet. */
  alerts: "ask" | "on" | "off";
}

/** How wide the parts are until somebody draws them otherwise. */
export const WIDTHS = { navWidth: 216, listWidth: 344, sideWidth: 324 } as const;

const KEY = "dari.console";
const listeners = new Set<() => void>();
let prefs: Prefs | undefined;

function read(): Prefs {
  const fallback: Prefs = {
    lang: chooseLang(document.documentElement.lang, navigator.language),
    theme: "auto",
    nav: true,
    panel: true,
    letterKeys: true,
    typed: true,
    ...WIDTHS,
    alerts: "ask",
  };
  try {
    const stored: unknown = JSON.parse(localStorage.getItem(KEY) ?? "{}");
    return typeof stored === "object" && stored !== null ? { ...fallback, ...stored } : fallback;
  } catch {
    return fallback; // storage is blocked or was written by someone else
  }
}

/** Read when it is first asked for, so that what only knows texts needs no document. */
export function currentPrefs(): Prefs {
  prefs ??= read();
  return prefs;
}

export const currentLang = (): Lang => currentPrefs().lang;

export function setPrefs(change: Partial<Prefs>): void {
  prefs = { ...currentPrefs(), ...change };
  try {
    localStorage.setItem(KEY, JSON.stringify(prefs));
  } catch {
    // it then lasts as long as the page
  }
  applyPrefs();
  for (const listener of listeners) listener();
}

/** Takes the language of the signed-in person's profile, unless one was chosen in this browser. */
export function adoptLang(lang: string): void {
  let chosen = false;
  try {
    chosen = (localStorage.getItem(KEY) ?? "").includes('"lang"');
  } catch {
    // nothing is remembered here
  }
  const own = chooseLang(lang);
  if (!chosen && own !== currentLang()) setPrefs({ lang: own });
}

export function onPrefs(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** The scheme that is shown: what was chosen, or what the machine prefers. */
export function shownTheme(theme: Theme = currentPrefs().theme): "light" | "dark" {
  if (theme !== "auto") return theme;
  return matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light";
}

/** Writes language and theme to the document. */
export function applyPrefs(): void {
  document.documentElement.lang = currentLang();
  document.documentElement.dataset["theme"] = shownTheme();
  document.documentElement.dataset["mantineColorScheme"] = shownTheme();
}

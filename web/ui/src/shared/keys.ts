// The keyboard engine: one registry for shortcuts, the help sheet, tooltips and aria-keyshortcuts.

/** One shortcut. A combo is a letter ("J"), a mark ("?", "/", "."), a named key ("Escape"), a
 * chord ("Mod+K", "Shift+E") or two steps ("G I"). */
export interface Shortcut<Id extends string = string> {
  readonly id: Id;
  readonly combo: string;
  /** Works also while a field has the focus (chords and Escape). */
  readonly inFields?: boolean;
}

export interface KeyPress {
  readonly key: string;
  readonly code: string;
  readonly shiftKey: boolean;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly altKey: boolean;
}

const MARKS: Readonly<Record<string, string>> = { "/": "Slash", "?": "Slash", ".": "Period", "[": "BracketLeft", "]": "BracketRight" };

/** True when the press types the letter, or where it types no Latin one (한글 is on), when it is the letter's
 * place on the keyboard: `key` alone is dead while 한글 is on, `code` alone breaks AZERTY and Dvorak. */
function isKey(press: KeyPress, name: string): boolean {
  if (/^[A-Z]$/.test(name)) return /^[a-z]$/i.test(press.key) ? press.key.toUpperCase() === name : press.code === `Key${name}`;
  const place = MARKS[name];
  // A mark that is typed as itself is itself, wherever it lies; its place counts where other letters are on.
  if (place && press.shiftKey && press.code === place && name !== "?") return false; // "Shift+[" is another combo
  if (place) return press.key === name || (!/^[!-~]$/.test(press.key) && press.code === place && press.shiftKey === (name === "?"));
  return press.key === name;
}

/** Whether a press is this one step of a combo. */
export function matches(press: KeyPress, step: string): boolean {
  const parts = step.split("+");
  const name = parts[parts.length - 1] ?? "";
  const mod = parts.includes("Mod");
  const shift = parts.includes("Shift");
  if (press.altKey) return false; // Alt+letter belongs to the browser
  if ((press.ctrlKey || press.metaKey) !== mod) return false;
  // Shift may be what types a mark; where it is part of the combo the mark is told by its place.
  if (name in MARKS) return shift ? press.shiftKey && press.code === MARKS[name] : isKey(press, name);
  if (press.shiftKey !== shift) return false;
  return isKey(press, name);
}

/** True where letters must type, not act. */
export function isEditable(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (target.isContentEditable) return true;
  if (target instanceof HTMLInputElement) return !/^(checkbox|radio|button|submit|reset)$/.test(target.type);
  return target instanceof HTMLTextAreaElement || target instanceof HTMLSelectElement || target.getAttribute("role") === "combobox";
}

/** The time the second step of "G I" may take. */
export const STEP_WINDOW_MS = 1000;

/** Decides which shortcut a press is; it remembers the first step of a two-step combo. */
export class KeyMatcher<Id extends string> {
  private first = "";
  private until = 0;
  private readonly shortcuts: readonly Shortcut<Id>[];

  constructor(shortcuts: readonly Shortcut<Id>[]) {
    this.shortcuts = shortcuts;
  }

  /** The first step that waits for a second, for the hint chip; empty when none does. */
  pending(now: number): string {
    return now <= this.until ? this.first : "";
  }

  press(press: KeyPress, inField: boolean, now: number): Id | null {
    const waiting = this.pending(now);
    this.first = "";
    this.until = 0;
    const allowed = this.shortcuts.filter((s) => !inField || s.inFields);
    if (waiting) {
      for (const s of allowed) {
        const [one, second] = s.combo.split(" ");
        if (one === waiting && second && matches(press, second)) return s.id;
      }
    }
    for (const s of allowed) if (!s.combo.includes(" ") && matches(press, s.combo)) return s.id;
    for (const s of allowed) {
      const [one, second] = s.combo.split(" ");
      if (!one || !second || !matches(press, one)) continue;
      this.first = one;
      this.until = now + STEP_WINDOW_MS;
      break;
    }
    return null;
  }
}

/** The combo as `aria-keyshortcuts` wants it. */
export function ariaCombo(combo: string): string {
  return combo.replaceAll("Mod", "Control");
}

/** The combo as a person reads it: one piece for each key. */
export function showCombo(combo: string, mac: boolean): string[] {
  return combo
    .split(/[ +]/)
    .map((part) =>
      part === "Mod" ? (mac ? "⌘" : "Ctrl") : part === "Escape" ? "Esc" : part === "ArrowDown" ? "↓" : part === "ArrowUp" ? "↑" : part,
    );
}

// What can be taken back, the latest first. An act that was not undone within ten minutes stays.

export interface Undoable {
  readonly id: number;
  readonly text: string;
  readonly at: number;
  readonly undo: () => void;
}

const LIFE_MS = 10 * 60_000;
const MOST = 30;

export class UndoStack {
  private acts: readonly Undoable[] = [];

  push(act: Undoable): void {
    this.acts = [...this.acts, act].slice(-MOST);
  }

  /** Takes an act off, by its id or else the latest one; undefined when there is none. */
  take(now: number, id?: number): Undoable | undefined {
    this.acts = this.acts.filter((act) => now - act.at < LIFE_MS);
    const found = id === undefined ? this.acts.at(-1) : this.acts.find((act) => act.id === id);
    this.acts = this.acts.filter((act) => act !== found);
    return found;
  }
}

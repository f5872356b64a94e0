import type { Message } from "../shared/types.ts";
import { uuid } from "../shared/uuid.ts";
import { leaving, type State, set, t } from "./panel.ts";

// What the first screens do not need is loaded when it is first drawn: each part brings its own texts and
// styles and is drawn by Preact or, where it is small, as the shell is, so that opening the panel stays small.

export interface PartProps {
  readonly s: State;
  /** The message that a card or a file belongs to. */
  readonly message?: Message | undefined;
}

/** Draws a part into its place; null takes it away. */
export type Draw = (into: Element, props: PartProps | null) => void;

const PARTS = {
  menu: () => import("./Menu.tsx"),
  emoji: () => import("./Emoji.tsx"),
  article: () => import("./article/index.tsx"),
  orders: () => import("./orders/index.tsx"),
  mine: () => import("./orders/Mine.tsx"),
  leave: () => import("./leave/index.tsx"),
  transcript: () => import("./transcript/index.tsx"),
  card: () => import("./csat/index.tsx"),
  files: () => import("./files/index.tsx"),
  uploads: () => import("./files/Uploads.tsx"),
  privacy: () => import("./privacy/index.tsx"),
  suggest: () => import("./suggest/index.tsx"),
} satisfies Record<string, () => Promise<{ default: Draw }>>;

export type PartName = keyof typeof PARTS;

const there: Partial<Record<PartName, Draw | "coming" | "failed">> = {};

/** Loads a part, so that it is there when it is drawn. */
export function prepare(name: PartName): void {
  if (there[name] && there[name] !== "failed") return;
  const put = (its: Draw | "failed") => {
    there[name] = its;
    set({});
  };
  there[name] = "coming";
  PARTS[name]().then(
    (its) => put(its.default),
    () => put("failed"),
  );
}

/** Whether a part was loaded before, so that drawing it costs nothing. */
export const loaded = (name: PartName) => typeof there[name] === "function";

/** The ids that the parts make. */
export const newId = () => uuid();

// The files that the shopper chose, pasted or dropped, until the part that sends them takes them.
let waiting: File[] = [];
let ever = false;

/** Gives files away to be sent; true when there were any. */
export function give(files: ArrayLike<File> | null | undefined): boolean {
  if (!files?.length) return false;
  waiting.push(...Array.from(files));
  ever = true;
  set({});
  return true;
}

export function takeGiven(): File[] {
  const its = waiting;
  waiting = [];
  return its;
}

leaving.add(takeGiven);

/** Whether the part that sends files is wanted. */
export const everGiven = () => ever;

/** The place of a part. The shell's renderer tells it of every drawing and of its end. */
export function Part({ of, ...props }: PartProps & { of: PartName }) {
  const its = there[of];
  if (its === "failed") {
    return (
      <button type="button" class="btn" onClick={() => prepare(of)}>
        {t("widget.again")}
      </button>
    );
  }
  if (typeof its !== "function") {
    prepare(of);
    return null;
  }
  return <div class="part" {...{ drawn: (into: Element, gone?: true) => its(into, gone ? null : props) }} />;
}

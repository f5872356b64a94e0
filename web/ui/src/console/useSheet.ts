import { Problem } from "@shared/problem.ts";
import { useState } from "react";
import { useToasts } from "./frame/toasts.tsx";
import { useLeaveAsk } from "./leave.ts";
import { sayProblem } from "./problems.ts";
import { useTexts } from "./texts.ts";

interface Its<T> {
  /** Stores the whole of it; what was stored is read by the page. */
  readonly store: (value: T) => Promise<void>;
  /** Reads what somebody else has stored meanwhile. */
  readonly reread: () => void;
  /** Says why it was not stored; a toast does where nothing else is said. */
  readonly refuse?: (error: unknown) => void;
}

/** What the bar below a page of settings shows and does. */
export interface Sheet<T> {
  readonly value: T;
  readonly dirty: boolean;
  /** Somebody else was faster: only loading anew is left. */
  readonly stale: boolean;
  readonly busy: boolean;
  readonly change: (part: Partial<T>) => void;
  /** Changes what is being edited as well as what is stored. */
  readonly rebase: (part: Partial<T>) => void;
  readonly revert: () => void;
  readonly save: () => void;
  /** Nothing is to be saved any more, and nothing is asked on the way out. */
  readonly drop: () => void;
}

/**
 * Settings that are edited as a whole: compared with what is stored, and not stored over what somebody else has
 * changed meanwhile. What is edited keeps the version that was read when the editing began.
 */
export function useSheet<T extends object>(stored: T, { store, reread, refuse }: Its<T>): Sheet<T> {
  const { t } = useTexts();
  const { fail } = useToasts();
  const [draft, setDraft] = useState<T | null>(null);
  const [busy, setBusy] = useState(false);
  const [stale, setStale] = useState(false);
  const release = useLeaveAsk(draft !== null);
  const value = draft ?? stored;
  const drop = () => {
    release();
    setDraft(null);
    setStale(false);
  };
  const save = async () => {
    setBusy(true);
    try {
      await store(value);
      drop();
    } catch (error) {
      if (error instanceof Problem && error.status === 409) setStale(true);
      else if (refuse) refuse(error);
      else fail(sayProblem(error, t));
    } finally {
      setBusy(false);
    }
  };
  return {
    value,
    dirty: draft !== null,
    stale,
    busy,
    change: (part) => {
      const next = { ...value, ...part };
      setDraft(JSON.stringify(next) === JSON.stringify(stored) ? null : next);
    },
    rebase: (part) => setDraft((was) => (was ? { ...was, ...part } : null)),
    revert: () => {
      if (stale) reread();
      drop();
    },
    save: () => void save(),
    drop,
  };
}

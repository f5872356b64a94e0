import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useLocation } from "wouter";
import { useToasts } from "./frame/toasts.tsx";
import { sayProblem } from "./problems.ts";
import { useTexts } from "./texts.ts";

interface Keeping {
  /** The query of the list, and the page it stands on. */
  readonly list: string;
  readonly back: string;
  readonly store: () => Promise<unknown>;
  readonly remove: () => Promise<unknown>;
  /** Makes what was removed once more, and what is said before that can be asked for. */
  readonly again: () => Promise<unknown>;
  readonly removed: string;
  /** Nothing is unsaved any more. */
  readonly settled: () => void;
  readonly refuse: (error: unknown) => void;
}

/** Stores or removes the one thing of a page and goes back to its list; removing can be undone. */
export function useKeeping(its: Keeping) {
  const { t } = useTexts();
  const { say, fail } = useToasts();
  const client = useQueryClient();
  const [, navigate] = useLocation();
  const [busy, setBusy] = useState(false);
  const reread = () => client.invalidateQueries({ queryKey: [its.list] });
  const save = async () => {
    setBusy(true);
    try {
      await its.store();
      its.settled();
      await reread();
      say(t("common.saved"));
      navigate(its.back);
    } catch (error) {
      its.refuse(error);
    } finally {
      setBusy(false);
    }
  };
  const remove = async () => {
    try {
      await its.remove();
      its.settled();
      navigate(its.back);
      void reread();
      say(its.removed, () => void its.again().then(reread, (error: unknown) => fail(sayProblem(error, t))));
    } catch (error) {
      fail(sayProblem(error, t));
    }
  };
  return { busy, save: () => void save(), remove: () => void remove() };
}

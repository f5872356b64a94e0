import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";

interface Places {
  /** The query of the one thing, and of the list it stands in. */
  readonly one: string;
  readonly list: string;
  readonly refuse: (error: unknown) => void;
}

/** The one thing of a page as the server has it, and what stores it: the page stays, and the list is read anew. */
export function useStored<T extends { readonly id: string }>(first: T | null, { one, list, refuse }: Places) {
  const client = useQueryClient();
  const [stored, setStored] = useState(first);
  const [busy, setBusy] = useState(false);
  const took = (next: T) => {
    setStored(next);
    client.setQueryData([one, next.id], next);
    void client.invalidateQueries({ queryKey: [list] });
  };
  const store = async (act: () => Promise<T>): Promise<T | null> => {
    setBusy(true);
    try {
      const next = await act();
      took(next);
      return next;
    } catch (error) {
      refuse(error);
      return null;
    } finally {
      setBusy(false);
    }
  };
  return { stored, busy, took, store };
}

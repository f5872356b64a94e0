import { type QueryKey, useQuery, useQueryClient } from "@tanstack/react-query";
import { useToasts } from "../frame/toasts.tsx";
import { sayProblem } from "../problems.ts";
import { useTexts } from "../texts.ts";
import { desk } from "./api.ts";

export const KEYS = { types: ["desk-types"], states: ["desk-states"], teams: ["desk-teams"], tags: ["desk-tags"] } as const;
// The same lists as the queue keeps them, for its own use.
const ALSO: Readonly<Record<string, readonly QueryKey[]>> = {
  "desk-types": [["ticket-types"]],
  "desk-states": [["ticket-states"]],
  "desk-teams": [["teams"]],
  "desk-tags": [["tags"]],
};

export const useDeskTypes = () => useQuery({ queryKey: KEYS.types, queryFn: ({ signal }) => desk.types(signal) });
export const useDeskTeams = () => useQuery({ queryKey: KEYS.teams, queryFn: ({ signal }) => desk.teams(signal) });

/** Does something to a list and reads it again; what was done is said, with a way back. */
export function useDoing(key: readonly string[]) {
  const client = useQueryClient();
  const { t } = useTexts();
  const { say, fail } = useToasts();
  const renew = async () => {
    const all: readonly QueryKey[] = [key, ...(ALSO[key[0] ?? ""] ?? [])];
    await Promise.all(all.map((queryKey) => client.invalidateQueries({ queryKey })));
  };
  const doing = async (act: () => Promise<unknown>, said: string, undo?: () => Promise<unknown>): Promise<boolean> => {
    try {
      await act();
      await renew();
      say(said, undo ? () => void undo().then(renew, (error: unknown) => fail(sayProblem(error, t))) : undefined);
      return true;
    } catch (error) {
      fail(sayProblem(error, t));
      await renew();
      return false;
    }
  };
  return { doing, renew, fail: (error: unknown) => fail(sayProblem(error, t)), say };
}

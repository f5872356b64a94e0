import { useQuery } from "@tanstack/react-query";
import { type Shown, wholeFilter } from "../queue.ts";
import { tickets } from "../ticketApi.ts";

/** How many of a view can be chosen at once; it may hold others beyond them. */
export interface Whole {
  readonly n: number;
  readonly beyond: boolean;
}

/** How many the whole view holds, once everything that is loaded is chosen. */
export function useWholeCount(shown: Shown, wanted: boolean): Whole | null {
  const query = useQuery({
    queryKey: ["whole", JSON.stringify(shown)],
    queryFn: ({ signal }) => tickets.ids(wholeFilter(shown), signal),
    enabled: wanted,
    staleTime: 10_000,
    retry: false,
  });
  return wanted && query.data ? { n: query.data.ids.length, beyond: query.data.more } : null;
}

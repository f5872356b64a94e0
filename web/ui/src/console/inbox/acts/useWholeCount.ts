import { useQuery } from "@tanstack/react-query";
import { type Shown, wholeFilter } from "../queue.ts";
import { tickets } from "../ticketApi.ts";

/** How many the whole view holds, once everything that is loaded is chosen. */
export function useWholeCount(shown: Shown, wanted: boolean): number | null {
  const query = useQuery({
    queryKey: ["whole", JSON.stringify(shown)],
    queryFn: ({ signal }) => tickets.ids(wholeFilter(shown), signal),
    enabled: wanted,
    staleTime: 10_000,
    retry: false,
  });
  return wanted && query.data ? query.data.ids.length : null;
}

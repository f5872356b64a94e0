import { useQuery, useQueryClient } from "@tanstack/react-query";
import type { TicketDetail } from "../ticket.ts";
import { people } from "./personApi.ts";

/** Who the person of a ticket might be as well, and who has gone on in them. */
export function usePerson(ticket: TicketDetail) {
  const id = ticket.customer_id ?? null;
  return useQuery({
    queryKey: ["person", id],
    queryFn: ({ signal }) => people.alike(id ?? 0, signal),
    enabled: id !== null,
    staleTime: 30_000,
    retry: false,
  }).data;
}

/** Reads anew what stands in the panel, after something was done there. */
export function useRefresh(): () => Promise<void> {
  const client = useQueryClient();
  return async () => {
    await Promise.all(
      ["ticket", "person", "timeline", "memo", "gifts", "tickets"].map((key) => client.invalidateQueries({ queryKey: [key] })),
    );
  };
}

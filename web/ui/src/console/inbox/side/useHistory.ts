import { useQuery } from "@tanstack/react-query";
import { call } from "../../api.ts";
import type { TicketDetail } from "../ticket.ts";
import type { TimelineLine } from "./history.ts";

/** What has happened with the person of a ticket, newest first. */
export function useHistory(ticket: TicketDetail): readonly TimelineLine[] {
  const id = ticket.customer_id ?? null;
  const query = useQuery({
    queryKey: ["timeline", id],
    queryFn: ({ signal }) => call<{ items: readonly TimelineLine[] | null }>(`/people/${id}/timeline`, { signal }),
    enabled: id !== null,
    staleTime: 60_000,
    retry: false,
  });
  return query.data?.items ?? [];
}

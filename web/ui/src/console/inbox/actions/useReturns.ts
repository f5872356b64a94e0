import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useCallback } from "react";
import type { Ticket } from "../ticket.ts";
import { returns } from "./api.ts";

/** What is done with orders of a ticket, read again with every version of it. */
export function useReturns(ticket: Pick<Ticket, "number" | "version">) {
  return useQuery({
    queryKey: ["returns", ticket.number, ticket.version],
    queryFn: ({ signal }) => returns.of(ticket.number, signal),
    placeholderData: (before) => before,
  });
}

/** Reads everything again that a step of a return changes. */
export function useReturnsChanged(ticket: number) {
  const client = useQueryClient();
  return useCallback(() => {
    for (const key of [["returns", ticket], ["approvals"], ["quote"], ["requests", ticket], ["ticket", ticket]])
      void client.invalidateQueries({ queryKey: key });
  }, [client, ticket]);
}

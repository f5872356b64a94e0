import { useQuery } from "@tanstack/react-query";
import { call, type TicketDetail } from "../../api.ts";
import type { Entry } from "./history.ts";

/** What has happened with the person of a ticket. */
export function useHistory(ticket: TicketDetail): { readonly entries: readonly Entry[] } {
  const id = ticket.customer_id ?? null;
  const query = useQuery({
    queryKey: ["timeline", id],
    queryFn: ({ signal }) => call<unknown>(`/customers/${id}/timeline`, { signal }),
    enabled: id !== null,
    staleTime: 60_000,
    retry: false,
  });
  return { entries: entriesOf(query.data) };
}

const get = (from: unknown, name: string): unknown => (typeof from === "object" && from !== null ? Reflect.get(from, name) : undefined);
const text = (value: unknown): string => (typeof value === "string" ? value : "");
const count = (value: unknown): number => (typeof value === "number" ? value : 0);

function entriesOf(answer: unknown): Entry[] {
  const items = get(answer, "items");
  if (!Array.isArray(items)) return [];
  return items.map((item: unknown, i) => ({
    key: `${i}`,
    at: text(get(item, "at")),
    kind: text(get(item, "kind")),
    title: text(get(item, "title")) || text(get(item, "text")),
    detail: text(get(item, "detail")),
    ticket: count(get(item, "ticket_number")) || count(get(item, "number")),
    score: count(get(item, "score")),
  }));
}

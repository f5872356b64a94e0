import { queryOptions } from "@tanstack/react-query";
import { tickets } from "./ticketApi.ts";

/** One ticket with its customer and history: read when it is opened, or a moment before. */
export const ticketQuery = (number: number) =>
  queryOptions({ queryKey: ["ticket", number], queryFn: ({ signal }) => tickets.detail(number, signal) });

import { useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import { useTexts } from "../texts.ts";
import { sla, type TicketType } from "./api.ts";

const NONE: readonly TicketType[] = [];

/** What a ticket can be about. */
export function useTypes(): readonly TicketType[] {
  return useQuery({ queryKey: ["ticket-types"], queryFn: sla.types, staleTime: 60_000 }).data ?? NONE;
}

/** The names of the types, by their keys. */
export function useTypeLabels(): ReadonlyMap<string, string> {
  const { lang } = useTexts();
  const types = useTypes();
  return useMemo(() => new Map(types.map((type) => [type.key, type.label[lang]])), [types, lang]);
}

import { useQuery } from "@tanstack/react-query";
import { useCallback, useMemo } from "react";
import { useTexts } from "../texts.ts";
import { type TicketType, talk } from "./talkApi.ts";

/** What tickets can be about, and how that is said in the language of the screen. */
export function useTypes() {
  const { lang } = useTexts();
  const query = useQuery({ queryKey: ["ticket-types"], queryFn: ({ signal }) => talk.types(signal), staleTime: 300_000 });
  const types: readonly TicketType[] = query.data ?? NONE;
  const names = useMemo(() => {
    const all = new Map<string, string>();
    for (const type of types) {
      all.set(`type ${type.key}`, type.label[lang]);
      for (const step of type.steps ?? []) all.set(`step ${step.id}`, step.label[lang]);
    }
    return all;
  }, [types, lang]);
  const typeOf = useCallback((key: string) => names.get(`type ${key}`) ?? "", [names]);
  const stepOf = useCallback((id: string) => names.get(`step ${id}`) ?? "", [names]);
  return { types, typeOf, stepOf, loaded: query.isSuccess };
}

const NONE: readonly TicketType[] = [];

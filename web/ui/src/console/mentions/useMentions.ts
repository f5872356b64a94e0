import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect } from "react";
import { useFrames } from "../live/useLive.tsx";
import { useSession } from "../session.tsx";
import { mentions } from "./api.ts";

const KEY = ["mentions", "count"];
const RENEW_MS = 60_000;

/** How many notes that name me I have not read; a new one is heard of at once. */
export function useMentionCount(): number {
  const { can } = useSession();
  const client = useQueryClient();
  const query = useQuery({
    queryKey: KEY,
    queryFn: ({ signal }) => mentions.count(signal),
    enabled: can("tickets:read"),
    refetchInterval: RENEW_MS,
    retry: false,
  });
  useFrames((frame) => {
    if (frame.t === "mention") void client.invalidateQueries({ queryKey: ["mentions"] });
  });
  return query.data?.unread ?? 0;
}

/** Whoever has a ticket on the screen has read what names them there. */
export function useMentionsRead(ticket: number): void {
  const client = useQueryClient();
  const { data } = useQuery<{ unread: number }>({ queryKey: KEY, queryFn: ({ signal }) => mentions.count(signal), enabled: false });
  const some = (data?.unread ?? 0) > 0;
  useEffect(() => {
    if (!some || document.visibilityState !== "visible") return;
    mentions.read({ ticket }).then(
      (count) => {
        client.setQueryData(KEY, count);
        void client.invalidateQueries({ queryKey: ["mentions", "list"] });
      },
      () => {}, // they stay unread, and the page of mentions shows them
    );
  }, [some, ticket, client]);
}
